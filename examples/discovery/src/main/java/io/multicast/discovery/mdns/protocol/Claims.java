package io.multicast.discovery.mdns.protocol;

import io.multicast.discovery.dns.DnsMessage;
import io.multicast.discovery.dns.DnsName;
import io.multicast.discovery.dns.DnsQuestion;
import io.multicast.discovery.dns.DnsRecord;
import io.multicast.discovery.dns.Nsec;
import io.multicast.discovery.mdns.protocol.Claim.State;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What this host publishes on one link, from the first probe to the goodbye. */
final class Claims {
    private final Timers timers;
    private final HostPublication host;
    private final OwnRecords own;
    private final Multicaster multicaster;
    private final Prober prober;
    private final Listener listener;
    private final Map<Publication, Claim> claims = new LinkedHashMap<>();
    private final Map<DnsName, Claim> byName = new HashMap<>();
    private HostInterface on;

    /** Told of what concerns all links. */
    interface Listener {
        /** The publication is announced on this link. */
        void established(Publication publication);

        /** Another host has a name that was this one's; it is probed for again. */
        void conflicted();

        /** Its name belongs to another host on that interface. */
        void lost(Publication publication, int interfaceIndex);

        /** The host has other records now. */
        void hostChanged();

        /** Whether an address is one of this host, on whatever link. */
        boolean isOwn(DnsRecord address);
    }

    Claims(
            Surroundings around,
            ConflictRate rate,
            HostPublication host,
            HostInterface on,
            OwnRecords own,
            Multicaster multicaster,
            LinkSender sender,
            Listener listener) {
        this.timers = around.timers();
        this.host = host;
        this.on = on;
        this.own = own;
        this.multicaster = multicaster;
        this.listener = listener;
        prober = new Prober(around, rate, () -> this.on, sender, this::free);
    }

    /** Probes for the publication's name, then announces its records. */
    void start(Publication publication) {
        Claim claim = new Claim(publication);
        claims.put(publication, claim);
        byName.put(claim.name(), claim);
        prober.begin(claim);
    }

    /** Publishes no more, with or without telling the others. */
    void stop(Publication publication, boolean goodbye) {
        Claim claim = claims.remove(publication);
        if (claim == null) {
            return;
        }
        byName.remove(claim.name(), claim);
        prober.end(claim);
        withdraw(claim.published(), goodbye ? record -> true : record -> false);
    }

    /** The host gets another name: records that tell the old one wait for the new one. */
    void waitForHost() {
        for (Claim claim : claims.values()) {
            if (claim.is(State.ESTABLISHED) && claim.publication().needsHost()) {
                withdraw(claim.published(), record -> false);
                claim.become(State.WAITING, List.of());
            }
        }
    }

    boolean isEstablished(Publication publication) {
        Claim claim = claims.get(publication);
        return claim != null && claim.is(State.ESTABLISHED);
    }

    /** Publishes nothing any more, and tells nobody. */
    void end() {
        claims.values().forEach(claim -> {
            prober.end(claim);
            own.remove(claim.published());
        });
        claims.clear();
        byName.clear();
    }

    private void free(Claim claim) {
        if (claim.publication().needsHost() && !isEstablished(host)) {
            claim.become(State.WAITING, List.of());
        } else {
            establish(claim);
        }
    }

    private void establish(Claim claim) {
        List<DnsRecord> records = claim.publication().records(on);
        claim.become(State.ESTABLISHED, records);
        own.add(records);
        announce(records, Timing.ANNOUNCEMENTS);
        listener.established(claim.publication());
        if (claim.publication() == host) {
            List.copyOf(claims.values()).stream()
                    .filter(other -> other.is(State.WAITING))
                    .forEach(this::establish);
        }
    }

    private void announce(Collection<DnsRecord> records, int times) {
        records.stream().filter(own::contains).forEach(multicaster::announce);
        if (times > 1) {
            timers.after(Timing.ANNOUNCEMENT_INTERVAL, () -> announce(records, times - 1));
        }
    }

    /** The interface has other addresses now. */
    void changed(HostInterface to) {
        on = to;
        refresh(host);
    }

