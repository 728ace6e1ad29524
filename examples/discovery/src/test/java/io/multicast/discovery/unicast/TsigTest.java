package io.multicast.discovery.unicast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.multicast.discovery.DiscoveryException;
import io.multicast.discovery.dns.DnsMessage;
import io.multicast.discovery.dns.DnsName;
import io.multicast.discovery.dns.DnsQuestion;
import io.multicast.discovery.dns.DnsType;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.TSIG;

/** Signatures are those of dnsjava. */
class TsigTest {
    private static final byte[] SECRET = {1, 2, 3, 4, 5, 6, 7, 8};
    private static final DnsMessage REQUEST = new DnsMessage(
            77,
            DnsMessage.UPDATE << 11,
            List.of(DnsQuestion.of(DnsName.of("example", "test"), DnsType.SOA)),
            List.of(),
            List.of(),
            List.of());

    @TempDir
    private Path directory;

    private static long now() {
        return System.currentTimeMillis() / 1000;
    }

    private static ByteBuf signed(Tsig tsig, long seconds) {
        return tsig.sign(REQUEST.encodeForUnicast(new UnpooledByteBufAllocator(false)), seconds);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hmac-sha1", "hmac-sha224", "hmac-sha256", "hmac-sha384", "HMAC-SHA512"})
    void bothWays(String algorithm) throws IOException {
        Tsig ours = new Tsig(TsigKey.of("Key.Test", algorithm, SECRET));
        TSIG theirs = new TSIG(Name.fromString(algorithm + "."), Name.fromString("key.test."), SECRET);
        byte[] request = ByteBufUtil.getBytes(signed(ours, now()));
        Message read = new Message(request);
        assertThat(theirs.verify(read, request, null)).isEqualTo(Rcode.NOERROR);

        byte[] response = response(read, theirs);
        ours.check(Unpooled.wrappedBuffer(response), decode(response), now());

        response[3] ^= 1;
        assertThatExceptionOfType(DiscoveryException.class)
                .isThrownBy(() -> ours.check(Unpooled.wrappedBuffer(response), decode(response), now()))
                .withMessageContaining("wrong signature");
    }

    private static byte[] response(Message request, TSIG key) {
        Message response = new Message(request.getHeader().getID());
        response.getHeader().setFlag(Flags.QR);
        response.addRecord(request.getQuestion(), 0);
        response.setTSIG(key, Rcode.NOERROR, request.getTSIG());
        return response.toWire(Message.MAXLENGTH);
    }

    private static DnsMessage decode(byte[] bytes) {
        return DnsMessage.decode(Unpooled.wrappedBuffer(bytes));
    }

    @Test
    void clocksThatDiffer() throws IOException {
        Tsig ours = new Tsig(TsigKey.of("key.test", "hmac-sha256", SECRET));
        TSIG theirs = new TSIG(TSIG.HMAC_SHA256, Name.fromString("key.test."), SECRET);
        byte[] response = response(new Message(ByteBufUtil.getBytes(signed(ours, now()))), theirs);
        assertThatExceptionOfType(DiscoveryException.class)
                .isThrownBy(() -> ours.check(Unpooled.wrappedBuffer(response), decode(response), now() + 1_000))
                .withMessageContaining("set the clocks");
    }

    @Test
    void responsesThatAreNotSigned() {
        Tsig ours = new Tsig(TsigKey.of("key.test", "hmac-sha256", SECRET));
        ByteBuf plain = REQUEST.encodeForUnicast(new UnpooledByteBufAllocator(false));
        assertThatExceptionOfType(DiscoveryException.class)
                .isThrownBy(() -> ours.check(plain, REQUEST, now()))
                .withMessageContaining("not signed");
        ByteBuf cut = signed(ours, now());
        cut.setShort(cut.writerIndex() - 6 - 32 - 2 - 25, 0);
        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() -> ours.check(cut, DnsMessage.decode(cut), now()));
    }

    @Test
    void keyFiles() throws IOException {
        Path file = Files.writeString(
                directory.resolve("key"),
                "# ours\nkey \"orders.\" {\n\talgorithm hmac-sha512;\n\tsecret \"AQID\";\n};\n");
        TsigKey key = TsigKey.read(file);
        assertThat(key).hasToString("orders (hmac-sha512)");
        assertThat(key.secret()).containsExactly(1, 2, 3);

        Path none = Files.writeString(directory.resolve("none"), "key x { algorithm hmac-sha256; };");
        assertThatExceptionOfType(DiscoveryException.class)
                .isThrownBy(() -> TsigKey.read(none))
                .withMessageContaining("no secret");
        Path empty = Files.writeString(directory.resolve("empty"), "");
        assertThatExceptionOfType(DiscoveryException.class).isThrownBy(() -> TsigKey.read(empty));
        assertThatExceptionOfType(DiscoveryException.class)
                .isThrownBy(() -> TsigKey.read(directory.resolve("missing")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TsigKey.of("x", "hmac-md5", SECRET))
                .withMessageContaining("hmac-sha256");
    }
}
