package io.multicast.netty;

import static io.multicast.netty.MemberCase.FIRST;
import static io.multicast.netty.MemberCase.SECOND;
import static io.multicast.netty.MulticastChannelOption.MEMBERSHIPS;
import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.MemberCase.View;
import io.multicast.netty.testing.Ip;
import io.multicast.netty.testing.Loop;
import io.netty.channel.ChannelFuture;
import java.net.InetAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each errno that Linux has for a membership, as far as the API lets it come to that: it reaches the user with its name and
 * with what to do, and nothing has changed.
 */
class MembershipErrnoTest extends InLab {
    private static final int MCAST_JOIN_GROUP = 42;
    private static final int MCAST_BLOCK_SOURCE = 43;
    private static final int MCAST_LEAVE_GROUP = 45;
    private static final int MCAST_JOIN_SOURCE_GROUP = 46;
    private static final int NO_INTERFACE = 9_999_999;

    static Stream<MemberCase> cases() {
        return MemberCase.all();
    }

    private static void refused(ChannelFuture future, String errno, String... hint) {
        assertThat(Outcome.failureOf(future, errno).hint()).contains(hint);
    }

    /** A call made by someone else: straight to the kernel. */
    private static void elsewhere(Multicast multicast, MemberCase test, int call, int source) {
        InetAddress group = test.group(1);
        boolean named = source != 0;
        ByteBuffer value = ByteBuffer.allocate(named ? 264 : 136).order(ByteOrder.nativeOrder());
        value.putInt(0, lab.index(FIRST));
        put(value, 8, group);
        if (named) {
            put(value, 136, test.source(source));
        }
        int level = Ip.isIpv6(group) ? 41 : 0;
        Outcome.of(multicast.set(MulticastChannelOption.raw(level, call, 0), value.array()));
    }

