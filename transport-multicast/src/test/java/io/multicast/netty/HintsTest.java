package io.multicast.netty;

import static io.multicast.netty.internal.option.Errno.EACCES;
import static io.multicast.netty.internal.option.Errno.EADDRINUSE;
import static io.multicast.netty.internal.option.Errno.EADDRNOTAVAIL;
import static io.multicast.netty.internal.option.Errno.EBADF;
import static io.multicast.netty.internal.option.Errno.EFAULT;
import static io.multicast.netty.internal.option.Errno.EHOSTUNREACH;
import static io.multicast.netty.internal.option.Errno.EINVAL;
import static io.multicast.netty.internal.option.Errno.ENOBUFS;
import static io.multicast.netty.internal.option.Errno.ENODEV;
import static io.multicast.netty.internal.option.Errno.ENOMEM;
import static io.multicast.netty.internal.option.Errno.ENOPROTOOPT;
import static io.multicast.netty.internal.option.Errno.ENOSYS;
import static io.multicast.netty.internal.option.Errno.ENOTSOCK;
import static io.multicast.netty.internal.option.Errno.ENXIO;
import static io.multicast.netty.internal.option.Errno.EOPNOTSUPP;
import static io.multicast.netty.internal.option.Errno.EPERM;
import static io.multicast.netty.internal.option.Errno.EPROTO;
import static io.multicast.netty.testing.Ip.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.internal.option.Errno;
import io.multicast.netty.internal.option.MembershipCall;
import io.multicast.netty.internal.option.SystemTable;
import io.multicast.netty.internal.platform.Tables;
import io.multicast.netty.testing.Requirements;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every error number on every system that has it leads through the public API to its advice. */
class HintsTest {
    private static final Membership ON_ETH1 = Membership.of("239.1.2.3").on("eth1");
    private static final Membership ON_DEFAULT = Membership.of("239.1.2.3");
    private static final Membership IPV6 = Membership.of("ff15::1:2").on("eth1");

    enum Ask {
        JOIN(multicast -> multicast.join(ON_ETH1)),
        JOIN_SOURCE(multicast -> multicast.join(ON_ETH1.from("10.0.0.5"))),
        JOIN_BY_DEFAULT(multicast -> multicast.join(ON_DEFAULT)),
        JOIN_IPV6(multicast -> multicast.join(IPV6)),
        LEAVE(multicast -> multicast.leave(ON_ETH1)),
        LEAVE_SOURCE(multicast -> multicast.leave(ON_ETH1.from("10.0.0.5"))),
        BLOCK(multicast -> multicast.block(ON_ETH1, ip("10.0.0.5"))),
        UNBLOCK(multicast -> multicast.unblock(ON_ETH1, ip("10.0.0.5"))),
        SET_TTL(multicast -> multicast.set(MulticastChannelOption.IP_MULTICAST_TTL, 8)),
        SET_IF(multicast -> multicast.set(MulticastChannelOption.IP_MULTICAST_IF, MulticastInterface.of(3))),
        SET_HOPS(multicast -> multicast.set(MulticastChannelOption.IPV6_MULTICAST_HOPS, 8)),
        GET_TTL(multicast -> multicast.get(MulticastChannelOption.IP_MULTICAST_TTL)),
        CHANGE_FILTER(multicast -> multicast.set(MulticastChannelOption.MEMBERSHIPS, Set.of(ON_ETH1.from("10.0.0.5"))));

        private final Function<Multicast, Future<?>> call;

        Ask(Function<Multicast, Future<?>> call) {
            this.call = call;
        }
    }

    private static final Set<Tables> WINDOWS = EnumSet.of(Tables.WINDOWS_32, Tables.WINDOWS_64);

    record Case(Errno errno, String advice, boolean dualStack, Set<Ask> asks, Set<Tables> systems) {
        Case onWindows() {
            return new Case(errno, advice, dualStack, asks, WINDOWS);
        }

        Case notOnWindows() {
            Set<Tables> others = EnumSet.allOf(Tables.class);
            others.removeAll(WINDOWS);
            return new Case(errno, advice, dualStack, asks, others);
        }
    }

    private static Case when(Errno errno, String advice, Ask... asks) {
        return new Case(errno, advice, true, EnumSet.copyOf(List.of(asks)), EnumSet.allOf(Tables.class));
    }

    private static Case onIpv4Socket(Errno errno, String advice, Ask... asks) {
        return new Case(errno, advice, false, EnumSet.copyOf(List.of(asks)), EnumSet.allOf(Tables.class));
    }

    private static final String NO_INTERFACE = "there is no such interface; there are: ";
    private static final String POLICY = "a security policy refuses the call";
    private static final String CLOSED = "the socket was closed behind Netty's back";

