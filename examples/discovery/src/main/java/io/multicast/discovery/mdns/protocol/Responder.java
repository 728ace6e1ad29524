package io.multicast.discovery.mdns.protocol;

import io.multicast.discovery.dns.DnsMessage;
import io.multicast.discovery.dns.DnsQuestion;
import io.multicast.discovery.dns.DnsRecord;
import io.multicast.discovery.mdns.protocol.Multicaster.Haste;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Answers the queries of one link. */
final class Responder {
    private final Timers timers;
    private final OwnRecords own;
    private final Multicaster multicaster;
    private final Unicaster unicaster;

    Responder(Timers timers, OwnRecords own, Multicaster multicaster, Unicaster unicaster) {
        this.timers = timers;
        this.own = own;
        this.multicaster = multicaster;
        this.unicaster = unicaster;
    }

    void hear(Incoming query) {
        DnsMessage message = query.message();
        KnownAnswers known = new KnownAnswers(message.answers());
        if (!known.isEmpty()) {
            boolean more = message.isTruncated();
            multicaster.hear(query.source(), known, more);
            unicaster.hear(query.source(), known, more);
        }
        Haste haste = haste(message);
        Map<RecordKey, DnsRecord> unicast = new LinkedHashMap<>();
        for (DnsQuestion question : message.questions()) {
            List<DnsRecord> answers = unknown(own.answers(question), known);
            if (!answers.isEmpty()) {
                answer(query, question, answers, haste, unicast);
            }
        }
        unicaster.answer(query, List.copyOf(unicast.values()), isDefence(message) ? Haste.NOW : haste);
    }

    /** A set of unique records is given as a whole, even if a part of it is known (RFC 6762, section 10.2). */
    private static List<DnsRecord> unknown(List<DnsRecord> answers, KnownAnswers known) {
        if (known.isEmpty()) {
            return answers;
        }
        Set<Integer> sets = answers.stream()
                .filter(answer -> answer.cacheFlush() && !known.suppress(answer))
                .map(DnsRecord::type)
                .collect(Collectors.toSet());
        return answers.stream()
                .filter(answer -> answer.cacheFlush() ? sets.contains(answer.type()) : !known.suppress(answer))
                .toList();
    }

    /** Who alone has the answer gives it at once; not so if several things are asked (RFC 6762, sections 6 and 6.3). */
    private Haste haste(DnsMessage message) {
        if (message.isTruncated()) {
            return Haste.TRUNCATED;
        }
        boolean alone = message.questions().size() == 1
                && own.answers(message.questions().get(0)).stream().allMatch(DnsRecord::cacheFlush);
        return alone ? Haste.NOW : Haste.SHARED;
    }

    private void answer(
            Incoming query,
            DnsQuestion question,
            List<DnsRecord> answers,
            Haste haste,
            Map<RecordKey, DnsRecord> unicast) {
        if (query.isLegacy()) {
            add(answers, unicast);
            return;
        }
        boolean probe = isProbed(question, query.message());
        boolean unicastWanted =
                (question.unicastResponse() || !query.toGroup()) && query.isOnLink() && unicaster.hasRoom();
        List<DnsRecord> multicast = new ArrayList<>(answers);
        if (unicastWanted) {
            multicast.removeIf(answer -> multicaster.history().isRecent(answer, timers.now()));
            add(
                    answers.stream()
                            .filter(answer -> probe || !multicast.contains(answer))
                            .toList(),
                    unicast);
        }
        for (DnsRecord answer : multicast) {
            if (probe) {
                multicaster.defend(answer);
            } else {
                multicaster.answer(answer, query.source(), haste);
            }
        }
    }

    private static void add(List<DnsRecord> answers, Map<RecordKey, DnsRecord> to) {
        answers.forEach(answer -> to.put(RecordKey.of(answer), answer));
    }

    private static boolean isDefence(DnsMessage message) {
        return message.questions().stream().anyMatch(question -> isProbed(question, message));
    }

    /** Whether somebody is about to take that name: it proposes records of its own (RFC 6762, section 6). */
    private static boolean isProbed(DnsQuestion question, DnsMessage message) {
        return message.authorities().stream().anyMatch(record -> record.name().equals(question.name()));
    }
}
