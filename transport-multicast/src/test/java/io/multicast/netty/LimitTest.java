package io.multicast.netty;

import static io.multicast.netty.MemberCase.FIRST;
import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.MemberCase.View;
import io.multicast.netty.testing.Ip;
import io.multicast.netty.testing.Loop;
import io.multicast.netty.testing.Transport;
import java.net.InetAddress;
import java.net.StandardProtocolFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The kernel's limits: what goes beyond is refused whole, and the answer names the setting with its value of the moment. */
class LimitTest extends InLab {
    private static final int MANY = 5_000;

    static Stream<MemberCase> cases() {
        return MemberCase.all();
    }

    /** The kernel's own default is 20 groups; a channel beside is not affected. */
    @ParameterizedTest
    @EnumSource
    void groupsOfAnIpv4Socket(Transport transport) throws Exception {
        try (Loop loop = Loop.in(lab.a(), transport)) {
            Multicast multicast = Multicast.of(bind(loop, null));
            IntStream.rangeClosed(1, 20).forEach(i -> Outcome.of(multicast.join(group(i))));
            MulticastException failure = Outcome.failureOf(multicast.join(group(21)), "ENOBUFS");
            assertThat(failure.hint())
                    .contains("net.ipv4.igmp_max_memberships (groups per socket, now 20)")
                    .contains("holds 20 memberships");
            assertThat(multicast.memberships()).hasSize(20);

            Outcome.of(Multicast.of(bind(loop, null)).join(group(21)));
            Outcome.of(multicast.leave(group(1)));
            Outcome.of(multicast.join(group(21)));
            assertThat(kernel.users(FIRST, group(21).group())).isEqualTo(2);
        }
    }

    private static Membership group(int number) {
        return Membership.of("239.2.2." + number).on(FIRST);
    }

    /** 10 sources for IPv4, 64 for IPv6; lowered, the limit is told as it is. */
    @ParameterizedTest
    @MethodSource("cases")
    void sourcesOfAGroup(MemberCase test) throws Exception {
        boolean ipv4 = test.groups() == StandardProtocolFamily.INET;
        int limit = ipv4 ? 10 : 64;
        String setting = ipv4
                ? "net.ipv4.igmp_max_msf (sources per group, now 10)"
                : "net.ipv6.mld_max_msf (sources per group"; // namespaces do not show its value
        int[] allowed = IntStream.rangeClosed(1, limit).toArray();
        int[] tooMany = IntStream.rangeClosed(1, limit + 1).toArray();
        try (Loop loop = Loop.in(lab.a(), test.transport())) {
            Multicast multicast = Multicast.of(bind(loop, test.socket()));
            View inKernel = test.view(lab, multicast.channel());
            assertThat(Outcome.failureOf(multicast.join(test.from(FIRST, tooMany)), "ENOBUFS")
                            .hint())
                    .contains(setting);
            inKernel.isNotJoined();
            assertThat(Outcome.failureOf(multicast.join(test.except(FIRST, tooMany)), "ENOBUFS")
                            .hint())
                    .contains(setting);
            inKernel.isNotJoined();

            Outcome.of(multicast.join(test.from(FIRST, allowed)));
            Outcome.failureOf(multicast.join(test.from(FIRST, limit + 1)), "ENOBUFS");
            inKernel.includes(FIRST, allowed);
            Outcome.of(multicast.leave(test.on(FIRST)));

            Outcome.of(multicast.join(test.except(FIRST, allowed)));
            assertThat(Outcome.failureOf(multicast.block(test.on(FIRST), test.source(limit + 1)), "ENOBUFS")
                            .hint())
                    .contains(setting);
            inKernel.excludes(FIRST, allowed);
            Outcome.of(multicast.leave(test.on(FIRST)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void theSettingIsToldAsItIsNow(Transport transport) throws Exception {
        try (Loop loop = Loop.in(lab.a(), transport);
                Sysctl sources = Sysctl.set(lab.a(), "net.ipv4.igmp_max_msf", 1)) {
            Multicast multicast = Multicast.of(bind(loop, null));
            Membership two = group(1).from("10.99.0.2", "10.99.0.3");
            assertThat(Outcome.failureOf(multicast.join(two), "ENOBUFS").hint())
                    .contains("igmp_max_msf (sources per group, now 1)");
            assertThat(kernel.devices(two.group())).isEmpty();
            assertThat(sources.was()).isEqualTo(10);
        }
    }

    static Stream<MemberCase> oneForEachTransport() {
        return Stream.of(
                new MemberCase(Transport.NIO, null, StandardProtocolFamily.INET6),
                new MemberCase(Transport.EPOLL, StandardProtocolFamily.INET, StandardProtocolFamily.INET),
                new MemberCase(Transport.IO_URING, null, StandardProtocolFamily.INET6));
    }

    /** Beyond the groups' own limit there is that of a socket's option memory. */
    @ParameterizedTest
    @MethodSource("oneForEachTransport")
    void optionMemory(MemberCase test) throws Exception {
        boolean ipv4 = test.groups() == StandardProtocolFamily.INET;
        try (Loop loop = Loop.in(lab.a(), test.transport());
                Sysctl groups = Sysctl.set(lab.a(), "net.ipv4.igmp_max_memberships", MANY)) {
            Multicast multicast = Multicast.of(bind(loop, test.socket()));
            List<MulticastException> failures = new ArrayList<>();
            Outcome.runOn(multicast.channel(), () -> joinUntilRefused(multicast, ipv4, failures));
            assertThat(failures).hasSize(1);
            assertThat(failures.get(0).errnoName()).isEqualTo(ipv4 ? "ENOBUFS" : "ENOMEM");
            assertThat(failures.get(0).hint())
                    .contains("net.core.optmem_max (bytes of option memory per socket, now 131072)")
                    .contains("holds " + multicast.memberships().size() + " memberships");
            assertThat(multicast.memberships()).hasSizeGreaterThan(1_000);
            assertThat(groups.was()).isEqualTo(20);
        }
    }

    private static int joinUntilRefused(Multicast multicast, boolean ipv4, List<MulticastException> failures) {
        int count = 0;
        for (; count < MANY && failures.isEmpty(); count++) {
            InetAddress group =
                    Ip.ip(ipv4 ? "239.3." + count / 200 + "." + count % 200 : "ff15::3:%x".formatted(count));
            Throwable cause = multicast.join(Membership.of(group).on(FIRST)).cause();
            if (cause != null) {
                failures.add((MulticastException) cause);
            }
        }
        return count;
    }
}
