package io.multicast.discovery.dns;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Messages by chance, with names that share their ends, so that compression has something to do. */
final class RandomMessages {
    private final Random random;
    private final List<DnsName> names = new ArrayList<>();
    private final List<Supplier<DnsRecord>> kinds = List.of(
            () -> record(DnsType.PTR, new Ptr(name())),
            () -> record(DnsType.CNAME, new Ptr(name())),
            () -> record(DnsType.NS, new Ptr(name())),
            () -> record(DnsType.SRV, new Srv(number(16), number(16), number(16), name())),
            () -> record(DnsType.TXT, Txt.of(strings())),
            () -> record(DnsType.A, new A((Inet4Address) address(4))),
            () -> record(DnsType.AAAA, new Aaaa(Aaaa.of(bytes(16)))),
            () -> record(DnsType.NSEC, Nsec.of(name(), types())),
            () -> record(0xFF00 + number(4), Opaque.of(bytes(1 + number(5)))));

    RandomMessages(long seed) {
        random = new Random(seed);
        names.add(DnsName.ROOT);
        names.add(DnsName.of("_http", "_tcp", "local"));
    }

    DnsMessage next() {
        return new DnsMessage(number(16), flags(), questions(), records(), records(), records());
    }

    /** Without the reserved bit, which dnsjava clears. */
    private int flags() {
        return number(16) & ~0x40;
    }

    private List<DnsQuestion> questions() {
        return Stream.generate(() -> new DnsQuestion(name(), 1 + number(8), 1, random.nextBoolean()))
                .limit(number(3))
                .toList();
    }

    private List<DnsRecord> records() {
        return Stream.generate(() -> kinds.get(random.nextInt(kinds.size())).get())
                .limit(number(4))
                .toList();
    }

    private DnsRecord record(int type, RData data) {
        return new DnsRecord(name(), type, DnsType.CLASS_IN, random.nextBoolean(), number(31), data);
    }

    /** One of before, or one before with a label more. */
    DnsName name() {
        DnsName known = names.get(random.nextInt(names.size()));
        if (random.nextInt(3) == 0 || known.wireLength() > 180) {
            return known;
        }
        DnsName name = known.child(
                random.nextBoolean() ? bytes(1 + random.nextInt(63)) : new byte[] {(byte) ('a' + number(3))});
        names.add(name);
        return name;
    }

    private List<byte[]> strings() {
        return Stream.generate(() -> bytes(random.nextInt(256)))
                .limit(1 + number(2))
                .toList();
    }

    private Set<Integer> types() {
        Set<Integer> types = new TreeSet<>();
        IntStream.rangeClosed(0, number(4)).forEach(i -> types.add(1 + number(random.nextBoolean() ? 7 : 15)));
        return types;
    }

    private InetAddress address(int length) {
        try {
            return InetAddress.getByAddress(bytes(length));
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private int number(int bits) {
        return random.nextInt(1 << Math.min(bits, 30));
    }
}