    private static final List<Case> CASES = List.of(
            when(EINVAL, "bind the channel first", Ask.JOIN, Ask.JOIN_SOURCE, Ask.JOIN_IPV6)
                    .onWindows(),
            when(EADDRNOTAVAIL, "the socket is a member already, with that source", Ask.JOIN, Ask.JOIN_SOURCE)
                    .onWindows(),
            when(EINVAL, "there may be no such interface; there are: ", Ask.SET_IF)
                    .onWindows(),
            onIpv4Socket(EINVAL, "the socket speaks IPv4 only", Ask.SET_HOPS),
            when(ENOBUFS, "a limit is reached (this channel holds 0 memberships)", Ask.JOIN, Ask.JOIN_IPV6, Ask.BLOCK),
            when(ENOMEM, "a limit is reached (this channel holds 0 memberships)", Ask.JOIN_SOURCE, Ask.JOIN_IPV6),
            when(ENODEV, "no route leads to the group", Ask.JOIN_BY_DEFAULT),
            when(EADDRNOTAVAIL, "the system does not choose an interface by itself", Ask.JOIN_BY_DEFAULT)
                    .notOnWindows(),
            when(ENODEV, NO_INTERFACE, Ask.JOIN, Ask.JOIN_IPV6, Ask.SET_IF),
            when(ENXIO, NO_INTERFACE, Ask.JOIN, Ask.SET_IF),
            when(EADDRNOTAVAIL, NO_INTERFACE, Ask.SET_IF),
            when(EADDRINUSE, "the socket is a member already, by a call that was not made here", Ask.JOIN),
            when(EADDRNOTAVAIL, "the socket is not a member of that group", Ask.LEAVE, Ask.LEAVE_SOURCE),
            when(EADDRNOTAVAIL, "a source can be blocked once and unblocked once", Ask.BLOCK, Ask.UNBLOCK),
            when(EADDRNOTAVAIL, "the source is joined already by a call that was not made here", Ask.JOIN_SOURCE)
                    .notOnWindows(),
            when(EINVAL, "sources are blocked within an any-source membership", Ask.BLOCK, Ask.UNBLOCK),
            when(EINVAL, "the membership is gone, or it is for any source", Ask.LEAVE, Ask.LEAVE_SOURCE),
            when(EINVAL, "the interface can't carry IPv6 multicast", Ask.JOIN_IPV6)
                    .notOnWindows(),
            when(EINVAL, "the group was left by a call that was not made here", Ask.CHANGE_FILTER),
            when(EINVAL, "the socket does not take that value", Ask.SET_TTL),
            onIpv4Socket(ENOPROTOOPT, "the socket speaks IPv4 only", Ask.SET_HOPS, Ask.JOIN_IPV6),
            onIpv4Socket(EOPNOTSUPP, "the socket speaks IPv4 only", Ask.SET_HOPS, Ask.JOIN_IPV6),
            when(ENOPROTOOPT, "this system does not know the option", Ask.SET_HOPS, Ask.GET_TTL),
            when(EOPNOTSUPP, "the socket or the interface can't do multicast", Ask.SET_IF, Ask.JOIN),
            when(EPROTO, "only datagram sockets can be members of a group", Ask.JOIN),
            when(EHOSTUNREACH, "macOS keeps programs off the local network", Ask.JOIN, Ask.SET_TTL),
            when(EPERM, POLICY, Ask.JOIN, Ask.SET_TTL, Ask.GET_TTL),
            when(EACCES, POLICY, Ask.JOIN, Ask.SET_TTL, Ask.GET_TTL),
            when(ENOSYS, "does not offer the call", Ask.JOIN, Ask.SET_TTL),
            when(EBADF, CLOSED, Ask.SET_TTL, Ask.GET_TTL, Ask.LEAVE),
            when(ENOTSOCK, CLOSED, Ask.SET_TTL, Ask.GET_TTL, Ask.LEAVE),
            when(EFAULT, "the system refused it", Ask.SET_TTL, Ask.JOIN));

