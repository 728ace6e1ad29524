package io.multicast.netty;

import static io.multicast.netty.MemberCase.FIRST;
import static io.multicast.netty.MemberCase.SECOND;
import static io.multicast.netty.MulticastChannelOption.MEMBERSHIPS;
import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.MemberCase.View;
import io.multicast.netty.Outcome.Caller;
import io.multicast.netty.testing.Loop;
import io.netty.channel.Channel;
import java.net.InetAddress;
import java.net.StandardProtocolFamily;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The memberships of a channel as one set: what the kernel holds is the set asked, or, when a part fails, the one before. */
class MembershipSetTest extends InLab {
    private static final int MCAST_JOIN_GROUP = 42;
    private static final int MCAST_LEAVE_GROUP = 45;
    private static final int MCAST_JOIN_SOURCE_GROUP = 46;
    private static final int NO_INTERFACE = 9_999_999;
    private static final String LIMIT = "net.ipv4.igmp_max_memberships";

    static Stream<MemberCase> cases() {
        return MemberCase.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void joinsWhatIsNewLeavesWhatIsGoneChangesWhatDiffers(MemberCase test) throws Exception {
        try (Loop loop = Loop.in(lab.a(), test.transport())) {
            Multicast multicast = Multicast.of(bind(loop, test.socket()));
            View inKernel = test.view(lab, multicast.channel());
            for (Caller caller : Caller.values()) {
                set(multicast, caller, test.on(FIRST), test.from(SECOND, 2));
                inKernel.isAnySource(FIRST);
                inKernel.includes(SECOND, 2);

                set(multicast, caller, test.from(SECOND, 2, 3), other(test));
                inKernel.isJoinedOn(SECOND);
                inKernel.includes(SECOND, 2, 3);
                inKernel.ofGroup(2).isJoinedOn("lo");

                set(multicast, caller, test.from(SECOND, 4));
                inKernel.includes(SECOND, 4);
                inKernel.ofGroup(2).isNotJoined();

                set(multicast, caller);
                inKernel.isNotJoined();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void changesAFilterFromAnyOneToAnyOther(MemberCase test) throws Exception {
        List<Membership> filters = List.of(
                test.on(FIRST),
                test.from(FIRST, 2, 3),
                test.except(FIRST, 2, 3),
                test.from(FIRST, 4),
                test.except(FIRST, 4));
        try (Loop loop = Loop.in(lab.a(), test.transport())) {
            Multicast multicast = Multicast.of(bind(loop, test.socket()));
            View inKernel = test.view(lab, multicast.channel());
            for (Membership one : filters) {
                for (Membership another : filters) {
                    set(multicast, Caller.OFF_LOOP, one);
                    holds(inKernel, one);
                    set(multicast, Caller.OFF_LOOP, another);
                    holds(inKernel, another);
                }
            }
        }
    }

    private static void holds(View inKernel, Membership membership) {
        int[] sources = membership.sources().stream()
                .mapToInt(source -> source.getAddress()[source.getAddress().length - 1])
                .toArray();
        inKernel.isJoinedOn(FIRST);
        if (membership.isSourceSpecific()) {
            inKernel.includes(FIRST, sources);
        } else {
            inKernel.excludes(FIRST, sources);
        }
    }

    /** No call is made for a member that stays: it is not left for a moment. */
    @ParameterizedTest
    @MethodSource("cases")
    void whatStaysIsNotTouched(MemberCase test) throws Exception {
        try (Loop loop = Loop.in(lab.a(), test.transport())) {
            NotedLinux linux = new NotedLinux(false);
            Multicast multicast = linux.of(bind(loop, test.socket()));
            set(multicast, Caller.OFF_LOOP, test.from(FIRST, 2));
            set(multicast, Caller.OFF_LOOP, test.from(FIRST, 2), other(test));
            set(multicast, Caller.OFF_LOOP, test.from(FIRST, 2), other(test));
            set(multicast, Caller.OFF_LOOP, test.from(FIRST, 2));
            assertThat(linux.calls())
                    .containsExactly(
                            MCAST_JOIN_SOURCE_GROUP + " bound",
                            MCAST_JOIN_GROUP + " bound",
                            MCAST_LEAVE_GROUP + " bound");
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aMemberThatFailsLeavesAllAsItWas(MemberCase test) throws Exception {
        Membership impossible = Membership.of(test.group(5)).on(NO_INTERFACE);
        try (Loop loop = Loop.in(lab.a(), test.transport())) {
            Multicast multicast = Multicast.of(bind(loop, test.socket()));
            View inKernel = test.view(lab, multicast.channel());
            Set<Membership> before = Set.of(test.from(FIRST, 2, 3), test.except(SECOND, 4), other(test));
            Outcome.of(multicast.set(MEMBERSHIPS, before));
            for (Caller caller : Caller.values()) {
                Set<Membership> wanted = new LinkedHashSet<>(); // on the loop, the order counts: the failure comes last
                wanted.add(test.except(FIRST, 5));
                wanted.add(Membership.of(test.group(3)).on(SECOND));
                wanted.add(impossible);
                MulticastException failure = Outcome.failureOf(
                        caller.call(multicast.channel(), () -> multicast.set(MEMBERSHIPS, wanted)), "ENODEV");
                assertThat(failure.group()).contains(test.group(5));
                assertThat(failure.getSuppressed()).isEmpty();
                isAsBefore(multicast, inKernel, before);
            }
        }
    }

    private static void isAsBefore(Multicast multicast, View inKernel, Set<Membership> before) {
        assertThat(multicast.memberships()).isEqualTo(before);
        assertThat(Outcome.of(multicast.get(MEMBERSHIPS))).isEqualTo(before);
        inKernel.isJoinedOn(FIRST, SECOND);
        inKernel.includes(FIRST, 2, 3);
        inKernel.excludes(SECOND, 4);
        inKernel.ofGroup(2).isJoinedOn("lo");
        inKernel.ofGroup(3).isNotJoined();
        inKernel.ofGroup(5).isNotJoined();
    }

    static Stream<MemberCase> ipv4Cases() {
        return MemberCase.all().filter(test -> test.groups() == StandardProtocolFamily.INET);
    }

    @ParameterizedTest
    @MethodSource("ipv4Cases")
    void aLimitReachedLeavesAllAsItWas(MemberCase test) throws Exception {
        try (Loop loop = Loop.in(lab.a(), test.transport());
                Sysctl limit = Sysctl.set(lab.a(), LIMIT, 3)) {
            Multicast multicast = Multicast.of(bind(loop, test.socket()));
            Set<Membership> before = Set.of(groups(test, 1, 2).toArray(Membership[]::new));
            Outcome.of(multicast.set(MEMBERSHIPS, before));
            Set<Membership> tooMany = new HashSet<>(groups(test, 3, 4, 5, 6).toList());
            MulticastException failure = Outcome.failureOf(multicast.set(MEMBERSHIPS, tooMany), "ENOBUFS");
            assertThat(failure.hint()).contains("igmp_max_memberships").contains("now 3");
            assertThat(failure.getSuppressed()).isEmpty();
            assertThat(multicast.memberships()).isEqualTo(before);
            assertThat(joined(test, 1, 2, 3, 4, 5, 6)).containsExactly(test.group(1), test.group(2));
            assertThat(limit.was()).isEqualTo(20);
        }
    }

    private static Stream<Membership> groups(MemberCase test, int... numbers) {
        return Arrays.stream(numbers)
                .mapToObj(number -> Membership.of(test.group(number)).on(FIRST));
    }

    private static List<InetAddress> joined(MemberCase test, int... numbers) {
        return Arrays.stream(numbers)
                .mapToObj(test::group)
                .filter(group -> kernel.users(FIRST, group) > 0)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aSetThatContradictsItselfIsRefused(MemberCase test) throws Exception {
        try (Loop loop = Loop.in(lab.a(), test.transport())) {
            Multicast multicast = Multicast.of(bind(loop, test.socket()));
            View inKernel = test.view(lab, multicast.channel());
            set(multicast, Caller.OFF_LOOP, other(test));
            Set<Membership> contradiction = Set.of(test.on(FIRST), test.from(FIRST, 2));
            Outcome.failureOf(multicast.set(MEMBERSHIPS, contradiction));
            assertThat(multicast.memberships()).containsExactly(other(test));
            inKernel.isNotJoined();
            inKernel.ofGroup(2).isJoinedOn("lo");
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isSetAtStartUp(MemberCase test) throws Exception {
        try (Loop loop = Loop.in(lab.a(), test.transport())) {
            Set<Membership> wanted = new HashSet<>(Set.of(test.on(FIRST), test.from(SECOND, 2)));
            MulticastInitializer initializer =
                    MulticastInitializer.builder().option(MEMBERSHIPS, wanted).build();
            wanted.clear(); // comes too late
            Channel channel = loop.bind(loop.bootstrap(test.socket(), initializer), 0);
            View inKernel = test.view(lab, channel);
            inKernel.isAnySource(FIRST);
            inKernel.includes(SECOND, 2);
            assertThat(Outcome.of(Multicast.of(channel).get(MEMBERSHIPS)))
                    .containsExactlyInAnyOrder(test.on(FIRST), test.from(SECOND, 2));
        }
    }

    private static Membership other(MemberCase test) {
        return Membership.of(test.group(2)).on("lo");
    }

    private static void set(Multicast multicast, Caller caller, Membership... memberships) {
        Set<Membership> wanted = Set.of(memberships);
        Outcome.of(caller.call(multicast.channel(), () -> multicast.set(MEMBERSHIPS, wanted)));
        assertThat(multicast.memberships()).isEqualTo(wanted);
        assertThat(Outcome.of(multicast.get(MEMBERSHIPS))).isEqualTo(wanted);
    }
}
