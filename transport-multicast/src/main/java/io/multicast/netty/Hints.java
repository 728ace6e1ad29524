package io.multicast.netty;

import io.multicast.netty.internal.channel.SocketFamily;
import io.multicast.netty.internal.option.Errno;
import io.multicast.netty.internal.option.Family;
import io.multicast.netty.internal.option.Limit;
import io.multicast.netty.internal.option.MembershipCall;
import java.io.IOException;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What to do about a failure: the first row that fits. */
final class Hints {
    private record Row(Errno errno, Predicate<Failure> when, Function<Failure, String> text) {
        boolean fits(Errno known, Failure failure) {
            return errno == known && when.test(failure);
        }
    }

    private static final Set<MembershipCall> JOINS =
            Set.of(MembershipCall.JOIN_GROUP, MembershipCall.JOIN_SOURCE_GROUP);
    private static final Set<MembershipCall> LEAVES =
            Set.of(MembershipCall.LEAVE_GROUP, MembershipCall.LEAVE_SOURCE_GROUP);
    private static final Set<MembershipCall> BLOCKS =
            Set.of(MembershipCall.BLOCK_SOURCE, MembershipCall.UNBLOCK_SOURCE);

    private static final List<Row> ROWS = List.of(
            row(
                    Errno.EINVAL,
                    failure -> isWindows(failure) && calls(failure, JOINS),
                    failure ->
                            "Windows takes memberships once the socket is bound: bind the channel first; on one that is"
                                    + " bound, the group is joined there with blocked sources by a call that was not made here"),
            row(
                    Errno.EADDRNOTAVAIL,
                    failure -> isWindows(failure) && calls(failure, JOINS),
                    failure ->
                            "the socket is a member already, with that source or for any source, by a call that was not"
                                    + " made here (Netty's own joinGroup), or there is no such interface; "
                                    + interfaces()),
            row(
                    Errno.EINVAL,
                    failure -> isWindows(failure) && failure.value instanceof MulticastInterface,
                    failure -> "there may be no such interface; " + interfaces()),
            row(
                    Errno.EINVAL,
                    Hints::isIpv6OfIpv4Socket,
                    failure -> "the socket speaks IPv4 only; open the channel for IPv6 too: without a family, or with"
                            + " SocketProtocolFamily.INET6"),
            row(Errno.ENOBUFS, Hints::isMembership, Hints::limits),
            row(Errno.ENOMEM, Hints::isMembership, Hints::limits),
            row(
                    Errno.ENODEV,
                    failure -> isMembership(failure) && isSystemDefault(failure),
                    failure -> "no route leads to the group, so the system can't choose an interface; name one with"
                            + " on(...), or add a route for multicast"),
            row(
                    Errno.EADDRNOTAVAIL,
                    failure -> calls(failure, JOINS) && isSystemDefault(failure),
                    failure -> "the system does not choose an interface by itself; name one with on(...)"),
            row(Errno.ENODEV, failure -> true, failure -> noInterface(failure) + interfaces()),
            row(Errno.ENXIO, failure -> true, failure -> noInterface(failure) + interfaces()),
            row(
                    Errno.EADDRNOTAVAIL,
                    failure -> failure.value instanceof MulticastInterface,
                    failure -> noInterface(failure) + interfaces()),
            row(
                    Errno.EADDRINUSE,
                    failure -> calls(failure, JOINS),
                    failure ->
                            "the socket is a member already, by a call that was not made here (Netty's own joinGroup),"
                                    + " or from an interface that was deleted and came back with the same index; leave the group"
                                    + " first, then join"),
            row(
                    Errno.EADDRNOTAVAIL,
                    failure -> calls(failure, LEAVES),
                    failure -> "the socket is not a member of that group on that interface, or not for that source; see"
                            + " Multicast.memberships()"),
            row(
                    Errno.EADDRNOTAVAIL,
                    failure -> calls(failure, BLOCKS),
                    failure -> "a source can be blocked once and unblocked once; see Multicast.memberships()"),
            row(
                    Errno.EADDRNOTAVAIL,
                    failure -> calls(failure, JOINS),
                    failure -> "the source is joined already by a call that was not made here, or there is no such"
                            + " interface; " + interfaces()),
            row(
                    Errno.EINVAL,
                    failure -> calls(failure, BLOCKS),
                    failure -> "sources are blocked within an any-source membership: join the group on that interface"
                            + " without from(...) first"),
            row(
                    Errno.EINVAL,
                    failure -> calls(failure, LEAVES),
                    failure -> "the membership is gone, or it is for any source: leave it without from(...)"),
            row(
                    Errno.EINVAL,
                    failure -> calls(failure, JOINS),
                    failure -> (group(failure) == Family.IPV6
                                    ? "the interface can't carry IPv6 multicast (its MTU is below 1280, or IPv6 is off), or "
                                    : "")
                            + "the group is joined there with blocked sources by a call that was not made here"),
            row(
                    Errno.EINVAL,
                    failure -> failure.call == MembershipCall.SET_FILTER,
                    failure -> "the group was left by a call that was not made here: leave it here too, then join"),
            row(
                    Errno.EINVAL,
                    failure -> failure.option != null,
                    failure -> "the socket does not take that value: it may "
                            + (isLinux(failure) ? "be bound to another interface (SO_BINDTODEVICE), or " : "")
                            + "be no datagram socket"),
            row(
                    Errno.ENOPROTOOPT,
                    Hints::isIpv6OfIpv4Socket,
                    failure -> "the socket speaks IPv4 only; " + Families.hint()),
            row(
                    Errno.EOPNOTSUPP,
                    Hints::isIpv6OfIpv4Socket,
                    failure -> "the socket speaks IPv4 only; " + Families.hint()),
            row(
                    Errno.ENOPROTOOPT,
                    failure -> true,
                    failure -> "this system does not know the option, or not for this kind of socket"),
            row(Errno.EOPNOTSUPP, failure -> true, failure -> "the socket or the interface can't do multicast"),
            row(Errno.EPROTO, failure -> true, failure -> "only datagram sockets can be members of a group"),
            row(
                    Errno.EHOSTUNREACH,
                    failure -> failure.table.system().equals("macOS"),
                    failure -> "macOS keeps programs off the local network until the user allows it: System Settings,"
                            + " Privacy & Security, Local Network"),
            row(
                    Errno.EPERM,
                    failure -> true,
                    failure -> "a security policy refuses the call"
                            + (isLinux(failure) ? " (seccomp, container profile, or missing capability)" : "")),
            row(
                    Errno.EACCES,
                    failure -> true,
                    failure -> "a security policy refuses the call"
                            + (isLinux(failure) ? " (seccomp, container profile, or missing capability)" : "")),
            row(
                    Errno.ENOSYS,
                    failure -> true,
                    failure -> "a security policy or an emulation layer does not offer the call"),
            row(Errno.EBADF, failure -> true, failure -> "the socket was closed behind Netty's back"),
            row(Errno.ENOTSOCK, failure -> true, failure -> "the socket was closed behind Netty's back"));

