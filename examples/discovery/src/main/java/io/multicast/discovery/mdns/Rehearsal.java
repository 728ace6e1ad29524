package io.multicast.discovery.mdns;

import io.multicast.discovery.Service;
import io.multicast.discovery.ServiceType;
import io.multicast.discovery.dns.DnsMessage;
import io.multicast.discovery.mdns.protocol.HostInterface;
import io.multicast.discovery.mdns.protocol.LinkId;
import io.multicast.discovery.mdns.protocol.LocalAddress;
import io.multicast.discovery.mdns.protocol.Mdns;
import io.multicast.discovery.mdns.protocol.ServicePublication;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;

/**
 * Registers a service and finds it, without sockets and in no time, so that the classes are loaded before the first packet: a
 * cold Java machine is some 300 ms late with it, and those who ask do not wait that long.
 */
final class Rehearsal {
    private static final long SECOND = 1_000_000_000L;
    private static final LinkId LINK = new LinkId(1, false);
    private static final Thread THREAD = new Thread(Rehearsal::run, "multicast-dns-rehearsal");

    private record Packet(Mdns sender, DnsMessage message) {}

    static {
        THREAD.setDaemon(true);
        THREAD.start();
    }

    private long now;
    private final Queue<Packet> packets = new ArrayDeque<>();
    private final Mdns[] hosts = {host("a", 1), host("b", 2)};

    private Rehearsal() {}

    /** Begins it, if nobody has yet. */
    static void begin() {
        // the class does so when it is initialized
    }

    /** Waits until it is over. */
    static void await() {
        try {
            THREAD.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void run() {
        new Rehearsal().play();
    }

    private Mdns host(String name, int number) {
        Mdns[] self = new Mdns[1];
        self[0] = new Mdns(
                () -> now,
                new SplittableRandom(number),
                (link, message, recipient) -> packets.add(new Packet(self[0], message)),
                name,
                renamed -> {});
        LocalAddress address = new LocalAddress(address(number), 24);
        self[0].setLinks(Map.of(LINK, new HostInterface(1, "eth0", 1500, List.of(address))));
        return self[0];
    }

    private static InetAddress address(int number) {
        return new InetSocketAddress("192.0.2." + number, 0).getAddress();
    }

    private void play() {
        hosts[0].register(Service.of("Rehearsal", "_http._tcp", 80), new ServicePublication.Listener() {
            @Override
            public void renamed(Service service) {}

            @Override
            public void established(Service service) {}
        });
        hosts[1].browse(ServiceType.of("_http._tcp"), event -> {});
        for (; now < 3 * SECOND; now = Math.min(hosts[0].next(), hosts[1].next())) {
            hosts[0].advance();
            hosts[1].advance();
            while (!packets.isEmpty()) {
                deliver(packets.remove());
            }
        }
    }

    private void deliver(Packet packet) {
        ByteBuf bytes = packet.message().encode(UnpooledByteBufAllocator.DEFAULT);
        DnsMessage message = DnsMessage.decode(Unpooled.wrappedBuffer(bytes));
        bytes.release();
        for (int i = 0; i < hosts.length; i++) {
            if (hosts[i] != packet.sender()) {
                hosts[i].receive(LINK, new InetSocketAddress(address(2 - i), Groups.PORT), true, message);
            }
        }
    }
}
