package io.multicast.discovery.mdns.protocol;

import io.multicast.discovery.dns.DnsMessage;
import io.multicast.discovery.dns.DnsQuestion;
import io.multicast.discovery.dns.DnsRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Fills queries with as many questions as fit; known answers that don't go on in further packets (RFC 6762, section 7.2). */
final class QueryPacker {
    private QueryPacker() {}

    static List<DnsMessage> pack(List<DnsQuestion> questions, Function<DnsQuestion, List<DnsRecord>> known, int limit) {
        List<DnsMessage> packets = new ArrayList<>();
        DnsMessage packet = DnsMessage.query(List.of(), List.of());
        for (DnsQuestion question : questions) {
            DnsMessage more = with(packet, question, known.apply(question));
            if (!packet.questions().isEmpty() && Sizes.of(more) > limit) {
                packets.addAll(packet.split(limit));
                more = with(DnsMessage.query(List.of(), List.of()), question, known.apply(question));
            }
            packet = more;
        }
        packets.addAll(packet.split(limit));
        return packets;
    }

    private static DnsMessage with(DnsMessage packet, DnsQuestion question, List<DnsRecord> known) {
        List<DnsQuestion> questions = new ArrayList<>(packet.questions());
        questions.add(question);
        List<DnsRecord> answers = new ArrayList<>(packet.answers());
        answers.addAll(known);
        return DnsMessage.query(questions, answers);
    }
}
