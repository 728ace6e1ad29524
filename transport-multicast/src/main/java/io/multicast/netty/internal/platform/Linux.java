package io.multicast.netty.internal.platform;

import static io.multicast.netty.internal.option.Codec.ADDRESS;
import static io.multicast.netty.internal.option.Codec.INT;
import static io.multicast.netty.internal.option.Codec.MREQN;
import static io.multicast.netty.internal.option.MembershipCall.BLOCK_SOURCE;
import static io.multicast.netty.internal.option.MembershipCall.JOIN_GROUP;
import static io.multicast.netty.internal.option.MembershipCall.JOIN_SOURCE_GROUP;
import static io.multicast.netty.internal.option.MembershipCall.LEAVE_GROUP;
import static io.multicast.netty.internal.option.MembershipCall.LEAVE_SOURCE_GROUP;
import static io.multicast.netty.internal.option.MembershipCall.SET_FILTER;
import static io.multicast.netty.internal.option.MembershipCall.UNBLOCK_SOURCE;
import static java.util.Map.entry;

import io.multicast.netty.internal.option.Answer;
import io.multicast.netty.internal.option.AnswerTable;
import io.multicast.netty.internal.option.Errno;
import io.multicast.netty.internal.option.ErrnoTable;
import io.multicast.netty.internal.option.Family;
import io.multicast.netty.internal.option.GroupLayout;
import io.multicast.netty.internal.option.Limit;
import io.multicast.netty.internal.option.MembershipCall;
import io.multicast.netty.internal.option.OlderCalls;
import io.multicast.netty.internal.option.OptionKey;
import io.multicast.netty.internal.option.OptionRow;
import io.multicast.netty.internal.option.SocketAddressLayout;
import io.multicast.netty.internal.option.SystemTable;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Linux: {@code linux/in.h}, {@code linux/in6.h}, {@code asm-generic/errno.h}; ip(7), ipv6(7). */
final class Linux {
    private static final int IP = 0;
    private static final int IPV6 = 41;
    private static final int SOCKET = 1;
    private static final int SO_BINDTOIFINDEX = 62;
    private static final int IP_ADD_MEMBERSHIP = 35;
    private static final int IP_DROP_MEMBERSHIP = 36;
    private static final int IPV6_JOIN_GROUP = 20;
    private static final int IPV6_LEAVE_GROUP = 21;
    private static final Set<MembershipCall> GROUPS = Set.of(JOIN_GROUP, JOIN_SOURCE_GROUP);
    private static final Set<MembershipCall> SOURCES = Set.of(JOIN_SOURCE_GROUP, BLOCK_SOURCE, SET_FILTER);
    private static final Set<MembershipCall> ANY = Set.of(JOIN_GROUP, JOIN_SOURCE_GROUP, BLOCK_SOURCE, SET_FILTER);

    private Linux() {}

    /** The table for processes with pointers of that size, which decides where a 64-bit aligned field stands. */
    static SystemTable table(int pointerSize) {
        return new SystemTable(
                "Linux",
                options(),
                calls(),
                new GroupLayout(pointerSize, new SocketAddressLayout(false, 10), 1, 0),
                errnos(),
                answers(errnos()),
                limits(),
                false,
                "/proc/thread-self",
                new OlderCalls(
                        Map.of(Family.IPV4, IP_ADD_MEMBERSHIP, Family.IPV6, IPV6_JOIN_GROUP),
                        Map.of(Family.IPV4, IP_DROP_MEMBERSHIP, Family.IPV6, IPV6_LEAVE_GROUP),
                        true),
                new OptionRow(SOCKET, SO_BINDTOIFINDEX, INT));
    }

