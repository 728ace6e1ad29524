package io.multicast.netty.internal.platform;

import static io.multicast.netty.internal.option.Codec.ADDRESS;
import static io.multicast.netty.internal.option.Codec.INDEX_AS_ADDRESS;
import static io.multicast.netty.internal.option.Codec.INT;
import static java.util.Map.entry;

import io.multicast.netty.internal.option.Answer;
import io.multicast.netty.internal.option.AnswerTable;
import io.multicast.netty.internal.option.Errno;
import io.multicast.netty.internal.option.ErrnoTable;
import io.multicast.netty.internal.option.Family;
import io.multicast.netty.internal.option.GroupLayout;
import io.multicast.netty.internal.option.MembershipCall;
import io.multicast.netty.internal.option.OlderCalls;
import io.multicast.netty.internal.option.OptionKey;
import io.multicast.netty.internal.option.OptionRow;
import io.multicast.netty.internal.option.SocketAddressLayout;
import io.multicast.netty.internal.option.SystemTable;
import java.util.List;
import java.util.Map;

/** Windows: {@code ws2ipdef.h}, {@code winsock2.h}. */
final class Windows {
    private static final int IP = 0;
    private static final int IPV6 = 41;
    private static final int ADD_MEMBERSHIP = 12; // IP_ADD_MEMBERSHIP, IPV6_ADD_MEMBERSHIP
    private static final int DROP_MEMBERSHIP = 13;

    private Windows() {}

    static SystemTable table() {
        return new SystemTable(
                "Windows",
                options(),
                calls(),
                new GroupLayout(8, new SocketAddressLayout(false, 23), 0, 1),
                errnos(),
                answers(errnos()),
                List.of(),
                true,
                null,
                new OlderCalls(
                        Map.of(Family.IPV4, ADD_MEMBERSHIP, Family.IPV6, ADD_MEMBERSHIP),
                        Map.of(Family.IPV4, DROP_MEMBERSHIP, Family.IPV6, DROP_MEMBERSHIP),
                        false),
                null);
    }

    private static Map<OptionKey, OptionRow> options() {
        return Map.ofEntries(
                entry(OptionKey.IP_TOS, new OptionRow(IP, 3, INT)),
                entry(OptionKey.IP_TTL, new OptionRow(IP, 4, INT)),
                entry(OptionKey.IP_MULTICAST_IF, new OptionRow(IP, 9, INDEX_AS_ADDRESS)),
                entry(OptionKey.IP_MULTICAST_IF_ADDRESS, new OptionRow(IP, 9, ADDRESS)), // after it was set by address
                entry(OptionKey.IP_MULTICAST_TTL, new OptionRow(IP, 10, INT)),
                entry(OptionKey.IP_MULTICAST_LOOP, new OptionRow(IP, 11, INT)),
                entry(OptionKey.IPV6_UNICAST_HOPS, new OptionRow(IPV6, 4, INT)),
                entry(OptionKey.IPV6_MULTICAST_IF, new OptionRow(IPV6, 9, INT)),
                entry(OptionKey.IPV6_MULTICAST_HOPS, new OptionRow(IPV6, 10, INT)),
                entry(OptionKey.IPV6_MULTICAST_LOOP, new OptionRow(IPV6, 11, INT)),
                entry(OptionKey.IPV6_V6ONLY, new OptionRow(IPV6, 27, INT)),
                entry(
                        OptionKey.IPV6_TCLASS,
                        new OptionRow(IPV6, 39, INT))); // the JDK's number; not among the documented
    }

    private static Map<MembershipCall, Integer> calls() {
        return Map.of(
                MembershipCall.JOIN_GROUP, 41,
                MembershipCall.LEAVE_GROUP, 42,
                MembershipCall.BLOCK_SOURCE, 43,
                MembershipCall.UNBLOCK_SOURCE, 44,
                MembershipCall.JOIN_SOURCE_GROUP, 45,
                MembershipCall.LEAVE_SOURCE_GROUP, 46);
    }

    /** "Multicast socket option behavior" of Microsoft's documentation. */
    private static AnswerTable answers(ErrnoTable errnos) {
        return new AnswerTable.Rows(errnos)
                .addToAll(Answer.LIMIT, Errno.ENOBUFS)
                .addToAll(Answer.LIMIT, Errno.ENOMEM)
                .addToAll(Answer.NO_CALL, Errno.ENOPROTOOPT) // wine
                .add(Answer.MEMBER_ALREADY, Errno.EADDRINUSE, MembershipCall.JOIN_GROUP) // wine
                .add(
                        Answer.MEMBER_ALREADY,
                        Errno.EADDRNOTAVAIL,
                        MembershipCall.JOIN_GROUP,
                        MembershipCall.JOIN_SOURCE_GROUP)
                .add(Answer.NOT_MEMBER, Errno.EINVAL, MembershipCall.LEAVE_GROUP, MembershipCall.LEAVE_SOURCE_GROUP)
                .add(
                        Answer.NOT_MEMBER,
                        Errno.EADDRNOTAVAIL,
                        MembershipCall.LEAVE_GROUP,
                        MembershipCall.LEAVE_SOURCE_GROUP)
                .build();
    }

    private static ErrnoTable errnos() {
        return new ErrnoTable.Rows("WSA")
                .add(Errno.ENOMEM, 8, "WSA_NOT_ENOUGH_MEMORY")
                .add(Errno.EINTR, 10004)
                .add(Errno.EBADF, 10009)
                .add(Errno.EACCES, 10013)
                .add(Errno.EFAULT, 10014)
                .add(Errno.EINVAL, 10022)
                .add(Errno.EMFILE, 10024)
                .add(Errno.ENOTSOCK, 10038)
                .add(Errno.EMSGSIZE, 10040)
                .add(Errno.ENOPROTOOPT, 10042)
                .add(Errno.EOPNOTSUPP, 10045)
                .add(Errno.EAFNOSUPPORT, 10047)
                .add(Errno.EADDRINUSE, 10048)
                .add(Errno.EADDRNOTAVAIL, 10049)
                .add(Errno.ENETDOWN, 10050)
                .add(Errno.ENETUNREACH, 10051)
                .add(Errno.ENOBUFS, 10055)
                .add(Errno.ETOOMANYREFS, 10059)
                .add(Errno.EHOSTUNREACH, 10065)
                .build();
    }
}