    /** The publication has other records now, under the same name (RFC 6762, section 8.4). */
    void refresh(Publication publication) {
        Claim claim = claims.get(publication);
        if (claim == null || !claim.is(State.ESTABLISHED)) {
            return;
        }
        List<DnsRecord> before = claim.published();
        List<DnsRecord> after = publication.records(on);
        claim.become(State.ESTABLISHED, after);
        Set<DnsRecord> added = difference(after, before);
        Set<DnsRecord> removed = difference(before, after);
        own.add(added);
        // what replaces a unique record also takes it out of the caches
        withdraw(
                removed,
                record -> !record.cacheFlush()
                        || (after.stream().noneMatch(isOfSet(record)) && !host.isNeighbours(record)));
        announce(
                after.stream().filter(record -> touches(record, added, removed)).toList(), Timing.ANNOUNCEMENTS);
    }

    /** A set of unique records is announced as a whole. */
    private static boolean touches(DnsRecord record, Set<DnsRecord> added, Set<DnsRecord> removed) {
        Predicate<DnsRecord> ofSet = record.cacheFlush() ? isOfSet(record) : record::equals;
        return added.stream().anyMatch(ofSet) || removed.stream().anyMatch(ofSet);
    }

    private static Predicate<DnsRecord> isOfSet(DnsRecord record) {
        return other -> other.type() == record.type() && other.name().equals(record.name());
    }

    private static Set<DnsRecord> difference(List<DnsRecord> from, List<DnsRecord> what) {
        Set<DnsRecord> rest = new HashSet<>(from);
        what.forEach(rest::remove);
        return rest;
    }

    private void withdraw(Collection<DnsRecord> records, Predicate<DnsRecord> goodbye) {
        for (DnsRecord record : own.remove(records)) {
            multicaster.drop(record);
            if (goodbye.test(record)) {
                multicaster.goodbye(record);
            }
        }
    }

    /** Another responder of this host speaks: the name and the addresses are its own, too. */
    void hearNeighbour(DnsMessage message) {
        boolean changed = Stream.of(message.answers(), message.authorities(), message.additionals())
                .map(records -> host.hearNeighbour(records, on))
                .reduce(false, Boolean::logicalOr);
        if (changed) {
            listener.hostChanged();
        }
    }

    /** Another host says that it has this record. */
    void hearRecord(DnsRecord record, boolean toGroup) {
        if (toGroup) {
            correct(record);
        }
        Claim claim = byName.get(record.name());
        if (claim == null || record.ttl() == 0 || listener.isOwn(record)) {
            return;
        }
        List<DnsRecord> ours = claim.publication().unique(on);
        if (isSame(record, ours)) {
            return;
        }
        if (!claim.is(State.ESTABLISHED)) {
            if (claim.hasBegun()) {
                listener.lost(claim.publication(), on.index());
            }
        } else if (ours.stream().anyMatch(isOfSet(record))) {
            listener.conflicted();
            withdraw(claim.published(), own -> false);
            prober.begin(claim);
        }
    }

    /** Whether it says what this host says, too; such records may have several hosts (RFC 6762, section 6.6). */
    private static boolean isSame(DnsRecord record, List<DnsRecord> ours) {
        return record.data() instanceof Nsec nsec
                ? ours.stream().allMatch(own -> nsec.has(own.type()))
                : ours.stream().anyMatch(own -> RecordKey.of(own).equals(RecordKey.of(record)));
    }

    /** Another host offers the same record, but not for long: caches are to keep it (RFC 6762, section 6.6). */
    private void correct(DnsRecord record) {
        own.find(record.name(), record.type()).stream()
                .filter(ours -> RecordKey.of(ours).equals(RecordKey.of(record)) && record.ttl() < ours.ttl() / 2)
                .forEach(multicaster::announce);
    }

    /** Another host asks for names: whose records are the better ones, goes on (RFC 6762, section 8.2). */
    void hearProbe(DnsMessage query) {
        Map<DnsName, List<DnsRecord>> proposed =
                query.authorities().stream().collect(Collectors.groupingBy(DnsRecord::name));
        for (DnsQuestion question : query.questions()) {
            Claim claim = byName.get(question.name());
            List<DnsRecord> theirs = proposed.get(question.name());
            if (claim != null && theirs != null && !claim.is(State.ESTABLISHED) && claim.hasBegun()) {
                int order = Tie.compare(claim.publication().unique(on), theirs);
                if (order < 0) {
                    prober.giveWay(claim);
                }
            }
        }
    }
}
