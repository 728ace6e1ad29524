package io.multicast.discovery.unicast;

import io.multicast.discovery.DiscoveryException;
import io.multicast.discovery.dns.DnsMessage;
import io.multicast.discovery.dns.DnsName;
import io.multicast.discovery.dns.DnsRecord;
import io.multicast.discovery.dns.DnsType;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs a request and checks its response (RFC 8945). */
final class Tsig {
    /** By how many seconds the clocks may differ (section 10). */
    private static final int FUDGE = 300;

    private static final int ADDITIONAL_COUNT = 10;
    private static final Map<Integer, String> ERRORS = Map.of(
            16, "it finds the signature wrong (BADSIG): the secrets differ",
            17, "it does not know the key or its algorithm (BADKEY)",
            18, "its clock is another (BADTIME)",
            22, "it refuses a short signature (BADTRUNC)");

    private final TsigKey key;
    private byte[] requestMac = new byte[0];

    Tsig(TsigKey key) {
        this.key = key;
    }

    /** The message with a TSIG record at its end. */
    ByteBuf sign(ByteBuf message, long seconds) {
        Signature signature = new Signature(seconds, FUDGE, message.getUnsignedShort(0), 0, Unpooled.EMPTY_BUFFER);
        requestMac = mac(new byte[0], ByteBufUtil.getBytes(message), signature);
        message.setShort(ADDITIONAL_COUNT, message.getUnsignedShort(ADDITIONAL_COUNT) + 1);
        message.writeBytes(key.name().toBytes())
                .writeShort(DnsType.TSIG)
                .writeShort(DnsType.CLASS_ANY)
                .writeInt(0);
        ByteBuf data = signature.data(key.algorithm(), requestMac);
        return message.writeShort(data.readableBytes()).writeBytes(data);
    }

    /**
     * Checks the signature of the response.
     *
     * @throws DiscoveryException when it has none, or not the right one
     */
    void check(ByteBuf bytes, DnsMessage response, long now) {
        List<DnsRecord> additionals = response.additionals();
        DnsRecord record = additionals.isEmpty() ? null : additionals.get(additionals.size() - 1);
        if (record == null || record.type() != DnsType.TSIG || !record.name().equals(key.name())) {
            throw new DiscoveryException("the server's response is not signed with the key " + key);
        }
        ByteBuf data = Unpooled.wrappedBuffer(record.data().toBytes());
        try {
            check(bytes, data, now);
        } catch (IndexOutOfBoundsException e) {
            throw new DiscoveryException("the server's TSIG record is malformed", e);
        }
    }

    private void check(ByteBuf bytes, ByteBuf data, long now) {
        data.skipBytes(nameLength(data));
        long seconds = ((long) data.readUnsignedShort() << 32) | data.readUnsignedInt();
        int fudge = data.readUnsignedShort();
        byte[] mac = read(data);
        Signature signature = new Signature(
                seconds, fudge, data.readUnsignedShort(), data.readUnsignedShort(), Unpooled.wrappedBuffer(read(data)));
        if (signature.error() != 0) {
            throw new DiscoveryException("the server refuses the key " + key + ": "
                    + ERRORS.getOrDefault(signature.error(), "error " + signature.error()));
        }
        ByteBuf signed = Unpooled.copiedBuffer(bytes).writerIndex(DnsMessage.lastRecord(bytes));
        signed.setShort(0, signature.id());
        signed.setShort(ADDITIONAL_COUNT, signed.getUnsignedShort(ADDITIONAL_COUNT) - 1);
        if (!MessageDigest.isEqual(mac, mac(requestMac, ByteBufUtil.getBytes(signed), signature))) {
            throw new DiscoveryException("the server's response has a wrong signature of the key " + key);
        }
        if (Math.abs(now - seconds) > fudge) {
            throw new DiscoveryException("the server's response was signed " + Math.abs(now - seconds) + " s from now, "
                    + fudge + " s are allowed: set the clocks");
        }
    }

    private static byte[] read(ByteBuf data) {
        byte[] bytes = new byte[Math.min(data.readUnsignedShort(), data.readableBytes())];
        data.readBytes(bytes);
        return bytes;
    }

    private static int nameLength(ByteBuf data) {
        int length = 0;
        while (data.getByte(length) != 0) {
            length += 1 + data.getUnsignedByte(length);
        }
        return length + 1;
    }

    /** Over the request's signature if there is one, the message, and the TSIG variables (section 4.3). */
    private byte[] mac(byte[] before, byte[] message, Signature signature) {
        try {
            Mac mac = Mac.getInstance(key.mac());
            mac.init(new SecretKeySpec(key.secret(), key.mac()));
            if (before.length > 0) {
                mac.update(new byte[] {(byte) (before.length >> 8), (byte) before.length});
                mac.update(before);
            }
            mac.update(message);
            mac.update(ByteBufUtil.getBytes(signature.variables(key)));
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new DiscoveryException("this Java has no " + key.mac(), e);
        }
    }

    /** The fields of a TSIG record beside the signature itself. */
    private record Signature(long seconds, int fudge, int id, int error, ByteBuf other) {
        ByteBuf variables(TsigKey key) {
            ByteBuf out = Unpooled.buffer();
            out.writeBytes(lower(key.name()).toBytes())
                    .writeShort(DnsType.CLASS_ANY)
                    .writeInt(0);
            out.writeBytes(lower(key.algorithm()).toBytes());
            return times(out)
                    .writeShort(error)
                    .writeShort(other.readableBytes())
                    .writeBytes(other.duplicate());
        }

        ByteBuf data(DnsName algorithm, byte[] mac) {
            ByteBuf out = times(Unpooled.buffer().writeBytes(algorithm.toBytes()));
            out.writeShort(mac.length).writeBytes(mac);
            return out.writeShort(id)
                    .writeShort(error)
                    .writeShort(other.readableBytes())
                    .writeBytes(other.duplicate());
        }

        private ByteBuf times(ByteBuf out) {
            return out.writeShort((int) (seconds >> 32)).writeInt((int) seconds).writeShort(fudge);
        }

        private static DnsName lower(DnsName name) {
            return DnsName.parse(name.toString().toLowerCase(Locale.ROOT));
        }
    }
}
