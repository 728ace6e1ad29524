package io.multicast.netty.internal.platform;

import static io.multicast.netty.internal.option.Codec.BYTE;
import static io.multicast.netty.internal.option.Codec.INT;
import static io.multicast.netty.internal.option.Codec.MREQN;
import static io.multicast.netty.internal.option.MembershipCall.BLOCK_SOURCE;
import static io.multicast.netty.internal.option.MembershipCall.JOIN_GROUP;
import static io.multicast.netty.internal.option.MembershipCall.JOIN_SOURCE_GROUP;
import static io.multicast.netty.internal.option.MembershipCall.LEAVE_GROUP;
import static io.multicast.netty.internal.option.MembershipCall.LEAVE_SOURCE_GROUP;
import static io.multicast.netty.internal.option.MembershipCall.UNBLOCK_SOURCE;
import static java.util.Map.entry;

import io.multicast.netty.internal.option.Answer;
import io.multicast.netty.internal.option.AnswerTable;
import io.multicast.netty.internal.option.Errno;
import io.multicast.netty.internal.option.ErrnoTable;
import io.multicast.netty.internal.option.Family;
import io.multicast.netty.internal.option.Limit;
import io.multicast.netty.internal.option.MembershipCall;
import io.multicast.netty.internal.option.OptionKey;
import io.multicast.netty.internal.option.OptionRow;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What macOS and FreeBSD have in common: {@code netinet/in.h}, {@code netinet6/in6.h}, {@code sys/errno.h}. */
final class Bsd {
    static final int MCAST_INCLUDE = 1;
    static final int MCAST_EXCLUDE = 2;

    private static final int IP = 0;
    private static final int IPV6 = 41;
    private static final Set<MembershipCall> SOURCES = Set.of(JOIN_SOURCE_GROUP, BLOCK_SOURCE);

    private Bsd() {}

    static Map<OptionKey, OptionRow> options(int trafficClass) {
        return Map.ofEntries(
                entry(OptionKey.IP_TOS, new OptionRow(IP, 3, INT)),
                entry(OptionKey.IP_TTL, new OptionRow(IP, 4, INT)),
                entry(OptionKey.IP_MULTICAST_IF, new OptionRow(IP, 9, MREQN)),
                entry(OptionKey.IP_MULTICAST_TTL, new OptionRow(IP, 10, BYTE)),
                entry(OptionKey.IP_MULTICAST_LOOP, new OptionRow(IP, 11, INT)),
                entry(OptionKey.IPV6_UNICAST_HOPS, new OptionRow(IPV6, 4, INT)),
                entry(OptionKey.IPV6_MULTICAST_IF, new OptionRow(IPV6, 9, INT)),
                entry(OptionKey.IPV6_MULTICAST_HOPS, new OptionRow(IPV6, 10, INT)),
                entry(OptionKey.IPV6_MULTICAST_LOOP, new OptionRow(IPV6, 11, INT)),
                entry(OptionKey.IPV6_V6ONLY, new OptionRow(IPV6, 27, INT)),
                entry(OptionKey.IPV6_TCLASS, new OptionRow(IPV6, trafficClass, INT)));
    }

    static Map<MembershipCall, Integer> calls() {
        return Map.of(
                JOIN_GROUP, 80,
                LEAVE_GROUP, 81,
                JOIN_SOURCE_GROUP, 82,
                LEAVE_SOURCE_GROUP, 83,
                BLOCK_SOURCE, 84,
                UNBLOCK_SOURCE, 85);
    }

    static ErrnoTable errnos(int notSupported, int protocol) {
        return new ErrnoTable.Rows("")
                .add(Errno.EPERM, 1)
                .add(Errno.EINTR, 4)
                .add(Errno.ENXIO, 6)
                .add(Errno.EBADF, 9)
                .add(Errno.ENOMEM, 12)
                .add(Errno.EACCES, 13)
                .add(Errno.EFAULT, 14)
                .add(Errno.ENODEV, 19)
                .add(Errno.EINVAL, 22)
                .add(Errno.ENFILE, 23)
                .add(Errno.EMFILE, 24)
                .add(Errno.ENOTSOCK, 38)
                .add(Errno.EMSGSIZE, 40)
                .add(Errno.ENOPROTOOPT, 42)
                .add(Errno.EOPNOTSUPP, notSupported)
                .add(Errno.EAFNOSUPPORT, 47)
                .add(Errno.EADDRINUSE, 48)
                .add(Errno.EADDRNOTAVAIL, 49)
                .add(Errno.ENETDOWN, 50)
                .add(Errno.ENETUNREACH, 51)
                .add(Errno.ENOBUFS, 55)
                .add(Errno.ETOOMANYREFS, 59)
                .add(Errno.EHOSTUNREACH, 65)
                .add(Errno.ENOSYS, 78)
                .add(Errno.EPROTO, protocol)
                .build();
    }

    /** {@code netinet/in_mcast.c}, {@code netinet6/in6_mcast.c}. */
    static AnswerTable answers(ErrnoTable errnos) {
        return new AnswerTable.Rows(errnos)
                .addToAll(Answer.LIMIT, Errno.ENOBUFS)
                .addToAll(Answer.LIMIT, Errno.ENOMEM)
                .addToAll(Answer.LIMIT, Errno.ETOOMANYREFS)
                .addToAll(Answer.NO_CALL, Errno.ENOPROTOOPT)
                .add(Answer.MEMBER_ALREADY, Errno.EADDRINUSE, JOIN_GROUP)
                .add(Answer.NO_INTERFACE, Errno.EADDRNOTAVAIL, JOIN_GROUP)
                .add(Answer.MEMBER_ALREADY, Errno.EADDRNOTAVAIL, JOIN_SOURCE_GROUP)
                .add(Answer.NOT_MEMBER, Errno.EADDRNOTAVAIL, LEAVE_GROUP, LEAVE_SOURCE_GROUP)
                .build();
    }

    static List<Limit> limits() {
        return List.of(
                new Limit(Family.IPV4, SOURCES, "net.inet.ip.mcast.maxsocksrc", Limit.Of.SOURCES),
                new Limit(Family.IPV6, SOURCES, "net.inet6.ip6.mcast.maxsocksrc", Limit.Of.SOURCES));
    }
}