    private static void put(ByteBuffer value, int at, InetAddress address) {
        boolean ipv6 = Ip.isIpv6(address);
        value.putShort(at, (short) (ipv6 ? 10 : 2)).put(at + (ipv6 ? 8 : 4), address.getAddress());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void ofAnAnySourceMembershipMadeElsewhere(MemberCase test) throws Exception {
        try (Loop loop = Loop.in(lab.a(), test.transport())) {
            Multicast multicast = Multicast.of(bind(loop, test.socket()));
            View inKernel = test.view(lab, multicast.channel());
            elsewhere(multicast, test, MCAST_JOIN_GROUP, 0);
            refused(multicast.join(test.on(FIRST)), "EADDRINUSE", "not made here", "joinGroup");
            inKernel.isAnySource(FIRST);
            refused(multicast.leave(test.from(FIRST, 2)), "EINVAL", "any source");
            inKernel.isAnySource(FIRST); // left to Linux, it would receive nothing now
            elsewhere(multicast, test, MCAST_BLOCK_SOURCE, 3);
            refused(multicast.join(test.from(FIRST, 2)), "EINVAL", "blocked", "not made here");
            refused(multicast.leave(test.from(FIRST, 2)), "EINVAL", "any source");
            refused(multicast.block(test.on(FIRST), test.source(3)), "EADDRNOTAVAIL", "blocked once");
            inKernel.excludes(FIRST, 3);
            assertThat(multicast.memberships()).isEmpty();
            Outcome.of(multicast.leave(test.on(FIRST)));
            inKernel.isNotJoined();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void ofASourceSpecificMembershipMadeElsewhere(MemberCase test) throws Exception {
        try (Loop loop = Loop.in(lab.a(), test.transport())) {
            Multicast multicast = Multicast.of(bind(loop, test.socket()));
            View inKernel = test.view(lab, multicast.channel());
            elsewhere(multicast, test, MCAST_JOIN_SOURCE_GROUP, 2);
            refused(multicast.join(test.from(FIRST, 2)), "EADDRNOTAVAIL", "joined already", "not made here");
            refused(multicast.join(test.on(FIRST)), "EADDRINUSE", "not made here");
            refused(multicast.block(test.on(FIRST), test.source(3)), "EINVAL", "any-source");
            refused(multicast.unblock(test.on(FIRST), test.source(2)), "EINVAL", "any-source");
            refused(multicast.leave(test.from(FIRST, 3)), "EADDRNOTAVAIL", "not for that source");
            inKernel.includes(FIRST, 2);
            assertThat(multicast.memberships()).isEmpty();
            Outcome.of(multicast.leave(test.from(FIRST, 2)));
            refused(multicast.leave(test.from(FIRST, 2)), "EINVAL", "the membership is gone");
            inKernel.isNotJoined();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void ofAMembershipLeftElsewhere(MemberCase test) throws Exception {
        try (Loop loop = Loop.in(lab.a(), test.transport())) {
            Multicast multicast = Multicast.of(bind(loop, test.socket()));
            Outcome.of(multicast.join(test.on(FIRST)));
            elsewhere(multicast, test, MCAST_LEAVE_GROUP, 0);
            refused(multicast.set(MEMBERSHIPS, Set.of(test.from(FIRST, 2))), "EINVAL", "left by a call");
            test.view(lab, multicast.channel()).isNotJoined();
            Outcome.of(multicast.leave(test.on(FIRST))); // as it is
            assertThat(multicast.memberships()).isEmpty();
            refused(multicast.leave(test.on(FIRST)), "EADDRNOTAVAIL", "not a member");
            Outcome.of(multicast.join(test.on(FIRST)));
            test.view(lab, multicast.channel()).isAnySource(FIRST);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void ofAnInterfaceThatIsNotThere(MemberCase test) throws Exception {
        Membership nowhere = Membership.of(test.group(1)).on(NO_INTERFACE);
        try (Loop loop = Loop.in(lab.a(), test.transport())) {
            Multicast multicast = Multicast.of(bind(loop, test.socket()));
            String there = "va0 (index " + lab.index("va0") + ")";
            refused(multicast.join(nowhere), "ENODEV", "no such interface", there);
            refused(multicast.join(nowhere.from(test.source(2))), "ENODEV", "no such interface", there);
            refused(multicast.join(nowhere.except(test.source(2))), "ENODEV", "no such interface", there);
            refused(multicast.leave(nowhere), "EADDRNOTAVAIL", "not a member");
            Outcome.of(multicast.join(test.on(FIRST)));
            refused(multicast.leave(nowhere), "EADDRNOTAVAIL", "not a member");
            test.view(lab, multicast.channel()).isJoinedOn(FIRST);
        }
    }

    /** IPv4 has no route to the group here; IPv6 always has the kernel's own. */
    @ParameterizedTest
    @MethodSource("cases")
    void ofNoInterfaceNamed(MemberCase test) throws Exception {
        Membership anywhere = Membership.of(test.group(1));
        try (Loop loop = Loop.in(lab.a(), test.transport())) {
            Multicast multicast = Multicast.of(bind(loop, test.socket()));
            View inKernel = test.view(lab, multicast.channel());
            if (test.groups() == StandardProtocolFamily.INET) {
                refused(multicast.join(anywhere), "ENODEV", "no route", "on(...)");
                Outcome.of(multicast.join(test.on(SECOND)));
                refused(multicast.leave(anywhere), "ENODEV", "no route");
                inKernel.isJoinedOn(SECOND);
            } else {
                Outcome.of(multicast.join(anywhere));
                inKernel.isJoinedOn("va0");
                Outcome.of(multicast.leave(anywhere));
                refused(multicast.leave(anywhere), "EADDRNOTAVAIL", "not a member");
                inKernel.isNotJoined();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void ofAnInterfaceThatCannotCarryIpv6(MemberCase test) throws Exception {
        lab.a().ip("link add vm0 mtu 1000 type veth peer name vm1", "link set vm0 up");
        try (Loop loop = Loop.in(lab.a(), test.transport())) {
            Multicast multicast = Multicast.of(bind(loop, test.socket()));
            ChannelFuture join = multicast.join(test.on("vm0"));
            if (test.groups() == StandardProtocolFamily.INET) {
                Outcome.of(join);
                test.view(lab, multicast.channel()).isJoinedOn("vm0");
            } else {
                refused(join, "EINVAL", "MTU", "1280");
                test.view(lab, multicast.channel()).isNotJoined();
            }
        } finally {
            lab.a().ip("link del vm0");
        }
    }
}
