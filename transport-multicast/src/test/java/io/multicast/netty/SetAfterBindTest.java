package io.multicast.netty;

import static io.multicast.netty.testing.SocketOptions.IP_MULTICAST_TTL;
import static java.net.StandardProtocolFamily.INET;
import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.StartUpTest.Way;
import io.multicast.netty.testing.Ip;
import io.multicast.netty.testing.Kernel;
import io.multicast.netty.testing.Loop;
import io.multicast.netty.testing.Requirements;
import io.multicast.netty.testing.Transport;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The start-up of systems that want memberships after the bind (Windows), on Linux, which does not mind: with a table that is
 * Linux's own but for that. And that Linux joins before. Runs as any user.
 */
@Timeout(30)
class SetAfterBindTest {
    private static final int MCAST_JOIN_GROUP = 42;
    private static final InetAddress GROUP = Ip.ip("239.77.0.4");
    private static final Membership MEMBERSHIP = Membership.of(GROUP).on("lo");
    private static final InetSocketAddress NOT_OURS = new InetSocketAddress(Ip.ip("192.0.2.1"), 0);

    @BeforeAll
    static void requirements() {
        Requirements.procfs();
        Requirements.ipv6();
    }

    static Stream<Arguments> ways() {
        return StartUpTest.ways();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void optionsComeBeforeTheBindAndMembershipsBehind(Transport transport, Way way) throws Exception {
        try (Loop loop = Loop.here(transport)) {
            NotedLinux host = new NotedLinux(true);
            Observer user = new Observer(event -> {
                if (event.equals("active")) {
                    assertThat(Kernel.here().users("lo", GROUP)).isEqualTo(1);
                }
            });
            Channel channel = Outcome.bound(way.start(loop.bootstrap(INET, host.around(initializer(user)))));
            StartUpTest.settle(channel);
            assertThat(host.calls()).containsExactly(IP_MULTICAST_TTL + " unbound", MCAST_JOIN_GROUP + " bound");
            assertThat(user.causes()).isEmpty();
            assertThat(user.events()).containsExactly("added", "registered", "active");
            assertThat(channel.pipeline().toMap().values()).containsExactly(user);
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void linuxDoesAllBeforeTheBindInTheOrderGiven(Transport transport, Way way) throws Exception {
        try (Loop loop = Loop.here(transport)) {
            NotedLinux host = new NotedLinux(false);
            Outcome.of(way.start(loop.bootstrap(INET, host.around(initializer(new Observer())))));
            assertThat(host.calls()).containsExactly(MCAST_JOIN_GROUP + " unbound", IP_MULTICAST_TTL + " unbound");
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aFailingJoinReachesTheFutureAndNobodyElse(Transport transport, Way way) throws Exception {
        try (Loop loop = Loop.here(transport);
                NettyLog log = new NettyLog()) {
            NotedLinux host = new NotedLinux(true);
            Observer user = new Observer();
            MulticastInitializer bad = Fault.MEMBERSHIP
                    .addTo(MulticastInitializer.builder().join(MEMBERSHIP))
                    .handler(user)
                    .build();
            CompletableFuture<Boolean> openForListener = new CompletableFuture<>();
            ChannelFuture future = StartUpTest.start(
                    loop,
                    way,
                    host.around(bad),
                    started -> started.addListener(
                            done -> openForListener.complete(started.channel().isOpen())));
            Fault.MEMBERSHIP.isToldBy(Outcome.failureOf(future));
            assertThat(openForListener.get(1, TimeUnit.SECONDS)).isFalse();
            StartUpTest.settle(future.channel());
            assertThat(user.events()).containsExactly("added", "registered", "unregistered", "removed");
            assertThat(host.calls()).containsExactly(MCAST_JOIN_GROUP + " bound", MCAST_JOIN_GROUP + " bound");
            assertThat(log.warnings()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aFailingOptionFailsBeforeTheBind(Transport transport, Way way) throws Exception {
        try (Loop loop = Loop.here(transport)) {
            NotedLinux host = new NotedLinux(true);
            Observer user = new Observer();
            MulticastInitializer bad = Fault.OPTION
                    .addTo(MulticastInitializer.builder().join(MEMBERSHIP))
                    .handler(user)
                    .build();
            ChannelFuture future = way.start(loop.bootstrap(INET, host.around(bad)));
            Fault.OPTION.isToldBy(Outcome.failureOf(future));
            StartUpTest.settle(future.channel());
            assertThat(user.events()).containsExactly("added", "registered", "unregistered", "removed");
            assertThat(host.calls()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBindThatFailsIsPassedOnAndMayBeTriedAgain(Transport transport) throws Exception {
        try (Loop loop = Loop.here(transport)) {
            NotedLinux host = new NotedLinux(true);
            Observer user = new Observer();
            Channel channel = Outcome.bound(
                    loop.bootstrap(INET, host.around(initializer(user))).register());
            ChannelFuture refused = channel.bind(NOT_OURS);
            Outcome.await(refused);
            assertThat(refused.cause()).isNotNull().isNotInstanceOf(MulticastException.class);
            assertThat(channel.isOpen()).isTrue();
            assertThat(Kernel.here().users("lo", GROUP)).isZero();

            Outcome.of(channel.bind(new InetSocketAddress(0)));
            assertThat(Kernel.here().users("lo", GROUP)).isEqualTo(1);
            StartUpTest.settle(channel);
            assertThat(channel.pipeline().toMap().values()).containsExactly(user);
            assertThat(user.events()).containsExactly("added", "registered", "active");
        }
    }

    @ParameterizedTest
    @EnumSource
    void anActiveChannelJoinsAtOnce(Transport transport) throws Exception {
        try (Loop loop = Loop.here(transport)) {
            NotedLinux host = new NotedLinux(true);
            Observer user = new Observer();
            Channel channel = loop.bind(loop.bootstrap(INET, new Observer()), 0);
            channel.pipeline().addFirst(host.around(initializer(user)));
            StartUpTest.settle(channel);
            assertThat(Kernel.here().users("lo", GROUP)).isEqualTo(1);
            assertThat(user.events()).containsExactly("added");
        }
    }

    private static MulticastInitializer initializer(Observer user) {
        return MulticastInitializer.builder()
                .join(MEMBERSHIP)
                .option(MulticastChannelOption.IP_MULTICAST_TTL, 9)
                .handler(user)
                .build();
    }
}
