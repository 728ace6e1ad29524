package io.multicast.netty;

import static io.multicast.netty.MemberCase.FIRST;
import static io.multicast.netty.MemberCase.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.MemberCase.View;
import io.multicast.netty.Outcome.Caller;
import io.multicast.netty.testing.Eventually;
import io.multicast.netty.testing.Loop;
import io.netty.channel.ChannelFuture;
import java.time.Duration;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Memberships on every transport, in both families, on two interfaces: after each step the kernel's igmp, igmp6, mcfilter and
 * mcfilter6 are as asked.
 */
class MembershipMatrixTest extends InLab {
    private static final Duration SOON = Duration.ofSeconds(5);

    static Stream<MemberCase> cases() {
        return MemberCase.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void anySource(MemberCase test) throws Exception {
        try (Loop loop = Loop.in(lab.a(), test.transport())) {
            Multicast multicast = Multicast.of(bind(loop, test.socket()));
            View inKernel = test.view(lab, multicast.channel());
            for (Caller caller : Caller.values()) {
                inKernel.isNotJoined();
                join(multicast, caller, test.on(FIRST));
                inKernel.isJoinedOn(FIRST);
                join(multicast, caller, test.on(SECOND));
                inKernel.isJoinedOn(FIRST, SECOND);
                inKernel.isAnySource(FIRST);
                inKernel.isAnySource(SECOND);
                assertThat(multicast.memberships()).containsExactlyInAnyOrder(test.on(FIRST), test.on(SECOND));
                leave(multicast, caller, test.on(FIRST));
                inKernel.isJoinedOn(SECOND);
                leave(multicast, caller, test.on(SECOND));
                inKernel.isNotJoined();
                assertThat(multicast.memberships()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void sourceSpecific(MemberCase test) throws Exception {
        try (Loop loop = Loop.in(lab.a(), test.transport())) {
            Multicast multicast = Multicast.of(bind(loop, test.socket()));
            View inKernel = test.view(lab, multicast.channel());
            for (Caller caller : Caller.values()) {
                join(multicast, caller, test.from(FIRST, 2));
                inKernel.includes(FIRST, 2);
                join(multicast, caller, test.from(FIRST, 3, 4));
                inKernel.includes(FIRST, 2, 3, 4);
                join(multicast, caller, test.from(SECOND, 4, 5));
                inKernel.includes(SECOND, 4, 5);
                inKernel.includes(FIRST, 2, 3, 4);
                assertThat(multicast.memberships())
                        .containsExactlyInAnyOrder(test.from(FIRST, 2, 3, 4), test.from(SECOND, 4, 5));

                leave(multicast, caller, test.from(FIRST, 3));
                inKernel.includes(FIRST, 2, 4);
                leave(multicast, caller, test.from(FIRST, 4, 2));
                inKernel.isJoinedOn(SECOND);
                leave(multicast, caller, test.on(SECOND));
                inKernel.isNotJoined();
                assertThat(multicast.memberships()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void exceptBlockAndUnblock(MemberCase test) throws Exception {
        try (Loop loop = Loop.in(lab.a(), test.transport())) {
            Multicast multicast = Multicast.of(bind(loop, test.socket()));
            View inKernel = test.view(lab, multicast.channel());
            for (Caller caller : Caller.values()) {
                join(multicast, caller, test.except(FIRST, 2, 3));
                inKernel.excludes(FIRST, 2, 3);
                join(multicast, caller, test.on(SECOND));
                block(multicast, caller, test.on(FIRST), 4, test);
                inKernel.excludes(FIRST, 2, 3, 4);
                inKernel.isAnySource(SECOND);
                assertThat(multicast.memberships())
                        .containsExactlyInAnyOrder(test.except(FIRST, 2, 3, 4), test.on(SECOND));

                unblock(multicast, caller, test.on(FIRST), 2, test);
                inKernel.excludes(FIRST, 3, 4);
                block(multicast, caller, test.on(SECOND), 2, test);
                unblock(multicast, caller, test.on(FIRST), 3, test);
                unblock(multicast, caller, test.on(FIRST), 4, test);
                inKernel.isAnySource(FIRST);
                inKernel.excludes(SECOND, 2);
                assertThat(multicast.memberships()).containsExactlyInAnyOrder(test.on(FIRST), test.except(SECOND, 2));

                leave(multicast, caller, test.on(FIRST));
                leave(multicast, caller, test.on(SECOND));
                inKernel.isNotJoined();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void joiningTwiceIsNoError(MemberCase test) throws Exception {
        try (Loop loop = Loop.in(lab.a(), test.transport())) {
            Multicast multicast = Multicast.of(bind(loop, test.socket()));
            View inKernel = test.view(lab, multicast.channel());
            for (Membership membership :
                    new Membership[] {test.on(FIRST), test.from(FIRST, 2, 3), test.except(FIRST, 2, 3)}) {
                Outcome.of(multicast.join(membership));
                Outcome.of(multicast.join(membership));
                assertThat(multicast.memberships()).containsExactly(membership);
                inKernel.isJoinedOn(FIRST);
                Outcome.of(multicast.leave(test.on(FIRST)));
                inKernel.isNotJoined();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void leavingWhatIsNotJoinedIsReported(MemberCase test) throws Exception {
        try (Loop loop = Loop.in(lab.a(), test.transport())) {
            Multicast multicast = Multicast.of(bind(loop, test.socket()));
            View inKernel = test.view(lab, multicast.channel());
            Outcome.of(multicast.join(test.from(FIRST, 2, 4)));
            for (Caller caller : Caller.values()) {
                refused(multicast, caller, m -> m.leave(test.on(SECOND)), "EADDRNOTAVAIL", "not a member");
                refused(multicast, caller, m -> m.leave(test.from(SECOND, 2)), "EINVAL", "membership");
                refused(multicast, caller, m -> m.leave(test.from(FIRST, 3)), "EADDRNOTAVAIL", "not for that source");
                refused(
                        multicast,
                        caller,
                        m -> m.leave(test.from(FIRST, 2, 3)),
                        "EADDRNOTAVAIL",
                        "not for that source");
                inKernel.isJoinedOn(FIRST);
                inKernel.includes(FIRST, 2, 4);
            }
            Outcome.of(multicast.leave(test.on(FIRST)));
            refused(multicast, Caller.OFF_LOOP, m -> m.leave(test.on(FIRST)), "EADDRNOTAVAIL", "not a member");
            inKernel.isNotJoined();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void anAnySourceMembershipIsNeverNarrowedBySurprise(MemberCase test) throws Exception {
        try (Loop loop = Loop.in(lab.a(), test.transport())) {
            Multicast multicast = Multicast.of(bind(loop, test.socket()));
            View inKernel = test.view(lab, multicast.channel());
            Outcome.of(multicast.join(test.on(FIRST)));
            for (Caller caller : Caller.values()) {
                refused(multicast, caller, m -> m.join(test.from(FIRST, 2)), "EINVAL", "another filter");
                refused(multicast, caller, m -> m.join(test.except(FIRST, 2)), "EADDRINUSE", "another filter");
                refused(multicast, caller, m -> m.leave(test.from(FIRST, 2)), "EINVAL", "any source");
                refused(multicast, caller, m -> m.unblock(test.on(FIRST), test.source(2)), "EADDRNOTAVAIL", "once");
                assertThat(multicast.memberships()).containsExactly(test.on(FIRST));
                inKernel.isAnySource(FIRST);
                block(multicast, caller, test.on(FIRST), 9, test);
                refused(multicast, caller, m -> m.block(test.on(FIRST), test.source(9)), "EADDRNOTAVAIL", "once");
                refused(multicast, caller, m -> m.leave(test.from(FIRST, 9)), "EINVAL", "any source");
                inKernel.excludes(FIRST, 9);
                unblock(multicast, caller, test.on(FIRST), 9, test);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aSourceSpecificMembershipIsNeverWidenedBySurprise(MemberCase test) throws Exception {
        try (Loop loop = Loop.in(lab.a(), test.transport())) {
            Multicast multicast = Multicast.of(bind(loop, test.socket()));
            View inKernel = test.view(lab, multicast.channel());
            Outcome.of(multicast.join(test.from(FIRST, 2)));
            for (Caller caller : Caller.values()) {
                refused(multicast, caller, m -> m.join(test.on(FIRST)), "EADDRINUSE", "another filter");
                refused(multicast, caller, m -> m.join(test.except(FIRST, 3)), "EADDRINUSE", "another filter");
                refused(multicast, caller, m -> m.block(test.on(FIRST), test.source(3)), "EINVAL", "any-source");
                refused(multicast, caller, m -> m.unblock(test.on(FIRST), test.source(2)), "EINVAL", "any-source");
                refused(multicast, caller, m -> m.block(test.on(SECOND), test.source(3)), "EINVAL", "any-source");
                assertThat(multicast.memberships()).containsExactly(test.from(FIRST, 2));
                inKernel.isJoinedOn(FIRST);
                inKernel.includes(FIRST, 2);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void closingDropsAll(MemberCase test) throws Exception {
        try (Loop loop = Loop.in(lab.a(), test.transport())) {
            Multicast multicast = Multicast.of(bind(loop, test.socket()));
            View inKernel = test.view(lab, multicast.channel());
            Outcome.of(multicast.join(test.from(FIRST, 2)));
            Outcome.of(multicast.join(test.except(SECOND, 2)));
            inKernel.isJoinedOn(FIRST, SECOND);
            Outcome.of(multicast.channel().close());
            Eventually.await(SOON, () -> kernel.devices(test.group(1)).isEmpty(), lab::evidence);
            inKernel.isNotJoined();
            for (Membership membership : new Membership[] {test.from(FIRST, 2), test.on(FIRST), test.on(SECOND)}) {
                assertThat(Outcome.failureOf(multicast.join(membership)).hint()).contains("closed");
                assertThat(Outcome.failureOf(multicast.leave(membership)).hint())
                        .contains("closed");
            }
            inKernel.isNotJoined();
        }
    }

    private static void join(Multicast multicast, Caller caller, Membership membership) {
        Outcome.of(caller.call(multicast.channel(), () -> multicast.join(membership)));
    }

    private static void leave(Multicast multicast, Caller caller, Membership membership) {
        Outcome.of(caller.call(multicast.channel(), () -> multicast.leave(membership)));
    }

    private static void block(Multicast multicast, Caller caller, Membership on, int source, MemberCase test) {
        Outcome.of(caller.call(multicast.channel(), () -> multicast.block(on, test.source(source))));
    }

    private static void unblock(Multicast multicast, Caller caller, Membership on, int source, MemberCase test) {
        Outcome.of(caller.call(multicast.channel(), () -> multicast.unblock(on, test.source(source))));
    }

    private static void refused(
            Multicast multicast, Caller caller, Function<Multicast, ChannelFuture> call, String errno, String hint) {
        MulticastException failure =
                Outcome.failureOf(caller.call(multicast.channel(), () -> call.apply(multicast)), errno);
        assertThat(failure.hint()).contains(hint);
        assertThat(failure.group()).isPresent();
        assertThat(failure.networkInterface()).isPresent();
    }
}
