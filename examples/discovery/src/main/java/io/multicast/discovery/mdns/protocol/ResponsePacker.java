package io.multicast.discovery.mdns.protocol;

import io.multicast.discovery.dns.DnsMessage;
import io.multicast.discovery.dns.DnsRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Fills responses: each answer in the packet of its own additionals, no record twice. An answer that does not fit begins the
 * next packet; additionals that don't are left out.
 */
final class ResponsePacker {
    private final int limit;
    private final Function<DnsRecord, List<DnsRecord>> additionalsOf;
    private final Predicate<DnsRecord> wanted;
    private final List<DnsMessage> packets = new ArrayList<>();
    private final Set<RecordKey> sent = new HashSet<>();
    private List<DnsRecord> answers = new ArrayList<>();
    private List<DnsRecord> additionals = new ArrayList<>();

    /** Of at most that many bytes each, with those additionals that are wanted. */
    ResponsePacker(int limit, Function<DnsRecord, List<DnsRecord>> additionalsOf, Predicate<DnsRecord> wanted) {
        this.limit = limit;
        this.additionalsOf = additionalsOf;
        this.wanted = wanted;
    }

    List<DnsMessage> pack(List<DnsRecord> records) {
        records.forEach(record -> sent.add(RecordKey.of(record))); // never also an additional
        for (DnsRecord record : records) {
            add(record);
        }
        finish();
        return packets;
    }

    private void add(DnsRecord answer) {
        List<DnsRecord> more = new ArrayList<>();
        for (DnsRecord record : additionalsOf.apply(answer)) {
            if (wanted.test(record) && sent.add(RecordKey.of(record))) {
                more.add(record);
            }
        }
        if (fits(answer, more)) {
            take(answer, more);
        } else if (answers.isEmpty()) {
            takeAlone(answer, more);
        } else {
            finish();
            if (fits(answer, more)) {
                take(answer, more);
            } else {
                takeAlone(answer, more);
            }
        }
    }

    private void take(DnsRecord answer, List<DnsRecord> more) {
        answers.add(answer);
        additionals.addAll(more);
    }

    /** Sets that do not fit are left out as a whole: caches would take a part of one for all of it. */
    private void takeAlone(DnsRecord answer, List<DnsRecord> more) {
        answers.add(answer);
        Map<Object, List<DnsRecord>> sets = more.stream()
                .collect(Collectors.groupingBy(
                        record -> List.of(record.name(), record.type()), LinkedHashMap::new, Collectors.toList()));
        for (List<DnsRecord> set : sets.values()) {
            if (size(answers, with(additionals, set)) <= limit) {
                additionals.addAll(set);
            } else {
                set.forEach(record -> sent.remove(RecordKey.of(record)));
            }
        }
    }

    private void finish() {
        if (!answers.isEmpty()) {
            packets.add(DnsMessage.response(answers, additionals));
            answers = new ArrayList<>();
            additionals = new ArrayList<>();
        }
    }

    private boolean fits(DnsRecord answer, List<DnsRecord> more) {
        return size(with(answers, List.of(answer)), with(additionals, more)) <= limit;
    }

    private static <T> List<T> with(List<T> some, List<T> others) {
        List<T> all = new ArrayList<>(some);
        all.addAll(others);
        return all;
    }

    private static int size(List<DnsRecord> answers, List<DnsRecord> additionals) {
        return Sizes.of(DnsMessage.response(answers, additionals));
    }
}