    static Stream<Case> cases() {
        return CASES.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void errorLeadsToAdvice(Case tested) {
        int systems = 0;
        for (Tables system : Tables.values()) {
            int number = system.table().errnos().number(tested.errno());
            if (number != 0
                    && tested.systems().contains(system)
                    && (tested.errno() != EHOSTUNREACH || system == Tables.MACOS)
                    && (!tested.asks().contains(Ask.CHANGE_FILTER)
                            || system.table().calls().containsKey(MembershipCall.SET_FILTER))) {
                tested.asks().forEach(ask -> check(system, number, tested, ask));
                systems++;
            }
        }
        assertThat(systems).isPositive();
    }

    private static void check(Tables system, int number, Case tested, Ask ask) {
        try (FakeSystem fake = new FakeSystem(system, tested.dualStack())) {
            if (ask == Ask.CHANGE_FILTER) {
                Outcome.of(fake.multicast.join(ON_ETH1));
            }
            fake.calls.fail(number);
            MulticastException failure = Outcome.failureOf(ask.call.apply(fake.multicast));
            assertThat(failure.hint()).as(system + " " + ask).contains(tested.advice());
            assertThat(failure.errno()).isEqualTo(number);
            assertThat(failure.errnoName()).isEqualTo(system.table().errnos().name(number));
            assertThat(failure.system()).isEqualTo(system.table().system());
            assertThat(failure.family()).contains(tested.dualStack() ? "AF_INET6, dual-stack" : "AF_INET");
            assertThat(failure.getMessage())
                    .contains(failure.operation(), failure.errnoName(), "(" + number + ")", failure.hint())
                    .contains(tested.errno().meaning())
                    .endsWith("[NioDatagramChannel, " + failure.family().orElseThrow() + ", " + failure.system() + "]");
        }
    }

    /** An errno with an advice can be of one row only; the last case has none. */
    @Test
    void everyRowIsReached() throws ReflectiveOperationException {
        Field rows = Hints.class.getDeclaredField("ROWS");
        rows.setAccessible(true);
        Set<String> reached =
                CASES.stream().map(tested -> tested.errno() + tested.advice()).collect(Collectors.toSet());
        assertThat(reached).hasSize(((Collection<?>) rows.get(null)).size() + 1);
    }

    /** Nobody is told of what another system has. */
    @ParameterizedTest
    @EnumSource
    void adviceIsOfTheSystem(Tables system) {
        boolean linux = system.name().startsWith("LINUX");
        try (FakeSystem fake = new FakeSystem(system, true)) {
            for (int number : system.table().errnos().numbers().values()) {
                fake.calls.fail(number);
                for (Ask ask : EnumSet.complementOf(EnumSet.of(Ask.CHANGE_FILTER))) {
                    String hint =
                            Outcome.failureOf(ask.call.apply(fake.multicast)).hint();
                    if (!linux) {
                        assertThat(hint).doesNotContain("SO_BINDTODEVICE", "seccomp", "container");
                    }
                    if (WINDOWS.contains(system)) {
                        assertThat(hint).doesNotContain("kernel", "manual page");
                    }
                }
            }
        }
    }

    @Test
    void hostUnreachableIsExplainedOnMacOsOnly() {
        for (Tables system : Tables.values()) {
            try (FakeSystem fake = new FakeSystem(system, true)) {
                fake.calls.fail(system.table().errnos().number(EHOSTUNREACH));
                MulticastException failure = Outcome.failureOf(fake.multicast.join(ON_ETH1));
                assertThat(failure.hint().contains("Privacy & Security")).isEqualTo(system == Tables.MACOS);
            }
        }
    }

    @Test
    void interfacesAreListed() throws SocketException {
        String listed = Hints.interfaces();
        List<String> all = NetworkInterface.networkInterfaces()
                .map(found -> found.getName() + " (index " + found.getIndex() + ")")
                .toList();
        assertThat(listed).contains(all);
    }

    /** What is counted has room, so that it must be the memory; told with the value of this moment. */
    @ParameterizedTest
    @EnumSource(names = {"JOIN", "JOIN_SOURCE", "BLOCK", "JOIN_IPV6"})
    void onlyTheLimitThatWasReachedIsTold(Ask ask) throws IOException {
        Requirements.procfs();
        try (FakeSystem fake = new FakeSystem(Tables.LINUX_64_LITTLE, true)) {
            fake.calls.fail(105);
            String hint = Outcome.failureOf(ask.call.apply(fake.multicast)).hint();
            Path file = Path.of("/proc/sys/net/core/optmem_max");
            String value =
                    Files.exists(file) ? ", now " + Files.readAllLines(file).get(0) : "";
            assertThat(hint).contains("net.core.optmem_max (").contains(value + ")");
            assertThat(hint.split("net\\.")).hasSize(2);
        }
    }

    @Test
    void everyLimitOfLinuxIsASettingOfThisKernel() {
        Requirements.procfs();
        SystemTable linux = Tables.LINUX_64_LITTLE.table();
        assertThat(linux.limits()).hasSize(5).allSatisfy(limit -> {
            Path file = Path.of("/proc/sys", limit.setting().split("\\."));
            // the kernel shows net.core to the first network namespace only
            assertThat(Files.exists(file) || limit.setting().startsWith("net.core."))
                    .as(file.toString())
                    .isTrue();
        });
    }
}
