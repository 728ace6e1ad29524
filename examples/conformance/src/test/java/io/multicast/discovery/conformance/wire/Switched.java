package io.multicast.discovery.conformance.wire;

import io.multicast.netty.testing.Eventually;
import io.multicast.netty.testing.Namespace;
import io.multicast.netty.testing.Requirements;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Hosts, each in a namespace of its own, on two switches. Host 1 has eth0 with 10.78.0.1/24 and fd78:1::1/64, eth1 with
 * 10.78.1.1/24 and fd78:2::1/64, their link-local addresses, and a docker0 and a tun0 that lead nowhere.
 */
public final class Switched implements AutoCloseable {
    private static final int SWITCHES = 2;
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int TENTATIVE = 0x40;

    private final Namespace switches;
    private final List<Namespace> hosts = new CopyOnWriteArrayList<>();

    private Switched(Namespace switches) {
        this.switches = switches;
    }

    /** Makes the switches. */
    public static Switched open() {
        Requirements.ipv6();
        Switched switched = new Switched(Namespace.open());
        for (int i = 0; i < SWITCHES; i++) {
            switched.switches.ip(
                    "link add br%d type bridge mcast_snooping 0".formatted(i), "link set br%d up".formatted(i));
        }
        return switched;
    }

    /** Adds the next host, from 1. */
    public Namespace add() {
        Namespace host = Namespace.open();
        hosts.add(host);
        int number = hosts.size();
        host.run(() -> {
            for (String which : List.of("all", "default")) {
                write("ipv4/conf/" + which + "/rp_filter", "0");
                write("ipv6/conf/" + which + "/accept_dad", "0");
            }
        });
        host.ip(
                "link add docker0 type bridge",
                "addr add 172.17.0.1/16 dev docker0",
                "link set docker0 up",
                "tuntap add tun0 mode tun",
                "addr add 10.8.0.1/24 dev tun0",
                "link set tun0 up");
        for (int i = 0; i < SWITCHES; i++) {
            plug(host, number, i);
        }
        Eventually.await(LIMIT, () -> usable(host), () -> host.exec("ip", "addr"));
        return host;
    }

    private void plug(Namespace host, int number, int link) {
        String port = "h%dp%d".formatted(number, link);
        String eth = "eth" + link;
        switches.ip("link add %s type veth peer name %s netns %s".formatted(port, eth, host.name()));
        switches.ip("link set %s master br%d up".formatted(port, link));
        host.ip(
                "link set %s gso_max_segs 1 up".formatted(eth),
                "addr add %s/24 dev %s".formatted(address(Family.IPV4, link, number), eth),
                "addr add %s/64 dev %s".formatted(address(Family.IPV6, link, number), eth));
    }

    /** Puts a container on a host's docker0, which then has a carrier. */
    public static void addContainer(Namespace host) {
        host.ip(
                "link add container0 type veth peer name inside0",
                "link set inside0 up",
                "link set container0 master docker0 up");
    }

    /** A routable address of a host's interface. */
    public static String address(Family family, int link, int host) {
        return (family == Family.IPV4 ? "10.78.%d.%d" : "fd78:%d::%d")
                .formatted(family == Family.IPV4 ? link : link + 1, host);
    }

    private static boolean usable(Namespace host) throws IOException {
        long ready = Files.readAllLines(host.procNet().resolve("if_inet6")).stream()
                .map(line -> line.trim().split("\\s+"))
                .filter(fields -> fields[5].startsWith("eth") && (Integer.parseInt(fields[4], 16) & TENTATIVE) == 0)
                .count();
        return ready == 2 * SWITCHES;
    }

    private static void write(String name, String value) {
        try {
            Files.writeString(Path.of("/proc/sys/net", name), value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        for (Namespace host : hosts) {
            host.close();
        }
        switches.close();
    }
}
