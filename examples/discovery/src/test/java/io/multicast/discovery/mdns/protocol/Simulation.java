package io.multicast.discovery.mdns.protocol;

import io.multicast.discovery.dns.DnsMessage;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.Predicate;

/** Hosts on virtual networks, in virtual time: each packet goes through the codec, and comes back to its sender as well. */
final class Simulation {
    static final long MS = Timing.MILLISECOND;
    static final long SECOND = Timing.SECOND;

    private final Random random;
    private final List<Host> hosts = new ArrayList<>();
    private final List<Packet> packets = new ArrayList<>();
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private long now;
    private long sequence;
    double loss;
    double duplication;
    long maxDelay;

    private record Event(long time, long sequence, Runnable action) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return time != other.time ? Long.compare(time, other.time) : Long.compare(sequence, other.sequence);
        }
    }

    /** A packet as it was sent. */
    record Packet(long time, Object sender, String network, DnsMessage message, InetSocketAddress recipient) {
        boolean isMulticast() {
            return recipient == null;
        }

        boolean isResponse() {
            return message.isResponse();
        }

        boolean isProbe() {
            return !message.isResponse() && !message.authorities().isEmpty();
        }

        @Override
        public String toString() {
            return "%9.3f %s %s -> %s %s"
                    .formatted(time / 1e6, sender, network, recipient == null ? "group" : recipient, describe(message));
        }

        static String describe(DnsMessage m) {
            return "id=%d flags=%04x Q%s AN%s NS%s AR%s"
                    .formatted(m.id(), m.flags(), m.questions(), m.answers(), m.authorities(), m.additionals());
        }
    }

    Simulation(long seed) {
        random = new Random(seed);
    }

    long now() {
        return now;
    }

    Random random() {
        return random;
    }

    Host host(String name) {
        Host host = new Host(this, name, hosts.size() + 1);
        hosts.add(host);
        return host;
    }

    List<Host> hosts() {
        return hosts;
    }

    void at(long time, Runnable action) {
        events.add(new Event(Math.max(time, now), sequence++, action));
    }

    /** Lets time pass. */
    void run(long duration) {
        long end = now + duration;
        long steps = 0;
        while (true) {
            long next = events.isEmpty() ? Long.MAX_VALUE : events.peek().time();
            for (Host host : hosts) {
                next = Math.min(next, host.next());
            }
            if (next > end) {
                break;
            }
            if (++steps > 2_000_000) {
                throw new AssertionError("too much happens: " + packets.subList(packets.size() - 20, packets.size()));
            }
            now = Math.max(now, next);
            while (!events.isEmpty() && events.peek().time() <= now) {
                events.remove().action().run();
            }
            hosts.forEach(host -> host.advance());
        }
        now = end;
        hosts.forEach(host -> host.advance());
    }

    /** Delivers to all interfaces on the network, or to the one with that address. */
    void transmit(Object sender, String network, InetSocketAddress source, DnsMessage message, InetSocketAddress to) {
        packets.add(new Packet(now, sender, network, message, to));
        boolean ipv6 = LinkId.of(0, source.getAddress()).ipv6();
        for (Host host : hosts) {
            host.attached(network, ipv6, to).forEach(link -> {
                boolean own = host == sender;
                for (int copies = copies(own); copies > 0; copies--) {
                    DnsMessage received = throughCodec(message);
                    at(now + (own ? 0 : delay()), () -> host.deliver(link, source, to == null, received));
                }
            });
        }
    }

    private int copies(boolean own) {
        if (own) {
            return 1;
        }
        if (random.nextDouble() < loss) {
            return 0;
        }
        return random.nextDouble() < duplication ? 2 : 1;
    }

    private long delay() {
        return maxDelay == 0 ? 0 : random.nextLong(maxDelay);
    }

    static DnsMessage throughCodec(DnsMessage message) {
        ByteBuf bytes = message.encode(UnpooledByteBufAllocator.DEFAULT);
        try {
            return DnsMessage.decode(bytes);
        } finally {
            bytes.release();
        }
    }

    List<Packet> packets() {
        return packets;
    }

    List<Packet> packets(Predicate<Packet> wanted) {
        return packets.stream().filter(wanted).toList();
    }

    /** Forgets the packets so far. */
    void forget() {
        packets.clear();
    }

    static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