    private Hints() {}

    static String hint(Failure failure) {
        Errno known = failure.known();
        for (Row row : ROWS) {
            if (row.fits(known, failure)) {
                return row.text().apply(failure);
            }
        }
        return "the system refused it; see "
                + (isWindows(failure) ? "Microsoft's documentation" : "the manual page")
                + " of the socket option";
    }

    private static String noInterface(Failure failure) {
        return failure.networkInterface instanceof MulticastInterface named
                        && (named.address().isPresent() || failure.unresolved)
                ? "there is no interface " + named.sought() + "; "
                : "there is no such interface; ";
    }

    /** The interfaces that there are, for a user who named one that there is not. */
    static String interfaces() {
        try {
            return "there are: "
                    + NetworkInterface.networkInterfaces()
                            .map(found -> found.getName() + " (index " + found.getIndex() + ")")
                            .sorted()
                            .collect(Collectors.joining(", "));
        } catch (SocketException e) {
            return "the interfaces can't be listed: " + e.getMessage();
        }
    }

    private static Row row(Errno errno, Predicate<Failure> when, Function<Failure, String> text) {
        return new Row(errno, when, text);
    }

    private static boolean isWindows(Failure failure) {
        return failure.table.system().equals("Windows");
    }

    private static boolean isLinux(Failure failure) {
        return failure.table.system().equals("Linux");
    }

    private static boolean isMembership(Failure failure) {
        return failure.call != null;
    }

    private static boolean calls(Failure failure, Set<MembershipCall> calls) {
        return failure.call != null && calls.contains(failure.call);
    }

    private static boolean isSystemDefault(Failure failure) {
        return MulticastInterface.systemDefault().equals(failure.networkInterface);
    }

    private static boolean isIpv6OfIpv4Socket(Failure failure) {
        boolean ipv6 = group(failure) == Family.IPV6 || (failure.option != null && failure.option.isIpv6());
        return ipv6 && failure.socketFamily == SocketFamily.INET;
    }

    private static Family group(Failure failure) {
        return failure.group == null ? Family.IPV4 : Family.of(failure.group);
    }

    /** The limit that was reached; where that can't be told, all that may have been. */
    private static String limits(Failure failure) {
        List<Limit> possible = failure.table.limits().stream()
                .filter(limit ->
                        limit.family() == group(failure) && limit.calls().contains(failure.call))
                .toList();
        List<Limit> reached =
                possible.stream().filter(limit -> isReached(limit, failure)).toList();
        List<Limit> named = !reached.isEmpty()
                ? reached
                : possible.stream().filter(Hints::mayBeReached).toList();
        String limits = named.stream().map(Hints::describe).collect(Collectors.joining("; "));
        boolean spreading = named.stream().allMatch(limit -> limit.of() != Limit.Of.SOURCES)
                && failure.call != MembershipCall.SET_FILTER;
        return "a limit is reached (this channel holds " + failure.held + " memberships"
                + (failure.sources < 2 ? ")" : ", and the filter would have " + failure.sources + " sources)")
                + (limits.isEmpty() ? "" : "; raise " + limits)
                + (spreading ? "; or spread the groups over more channels" : "");
    }

    private static boolean mayBeReached(Limit limit) {
        return limit.of() == Limit.Of.BYTES || setting(limit).isEmpty();
    }

    private static boolean isReached(Limit limit, Failure failure) {
        String now = setting(limit);
        if (now.isEmpty() || limit.of() == Limit.Of.BYTES) {
            return false;
        }
        return limit.of() == Limit.Of.GROUPS
                ? failure.sources <= 1 && failure.held >= Long.parseLong(now)
                : failure.sources > Long.parseLong(now);
    }

    private static String describe(Limit limit) {
        String now = setting(limit);
        return limit.setting() + " (" + limit.of() + (now.isEmpty() ? "" : ", now " + now) + ")";
    }

    private static String setting(Limit limit) {
        Path file = Path.of("/proc/sys", limit.setting().split("\\."));
        try {
            return String.join(" ", Files.readAllLines(file)); // readString stops after the first digit there
        } catch (IOException e) {
            return ""; // not a system with /proc/sys
        }
    }
}
