package io.multicast.discovery.conformance.wire;

import io.multicast.netty.testing.Eventually;
import io.multicast.netty.testing.Namespace;
import io.multicast.netty.testing.Requirements;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A namespace for the host under test and one for the tester, with one link or more between them. The tester's ends have
 * no addresses: nothing but {@link Wire} answers there. The host knows the hardware address of all peers, so it can send
 * to them; its default routes lead to peer 2 of link 0. It has a docker0 and a tun0 too, which lead nowhere.
 */
public final class Lab implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int TENTATIVE = 0x40;

    private final Namespace host;
    private final Namespace tester;
    private final Set<Family> families;
    private final List<Link> links = new CopyOnWriteArrayList<>();

    private Lab(Namespace host, Namespace tester, Set<Family> families) {
        this.host = host;
        this.tester = tester;
        this.families = families;
    }

    /** Makes the namespaces and the links, and waits until the host's addresses can be used. */
    public static Lab open(int links) {
        return open(links, EnumSet.allOf(Family.class));
    }

    /** The same with addresses of these families only. */
    public static Lab open(int links, Set<Family> families) {
        Requirements.ipv6();
        Namespace host = Namespace.open();
        try {
            Lab lab = new Lab(host, Namespace.open(), families);
            lab.setUpOrClose(links);
            return lab;
        } catch (RuntimeException | Error e) {
            host.close();
            throw e;
        }
    }

    private void setUpOrClose(int count) {
        try {
            setUp(count);
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private void setUp(int count) {
        tester.run(() -> sysctl("ipv6/conf/default/disable_ipv6", "1"));
        host.run(() -> {
            for (String which : List.of("all", "default")) {
                sysctl("ipv4/conf/" + which + "/rp_filter", "0");
                sysctl("ipv6/conf/" + which + "/accept_dad", "0"); // addresses are usable at once
                sysctl("ipv6/conf/" + which + "/accept_ra", "0");
            }
        });
        addDecoys();
        for (int link = 0; link < count; link++) {
            add();
        }
    }

    /** Adds a link, and waits until it can be used. */
    public Link add() {
        int number = links.size();
        links.add(make(number));
        plug(number);
        return links.get(number);
    }

    /** Makes a link whose other end is not with the host yet, so that nothing is missed of what the host sends. */
    private Link make(int number) {
        String device = "p" + number;
        String mac = text(mac(number, 2));
        tester.ip("link add %s address %s type veth peer name veth%d".formatted(device, mac, number));
        tester.ip("link set %s mtu 9500 up".formatted(device));
        return new Link(number, Wire.open(tester, device, "eth" + number, mac(number, 2), mac(number, 1)));
    }

    /** What is on many machines and must not be taken for a link. */
    private void addDecoys() {
        host.ip(
                "link add docker0 type bridge",
                "addr add 172.17.0.1/16 dev docker0",
                "link set docker0 up",
                "tuntap add tun0 mode tun",
                "addr add 10.8.0.1/24 dev tun0",
                "link set tun0 up");
    }

    /** Moves the other end of a link to the host, and configures it. */
    private void plug(int link) {
        String eth = "eth" + link;
        tester.ip("link set veth%d netns %s name %s".formatted(link, host.name(), eth));
        host.ip(
                "link set %s address %s mtu 1500 addrgenmode none".formatted(eth, text(mac(link, 1))),
                "link set %s gso_max_segs 1 up".formatted(eth));
        addAddresses(link);
    }

    private void addAddresses(int link) {
        families.forEach(family -> addAddresses(link, family));
        Eventually.await(LIMIT, () -> usable("eth" + link), () -> host.exec("ip", "addr"));
    }

    private void addAddresses(int link, Family family) {
        boolean ipv4 = family == Family.IPV4;
        String eth = "eth" + link;
        List<String> lines = new ArrayList<>();
        lines.add("addr add %s/%d dev %s".formatted(Link.address(family, link, 1), ipv4 ? 24 : 64, eth));
        if (!ipv4) {
            lines.add("addr add %s/64 dev %s".formatted(Link.linkLocal(link), eth));
        }
        for (int peer = 2; peer <= Link.LAST_PEER; peer++) {
            lines.add(neighbour(Link.address(family, link, peer), link));
            if (!ipv4) {
                lines.add(neighbour("fe80::" + peer, link));
            }
        }
        if (link == 0) {
            String router = ipv4 ? Link.address(family, 0, 2) : "fe80::2";
            lines.add("route replace default via %s dev eth0".formatted(router));
        }
        host.ip(lines.toArray(String[]::new));
    }

    private static String neighbour(String peer, int link) {
        return "neigh replace %s lladdr %s dev eth%d nud permanent".formatted(peer, text(mac(link, 2)), link);
    }

    private boolean usable(String device) throws IOException {
        boolean up = host.exec("ip", "-brief", "link", "show", "dev", device).contains(" UP ");
        long ready = Files.readAllLines(host.procNet().resolve("if_inet6")).stream()
                .map(line -> line.trim().split("\\s+"))
                .filter(fields -> fields[5].equals(device) && (Integer.parseInt(fields[4], 16) & TENTATIVE) == 0)
                .count();
        return up && ready == (families.contains(Family.IPV6) ? 2 : 0);
    }

    private static byte[] mac(int link, int end) {
        return new byte[] {2, 0, 0, 0, (byte) link, (byte) end};
    }

    private static String text(byte[] mac) {
        return HexFormat.ofDelimiter(":").formatHex(mac);
    }

    private static void sysctl(String name, String value) {
        try {
            Files.writeString(Path.of("/proc/sys/net", name), value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The namespace of the host under test. */
    public Namespace host() {
        return host;
    }

    /** A link, from 0. */
    public Link link(int number) {
        return links.get(number);
    }

    /** The only link, or the first. */
    public Link link() {
        return links.get(0);
    }

    /** Takes a link's cable out: the host's interface and its addresses stay. */
    public void unplug(int link) {
        tester.ip("link set p%d down".formatted(link));
    }

    /** Puts it in again. */
    public void replug(int link) {
        tester.ip("link set p%d up".formatted(link));
    }

    /** Brings the host's interface of a link up again; Linux has dropped its IPv6 addresses when it went down. */
    public void up(int link) {
        host.ip("link set eth%d up".formatted(link), "addr flush dev eth" + link);
        addAddresses(link);
    }

    /** Deletes the host's interface of a link, as when a card is pulled out. The tester keeps its own end. */
    public void delete(int link) {
        links.get(link).wire().close();
        host.ip("link del eth" + link);
    }

    /** Makes the interface and the link anew, with the addresses they had; {@link #link} gives the new one. */
    public void recreate(int link) {
        links.set(link, make(link));
        plug(link);
    }

    /** Makes all links one, by a bridge at the tester's end; each still shows what its own interface sends. */
    public void bridge() {
        tester.ip("link add br0 type bridge mcast_snooping 0", "link set br0 up");
        for (int link = 0; link < links.size(); link++) {
            tester.ip("link set p%d master br0".formatted(link));
        }
    }

    @Override
    public void close() {
        links.forEach(link -> link.wire().close());
        try (host;
                tester) {
            // each is closed, whatever the other does
        }
    }
}
