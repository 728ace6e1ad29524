package io.multicast.netty.internal.platform;

import static io.multicast.netty.testing.Ip.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.internal.option.MembershipCall;
import io.multicast.netty.internal.option.OptionKey;
import io.multicast.netty.internal.option.RecordingCalls;
import io.multicast.netty.internal.option.SocketOptions;
import io.multicast.netty.internal.option.SystemTable;
import io.multicast.netty.testing.Ip;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The tables and the structs of Linux and Windows against those systems' own C headers: glibc's and the kernel's for 64 and
 * 32 bit by gcc, Windows' by mingw-w64. There are none of macOS and FreeBSD here: for these see {@link GoldenBytesTest}.
 */
class HeadersTest {
    private static final int INDEX = 0x01020304;

    private static Tables system(CHeaders headers, Map<String, Integer> facts) {
        boolean wide = facts.get("pointer") == 8;
        if (headers.isWindows()) {
            return wide ? Tables.WINDOWS_64 : Tables.WINDOWS_32;
        }
        if (ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN) {
            return wide ? Tables.LINUX_64_BIG : Tables.LINUX_32_BIG;
        }
        return wide ? Tables.LINUX_64_LITTLE : Tables.LINUX_32_LITTLE;
    }

    @ParameterizedTest
    @EnumSource
    void numbersAreThoseOfTheHeaders(CHeaders headers) {
        SystemTable table = system(headers, headers.facts()).table();
        Map<String, Integer> ours = CHeaders.constants(table);
        assertThat(ours).hasSizeGreaterThanOrEqualTo(11 + 6 + 18); // what Windows has, the least of all
        ours.put("IPPROTO_IP", table.options().get(OptionKey.IP_TTL).level());
        ours.put("IPPROTO_IPV6", table.options().get(OptionKey.IPV6_TCLASS).level());
        ours.put("MCAST_INCLUDE", table.layout().include());
        ours.put("MCAST_EXCLUDE", table.layout().exclude());
        ours.put("AF_INET6", table.layout().address().inet6());
        if (table.tie() != null) {
            ours.put("SOL_SOCKET", table.tie().level());
            ours.put("SO_BINDTOIFINDEX", table.tie().name());
        }
        assertThat(headers.facts()).containsAllEntriesOf(ours);
        table.options()
                .forEach((key, row) ->
                        assertThat(row.level()).isEqualTo(key.family().level()));
    }

    @ParameterizedTest
    @EnumSource
    void groupStandsWhereTheHeadersSay(CHeaders headers) {
        Map<String, Integer> c = headers.facts();
        for (InetAddress group : List.of(ip("239.1.2.3"), ip("ff15::1:2"))) {
            Sent sent = new Sent(system(headers, c));
            sent.options.group(1, MembershipCall.JOIN_GROUP, INDEX, group);
            Struct struct = sent.struct(c);
            struct.number(c.get("group_req.interface"), INDEX);
            struct.address(c.get("group_req.group"), group);
            struct.ends(c.get("group_req"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void groupAndSourceStandWhereTheHeadersSay(CHeaders headers) {
        Map<String, Integer> c = headers.facts();
        for (List<InetAddress> pair :
                List.of(List.of(ip("239.1.2.3"), ip("10.0.0.5")), List.of(ip("ff15::1:2"), ip("fd00::5")))) {
            Sent sent = new Sent(system(headers, c));
            sent.options.source(1, MembershipCall.BLOCK_SOURCE, INDEX, pair.get(0), pair.get(1));
            Struct struct = sent.struct(c);
            struct.number(c.get("group_source_req.interface"), INDEX);
            struct.address(c.get("group_source_req.group"), pair.get(0));
            struct.address(c.get("group_source_req.source"), pair.get(1));
            struct.ends(c.get("group_source_req"));
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = "LINUX.*")
    void filterStandsWhereTheHeadersSay(CHeaders headers) {
        Map<String, Integer> c = headers.facts();
        InetAddress group = ip("239.1.2.3");
        List<InetAddress> sources = List.of(ip("10.0.0.5"), ip("10.0.0.6"));
        Sent sent = new Sent(system(headers, c));
        sent.options.filter(1, INDEX, group, true, sources);
        Struct struct = sent.struct(c);
        struct.number(c.get("group_filter.interface"), INDEX);
        struct.address(c.get("group_filter.group"), group);
        struct.number(c.get("group_filter.fmode"), c.get("MCAST_INCLUDE"));
        struct.number(c.get("group_filter.numsrc"), 2);
        struct.address(c.get("group_filter.slist"), sources.get(0));
        struct.address(c.get("group_filter.slist") + c.get("sockaddr_storage"), sources.get(1));
        struct.ends(c.get("group_filter.slist") + 2 * c.get("sockaddr_storage"));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = "LINUX.*")
    void interfaceStandsWhereTheHeadersSay(CHeaders headers) {
        Map<String, Integer> c = headers.facts();
        Tables system = system(headers, c);
        Sent sent = new Sent(system);
        sent.options.set(1, system.table().options().get(OptionKey.IP_MULTICAST_IF), INDEX);
        Struct struct = sent.struct(c);
        struct.number(c.get("ip_mreqn.ifindex"), INDEX);
        struct.ends(c.get("ip_mreqn"));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = "WINDOWS.*")
    void socketIsAsWideAsTheHeadersSay(CHeaders headers) {
        Map<String, Integer> c = headers.facts();
        assertThat(system(headers, c).calls().handleSize()).isEqualTo(c.get("SOCKET"));
        assertThat(c)
                .containsEntry("SO_UPDATE_ACCEPT_CONTEXT", 0x700B)
                .containsEntry("SO_UPDATE_CONNECT_CONTEXT", 0x7010);
    }

    /** One call on a machine that keeps it. */
    private static final class Sent {
        final RecordingCalls calls;
        final SocketOptions options;

        Sent(Tables system) {
            calls = system.calls();
            options = new SocketOptions(system.table(), calls);
        }

        Struct struct(Map<String, Integer> c) {
            return new Struct(HexFormat.of().parseHex(calls.calls().get(0).value()), c);
        }
    }

    /** The bytes sent, taken apart by the offsets of C. */
    private record Struct(ByteBuffer bytes, Map<String, Integer> c) {
        Struct(byte[] bytes, Map<String, Integer> c) {
            this(ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()), c);
        }

        void number(int at, int expected) {
            assertThat(bytes.getInt(at)).isEqualTo(expected);
            bytes.putInt(at, 0);
        }

        void address(int at, InetAddress expected) {
            String struct = Ip.isIpv6(expected) ? "sockaddr_in6" : "sockaddr_in";
            int familyAt = at + c.get(struct + ".family");
            assertThat((int) bytes.getShort(familyAt)).isEqualTo(c.get(Ip.isIpv6(expected) ? "AF_INET6" : "AF_INET"));
            bytes.putShort(familyAt, (short) 0);
            int addressAt = at + c.get(struct + ".addr");
            byte[] address = new byte[expected.getAddress().length];
            bytes.get(addressAt, address).put(addressAt, new byte[address.length]);
            assertThat(address).isEqualTo(expected.getAddress());
        }

        /** All else, the padding too, is zero. */
        void ends(int length) {
            byte[] rest = new byte[bytes.capacity()];
            bytes.get(0, rest);
            assertThat(rest).isEqualTo(new byte[length]);
        }
    }
}
