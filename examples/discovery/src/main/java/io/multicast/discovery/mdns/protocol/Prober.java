package io.multicast.discovery.mdns.protocol;

import io.multicast.discovery.dns.DnsMessage;
import io.multicast.discovery.dns.DnsQuestion;
import io.multicast.discovery.dns.DnsRecord;
import io.multicast.discovery.dns.DnsType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Asks on one link whether names are free: three probes each, those of several names in one packet (RFC 6762, section 8.1). */
final class Prober {
    private final Timers timers;
    private final RandomGenerator random;
    private final ConflictRate rate;
    private final Supplier<HostInterface> on;
    private final BooleanSupplier unicastReachable;
    private final LinkSender sender;
    private final Consumer<Claim> free;
    private final Set<Claim> claims = new LinkedHashSet<>();
    private long start = Long.MIN_VALUE;
    private Timers.@Nullable Timer timer;

    /** Tells {@code free} of each name that is nobody's. */
    Prober(
            Surroundings around,
            ConflictRate rate,
            Supplier<HostInterface> on,
            LinkSender sender,
            Consumer<Claim> free) {
        this.timers = around.timers();
        this.random = around.random();
        this.unicastReachable = around.unicastReachable();
        this.rate = rate;
        this.on = on;
        this.sender = sender;
        this.free = free;
    }

    /** Begins after a random delay, along with others that are about to. */
    void begin(Claim claim) {
        long now = timers.now();
        long pause = rate.pause(now);
        if (pause > 0) {
            probe(claim, now + pause);
            return;
        }
        if (start < now || start > now + Timing.PROBE_INTERVAL) {
            start = now + random.nextLong(Timing.PROBE_INTERVAL);
        }
        probe(claim, start);
    }

    /** Another host asks for the same name with better records: lets it go first (section 8.2). */
    void giveWay(Claim claim) {
        probe(claim, timers.now() + Math.max(Timing.TIE_PAUSE, rate.pause(timers.now())));
    }

    private void probe(Claim claim, long at) {
        claim.probeAt(at);
        claims.add(claim);
        arm(at);
    }

    void end(Claim claim) {
        claims.remove(claim);
    }

    private void arm(long due) {
        if (timer == null || !timer.isPending() || timer.time() > due) {
            Timers.cancel(timer);
            timer = timers.at(due, this::act);
        }
    }

    private void act() {
        List<Claim> due =
                claims.stream().filter(claim -> claim.due() <= timers.now()).toList();
        send(due.stream().filter(claim -> !claim.isProbed()).toList());
        timers.refresh(); // sending may have taken its time; the next ones are not to come too soon after these
        List<Claim> won = due.stream().filter(Claim::isProbed).toList();
        due.stream().filter(claim -> !claim.isProbed()).forEach(claim -> claim.probed(timers.now()));
        won.forEach(claims::remove);
        claims.stream().mapToLong(Claim::due).min().ifPresent(this::arm);
        won.forEach(free);
    }

    private void send(List<Claim> due) {
        DnsMessage packet = DnsMessage.probe(List.of(), List.of());
        for (Claim claim : due) {
            DnsMessage more = with(packet, claim);
            if (!packet.questions().isEmpty() && Sizes.of(more) > sender.limit()) {
                sender.send(packet, null);
                more = with(DnsMessage.probe(List.of(), List.of()), claim);
            }
            packet = more;
        }
        if (!packet.questions().isEmpty()) {
            sender.send(packet, null);
        }
    }

    private DnsMessage with(DnsMessage packet, Claim claim) {
        List<DnsQuestion> questions = new ArrayList<>(packet.questions());
        questions.add(DnsQuestion.of(claim.name(), DnsType.ANY).withUnicastResponse(unicastReachable.getAsBoolean()));
        List<DnsRecord> proposed = new ArrayList<>(packet.authorities());
        claim.publication().unique(on.get()).forEach(record -> proposed.add(record.withCacheFlush(false)));
        return DnsMessage.probe(questions, proposed);
    }
}
