package io.multicast.discovery.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SplitTest {
    private static final int MTU = 1440;
    private static final DnsName TYPE = DnsName.of("_http", "_tcp", "local");

    @Test
    void whatFitsStaysWhole() {
        DnsMessage message = DnsMessage.query(questions(3), pointers(10));
        assertThat(message.split(MTU)).containsExactly(message);
    }

    @Test
    void knownAnswersFollowWithoutQuestions() {
        DnsMessage message = DnsMessage.query(questions(2), pointers(300));

        List<DnsMessage> parts = message.split(MTU);

        assertFits(parts, MTU);
        assertThat(parts).hasSizeBetween(3, 15);
        assertThat(all(parts, DnsMessage::questions)).isEqualTo(message.questions());
        assertThat(all(parts, DnsMessage::answers)).isEqualTo(message.answers());
        assertThat(parts.get(0).questions()).hasSize(2);
        assertThat(parts.get(0).answers()).isNotEmpty();
        assertThat(parts.subList(0, parts.size() - 1)).allMatch(DnsMessage::isTruncated);
        assertThat(parts.get(parts.size() - 1).isTruncated()).isFalse();
    }

    @Test
    void questionsAloneAreNotTruncated() {
        DnsMessage message = DnsMessage.query(questions(300), List.of());

        List<DnsMessage> parts = message.split(MTU);

        assertFits(parts, MTU);
        assertThat(all(parts, DnsMessage::questions)).isEqualTo(message.questions());
        assertThat(parts).hasSizeGreaterThan(2).noneMatch(DnsMessage::isTruncated);
    }

    @Test
    void aResponseBecomesSeveral() {
        DnsMessage message = DnsMessage.response(pointers(200), services(200));

        List<DnsMessage> parts = message.split(MTU);

        assertFits(parts, MTU);
        assertThat(all(
                        parts,
                        part -> Stream.concat(part.answers().stream(), part.additionals().stream())
                                .toList()))
                .isEqualTo(Stream.concat(message.answers().stream(), message.additionals().stream())
                        .toList());
        assertThat(parts).allSatisfy(part -> {
            assertThat(part.flags()).isEqualTo(DnsMessage.QR | DnsMessage.AA);
            assertThat(part.answers()).isNotEmpty();
        });
    }

    @Test
    void aLongRecordGoesAlone() {
        DnsRecord longOne = txt(5_000);
        List<DnsRecord> answers = List.of(txt(100), longOne, txt(101), txt(102));

        List<DnsMessage> parts = DnsMessage.response(answers, List.of()).split(MTU);

        assertThat(parts).extracting(part -> part.answers().size()).containsExactly(1, 1, 2);
        assertThat(parts.get(1).answers()).containsExactly(longOne);
    }

    @Test
    void aProbeStaysWhole() {
        DnsMessage probe = DnsMessage.probe(questions(1), services(100));
        assertThat(probe.split(MTU)).containsExactly(probe);
    }

    @Test
    void compressionStartsAnewInEachPart() {
        for (int limit = 60; limit < 600; limit += 7) {
            DnsMessage message = DnsMessage.response(pointers(20), services(20));
            assertFits(message.split(limit), Math.max(limit, 90));
        }
    }

    private static void assertFits(List<DnsMessage> parts, int limit) {
        assertThat(parts).allSatisfy(part -> {
            ByteBuf bytes = part.encode(UnpooledByteBufAllocator.DEFAULT);
            try {
                assertThat(bytes.readableBytes()).isLessThanOrEqualTo(limit);
                assertThat(DnsMessage.decode(bytes)).isEqualTo(part);
            } finally {
                bytes.release();
            }
        });
    }

    private static <T> List<T> all(List<DnsMessage> parts, Function<DnsMessage, List<T>> section) {
        return parts.stream().flatMap(part -> section.apply(part).stream()).toList();
    }

    private static List<DnsQuestion> questions(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> DnsQuestion.of(TYPE.child("question " + i), DnsType.SRV))
                .toList();
    }

    private static List<DnsRecord> pointers(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> DnsRecord.of(TYPE, DnsType.PTR, false, 4500, new Ptr(TYPE.child("service " + i))))
                .toList();
    }

    private static List<DnsRecord> services(int count) {
        DnsName host = DnsName.of("host", "local");
        return IntStream.range(0, count)
                .mapToObj(i ->
                        DnsRecord.of(TYPE.child("service " + i), DnsType.SRV, true, 120, new Srv(0, 0, 8000 + i, host)))
                .toList();
    }

    private static DnsRecord txt(int bytes) {
        return DnsRecord.of(TYPE, DnsType.TXT, true, 4500, Txt.of(Collections.nCopies(bytes / 100, new byte[99])));
    }
}