    private static Map<OptionKey, OptionRow> options() {
        return Map.ofEntries(
                entry(OptionKey.IP_TOS, new OptionRow(IP, 1, INT)),
                entry(OptionKey.IP_TTL, new OptionRow(IP, 2, INT)),
                entry(OptionKey.IP_MULTICAST_IF, new OptionRow(IP, 32, MREQN)),
                entry(OptionKey.IP_MULTICAST_IF_ADDRESS, new OptionRow(IP, 32, ADDRESS)),
                entry(OptionKey.IP_MULTICAST_TTL, new OptionRow(IP, 33, INT)),
                entry(OptionKey.IP_MULTICAST_LOOP, new OptionRow(IP, 34, INT)),
                entry(OptionKey.IP_MULTICAST_ALL, new OptionRow(IP, 49, INT)),
                entry(OptionKey.IPV6_UNICAST_HOPS, new OptionRow(IPV6, 16, INT)),
                entry(OptionKey.IPV6_MULTICAST_IF, new OptionRow(IPV6, 17, INT)),
                entry(OptionKey.IPV6_MULTICAST_HOPS, new OptionRow(IPV6, 18, INT)),
                entry(OptionKey.IPV6_MULTICAST_LOOP, new OptionRow(IPV6, 19, INT)),
                entry(OptionKey.IPV6_V6ONLY, new OptionRow(IPV6, 26, INT)),
                entry(OptionKey.IPV6_MULTICAST_ALL, new OptionRow(IPV6, 29, INT)),
                entry(OptionKey.IPV6_TCLASS, new OptionRow(IPV6, 67, INT)));
    }

    private static Map<MembershipCall, Integer> calls() {
        return Map.of(
                JOIN_GROUP, 42,
                BLOCK_SOURCE, 43,
                UNBLOCK_SOURCE, 44,
                LEAVE_GROUP, 45,
                JOIN_SOURCE_GROUP, 46,
                LEAVE_SOURCE_GROUP, 47,
                SET_FILTER, 48);
    }

    private static ErrnoTable errnos() {
        return new ErrnoTable.Rows("")
                .add(Errno.EPERM, 1)
                .add(Errno.ESRCH, 3)
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
                .add(Errno.ENOSYS, 38)
                .add(Errno.EPROTO, 71)
                .add(Errno.ENOTSOCK, 88)
                .add(Errno.EMSGSIZE, 90)
                .add(Errno.ENOPROTOOPT, 92)
                .add(Errno.EOPNOTSUPP, 95)
                .add(Errno.EAFNOSUPPORT, 97)
                .add(Errno.EADDRINUSE, 98)
                .add(Errno.EADDRNOTAVAIL, 99)
                .add(Errno.ENETDOWN, 100)
                .add(Errno.ENETUNREACH, 101)
                .add(Errno.ENOBUFS, 105)
                .add(Errno.ETOOMANYREFS, 109)
                .add(Errno.EHOSTUNREACH, 113)
                .build();
    }

    private static AnswerTable answers(ErrnoTable errnos) {
        return new AnswerTable.Rows(errnos)
                .addToAll(Answer.LIMIT, Errno.ENOBUFS)
                .addToAll(Answer.LIMIT, Errno.ENOMEM)
                .addToAll(Answer.NO_INTERFACE, Errno.ENODEV)
                .addToAll(Answer.NO_CALL, Errno.ENOPROTOOPT)
                .add(Answer.MEMBER_ALREADY, Errno.EADDRINUSE, JOIN_GROUP)
                .add(Answer.MEMBER_ALREADY, Errno.EADDRNOTAVAIL, JOIN_SOURCE_GROUP)
                .add(Answer.NOT_MEMBER, Errno.EADDRNOTAVAIL, LEAVE_GROUP, LEAVE_SOURCE_GROUP)
                .add(Answer.NOT_MEMBER, Errno.EINVAL, LEAVE_SOURCE_GROUP, BLOCK_SOURCE, UNBLOCK_SOURCE, SET_FILTER)
                .add(Answer.NOT_MEMBER, Errno.ESRCH, SET_FILTER) // the interface came back, under the same index
                .add(Answer.NO_CALL, Errno.EINVAL, JOIN_GROUP, LEAVE_GROUP) // gVisor
                .addToReading(Answer.NOT_MEMBER, Errno.EADDRNOTAVAIL)
                .addToReading(Answer.NO_INTERFACE, Errno.ENODEV)
                .addToReading(Answer.NO_CALL, Errno.ENOPROTOOPT)
                .build();
    }

    private static List<Limit> limits() {
        return List.of(
                new Limit(Family.IPV4, GROUPS, "net.ipv4.igmp_max_memberships", Limit.Of.GROUPS),
                new Limit(Family.IPV4, SOURCES, "net.ipv4.igmp_max_msf", Limit.Of.SOURCES),
                new Limit(Family.IPV6, SOURCES, "net.ipv6.mld_max_msf", Limit.Of.SOURCES),
                new Limit(Family.IPV4, ANY, "net.core.optmem_max", Limit.Of.BYTES),
                new Limit(Family.IPV6, ANY, "net.core.optmem_max", Limit.Of.BYTES));
    }
}
