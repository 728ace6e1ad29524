package io.multicast.discovery.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSECRecord;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.UNKRecord;

/** What dnsjava, written by others, reads and writes is what this codec does. */
class DnsjavaTest {
    private static final int MESSAGES = 1_000;
    /** Without leak detection, which in the tests notes a stack trace at every byte written. */
    private static final ByteBufAllocator HEAP = new UnpooledByteBufAllocator(false, true);

    private static final Map<Class<? extends Record>, BiConsumer<RData, Record>> SAME_DATA = Map.of(
            PTRRecord.class, (ours, theirs) -> same(((Ptr) ours).target(), ((PTRRecord) theirs).getTarget()),
            CNAMERecord.class, (ours, theirs) -> same(((Ptr) ours).target(), ((CNAMERecord) theirs).getTarget()),
            NSRecord.class, (ours, theirs) -> same(((Ptr) ours).target(), ((NSRecord) theirs).getTarget()),
            SRVRecord.class, (ours, theirs) -> sameSrv((Srv) ours, (SRVRecord) theirs),
            TXTRecord.class, (ours, theirs) -> sameTxt((Txt) ours, (TXTRecord) theirs),
            ARecord.class,
                    (ours, theirs) -> assertThat(((A) ours).address()).isEqualTo(((ARecord) theirs).getAddress()),
            AAAARecord.class,
                    (ours, theirs) ->
                            assertThat(((Aaaa) ours).address().getAddress()).isEqualTo(theirs.rdataToWireCanonical()),
            NSECRecord.class, (ours, theirs) -> sameNsec((Nsec) ours, (NSECRecord) theirs),
            UNKRecord.class, (ours, theirs) -> assertThat(ours.toBytes()).isEqualTo(((UNKRecord) theirs).getData()));

    @Test
    void readsWhatWeWrite() throws IOException {
        RandomMessages messages = new RandomMessages(1);
        for (int i = 0; i < MESSAGES; i++) {
            DnsMessage ours = messages.next();
            same(ours, new Message(encode(ours)));
        }
    }

    @Test
    void writesWhatWeRead() throws IOException {
        RandomMessages messages = new RandomMessages(2);
        for (int i = 0; i < MESSAGES; i++) {
            DnsMessage ours = messages.next();
            Message theirs = new Message(encode(ours));
            DnsMessage read = DnsMessage.decode(Unpooled.wrappedBuffer(theirs.toWire()));
            same(read, theirs);
            assertThat(read).isEqualTo(ours);
        }
    }

    private static byte[] encode(DnsMessage message) {
        ByteBuf bytes = message.encode(HEAP);
        try {
            assertThat(DnsMessage.decode(bytes)).isEqualTo(message);
            return ByteBufUtil.getBytes(bytes);
        } finally {
            bytes.release();
        }
    }

    private static void same(DnsMessage ours, Message theirs) throws IOException {
        assertThat(ours.id()).isEqualTo(theirs.getHeader().getID());
        byte[] header = theirs.getHeader().toWire();
        assertThat(ours.flags()).isEqualTo(((header[2] & 0xFF) << 8) | (header[3] & 0xFF));
        List<Record> questions = theirs.getSection(Section.QUESTION);
        assertThat(ours.questions()).hasSameSizeAs(questions);
        IntStream.range(0, questions.size()).forEach(i -> same(ours.questions().get(i), questions.get(i)));
        same(ours.answers(), theirs.getSection(Section.ANSWER));
        same(ours.authorities(), theirs.getSection(Section.AUTHORITY));
        same(ours.additionals(), theirs.getSection(Section.ADDITIONAL));
    }

    private static void same(DnsQuestion ours, Record theirs) {
        same(ours.name(), theirs.getName());
        assertThat(ours.type()).isEqualTo(theirs.getType());
        assertThat(ours.dnsClass() | (ours.unicastResponse() ? 0x8000 : 0)).isEqualTo(theirs.getDClass());
    }

    private static void same(List<DnsRecord> ours, List<Record> theirs) {
        assertThat(ours).hasSameSizeAs(theirs);
        IntStream.range(0, ours.size()).forEach(i -> same(ours.get(i), theirs.get(i)));
    }

    private static void same(DnsRecord ours, Record theirs) {
        same(ours.name(), theirs.getName());
        assertThat(ours.type()).isEqualTo(theirs.getType());
        assertThat(ours.dnsClass() | (ours.cacheFlush() ? 0x8000 : 0)).isEqualTo(theirs.getDClass());
        assertThat(ours.ttl()).isEqualTo(theirs.getTTL());
        SAME_DATA.get(theirs.getClass()).accept(ours.data(), theirs);
    }

    private static void same(DnsName ours, org.xbill.DNS.Name theirs) {
        assertThat(ours.toBytes()).isEqualTo(theirs.toWire());
        assertThat(DnsName.parse(theirs.toString())).isEqualTo(ours);
    }

    private static void sameSrv(Srv ours, SRVRecord theirs) {
        assertThat(List.of(ours.priority(), ours.weight(), ours.port()))
                .containsExactly(theirs.getPriority(), theirs.getWeight(), theirs.getPort());
        same(ours.target(), theirs.getTarget());
    }

    private static void sameTxt(Txt ours, TXTRecord theirs) {
        assertThat(ours.strings()).containsExactlyElementsOf(theirs.getStringsAsByteArrays());
    }

    private static void sameNsec(Nsec ours, NSECRecord theirs) {
        same(ours.next(), theirs.getNext());
        assertThat(ours.types())
                .isEqualTo(
                        new TreeSet<>(Arrays.stream(theirs.getTypes()).boxed().toList()));
        ours.types().forEach(type -> assertThat(theirs.hasType(type)).isTrue());
    }
}
