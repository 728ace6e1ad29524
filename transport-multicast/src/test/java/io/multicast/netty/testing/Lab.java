package io.multicast.netty.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Two namespaces, a and b, joined by pairs of virtual interfaces:
 *
 * <pre>
 * a                                b
 * va0 10.99.0.1/24 fd99::1/64      vb0 10.99.0.2/24 fd99::2/64
 * va1 (no IPv4)    fd98::1/64      vb1 (no IPv4)    fd98::2/64
 * va2 10.97.0.1/24 (no IPv6)       vb2 10.97.0.2/24 (no IPv6)
 * </pre>
 *
 * No route leads to multicast groups, no packet is dropped for the way it came. Needs root.
 */
public final class Lab implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int TENTATIVE = 0x40;
    private static final int PEER_INDEX = 20; // the ends of a pair must not have one index by chance

    /** One pair; an address has {@code %d} for 1 in a and 2 in b, or is null. */
    private record Pair(int number, String ipv4, String ipv6) {
        String in(char side) {
            return "v" + side + number;
        }
    }

    private static final List<Pair> PAIRS = List.of(
            new Pair(0, "10.99.0.%d/24", "fd99::%d/64"),
            new Pair(1, null, "fd98::%d/64"),
            new Pair(2, "10.97.0.%d/24", null));
    private static final Pair SHARED = new Pair(3, "10.99.0.%d/32", "fd96::%d/64");

    private final Namespace a;
    private final Namespace b;

    private Lab(Namespace a, Namespace b) {
        this.a = a;
        this.b = b;
    }

    /** Makes both namespaces and waits until their interfaces can be used. */
    public static Lab open() {
        Requirements.ipv6();
        Namespace a = Namespace.open();
        try {
            return new Lab(a, Namespace.open()).with(Lab::setUp);
        } catch (RuntimeException | Error e) {
            a.close();
            throw e;
        }
    }

    /** Does something to this lab; closes it if that fails, for then nobody else will. */
    private Lab with(Consumer<Lab> change) {
        try {
            change.accept(this);
            return this;
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /** The namespace with va0, va1, va2: by custom, where the code under test runs. */
    public Namespace a() {
        return a;
    }

    /** The namespace with vb0, vb1, vb2: the peer. */
    public Namespace b() {
        return b;
    }

    /** The index of va0 ... in a, vb0 ... in b. */
    public int index(String device) {
        return (device.startsWith("vb") ? b : a).index(device);
    }

    /** Adds default routes by va0 and vb0, which also carry multicast whose interface nobody chose. */
    public Lab withDefaultRoute() {
        return with(lab -> {
            lab.a.ip("route add default via 10.99.0.2 dev va0");
            lab.b.ip("route add default via 10.99.0.1 dev vb0");
        });
    }

    /** Adds a pair va3, vb3 that has va0's and vb0's IPv4 address too, as unnumbered links or VRRP have. */
    public Lab withSharedAddress() {
        return with(lab -> lab.join(SHARED));
    }

    /** What the kernel holds in both namespaces. */
    public String evidence() {
        return a.evidence() + b.evidence();
    }

    @Override
    public void close() {
        try (a;
                b) {
            // each is closed, whatever the other does
        }
    }

    private void setUp() {
        a.run(Lab::setUpInside);
        b.run(Lab::setUpInside);
        PAIRS.forEach(this::join);
    }

    private static void setUpInside() {
        for (String which : List.of("all", "default")) {
            write("ipv4/conf/" + which + "/rp_filter", "0"); // else packets on va1 are dropped
            write("ipv6/conf/" + which + "/accept_dad", "0"); // addresses are usable at once
        }
    }

    private void join(Pair pair) {
        int index = PEER_INDEX + pair.number();
        a.ip("link add %s type veth peer name %s index %d netns %s"
                .formatted(pair.in('a'), pair.in('b'), index, b.name()));
        configure(a, pair, pair.in('a'), 1);
        configure(b, pair, pair.in('b'), 2);
        Eventually.await(
                LIMIT,
                () -> usable(a, pair.in('a'), pair) && usable(b, pair.in('b'), pair),
                () -> "not up: " + pair + a.exec("ip", "addr") + b.exec("ip", "addr"));
    }

    private static void configure(Namespace side, Pair pair, String device, int number) {
        if (pair.ipv6() == null) {
            side.run(() -> write("ipv6/conf/" + device + "/disable_ipv6", "1"));
        }
        side.ip(Stream.of(pair.ipv4(), pair.ipv6())
                .filter(address -> address != null)
                .map(address -> "addr add " + address.formatted(number) + " dev " + device)
                .toArray(String[]::new));
        side.ip("link set " + device + " up");
    }

    private static boolean usable(Namespace side, String device, Pair pair) throws IOException {
        // asking by netlink also spares the second that the kernel otherwise takes to notice that a link is up
        boolean up = side.exec("ip", "-brief", "link", "show", "dev", device).contains(" UP ");
        List<String[]> addresses = Files.readAllLines(side.procNet().resolve("if_inet6")).stream()
                .map(line -> line.trim().split("\\s+"))
                .filter(fields -> fields[5].equals(device) && (Integer.parseInt(fields[4], 16) & TENTATIVE) == 0)
                .toList();
        return up && addresses.size() == (pair.ipv6() == null ? 0 : 2); // link-local and global
    }

    private static void write(String name, String value) {
        try {
            Files.writeString(Path.of("/proc/sys/net", name), value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
