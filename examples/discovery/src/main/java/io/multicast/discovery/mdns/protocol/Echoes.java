package io.multicast.discovery.mdns.protocol;

import io.multicast.discovery.dns.DnsMessage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Own packets that come back: by the loopback of multicast, and, when two interfaces are on one network, by the other one, too.
 * They are known by what they say, one copy on each link; whoever asks looks first whether the source is an own address. Another
 * process of this host may say the same: its packet is the second copy.
 */
final class Echoes {
    private static final long LIFETIME = 2 * Timing.SECOND;

    private final Timers timers;
    private final Links links;
    private final Map<Echo, Integer> expected = new HashMap<>();
    private final Deque<Sent> sent = new ArrayDeque<>();

    private record Echo(LinkId link, DnsMessage message) {}

    private record Sent(long time, Echo echo) {}

    Echoes(Timers timers, Links links) {
        this.timers = timers;
        this.links = links;
    }

    void expect(LinkId by, DnsMessage message) {
        forgetOld();
        for (Link link : links.all()) {
            if (link.id().ipv6() == by.ipv6()) {
                Echo echo = new Echo(link.id(), message);
                sent.add(new Sent(timers.now(), echo));
                expected.merge(echo, 1, Integer::sum);
            }
        }
    }

    private void forgetOld() {
        for (Sent first = sent.peek(); first != null && timers.now() - first.time() > LIFETIME; first = sent.peek()) {
            sent.remove();
            take(first.echo());
        }
    }

    /** Whether it is one; the next one like it is another's. */
    boolean recognize(LinkId on, DnsMessage message) {
        forgetOld();
        return take(new Echo(on, message));
    }

    private boolean take(Echo echo) {
        Integer copies = expected.get(echo);
        if (copies == null) {
            return false;
        }
        expected.compute(echo, (key, count) -> count == null || count == 1 ? null : count - 1);
        return true;
    }
}
