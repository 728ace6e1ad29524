package io.multicast.netty;

import static io.multicast.netty.testing.SocketOptions.IP_MULTICAST_TTL;
import static java.net.StandardProtocolFamily.INET;
import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.StartUpTest.Way;
import io.multicast.netty.internal.option.SocketCalls;
import io.multicast.netty.internal.option.SystemTable;
import io.multicast.netty.internal.platform.Platform;
import io.multicast.netty.internal.platform.Platforms;
import io.multicast.netty.testing.Ip;
import io.multicast.netty.testing.Kernel;
import io.multicast.netty.testing.Loop;
import io.multicast.netty.testing.Requirements;
import io.multicast.netty.testing.Transport;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
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
class JoinAfterBindTest {
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
            Host host = new Host(true);
            Observer user = new Observer(event -> {
                if (event.equals("active")) {
                    assertThat(Kernel.here().users("lo", GROUP)).isEqualTo(1);
                }
            });
            Channel channel = Outcome.bound(way.start(loop.bootstrap(INET, host.initializer(user))));
            StartUpTest.settle(channel);
            assertThat(host.calls).containsExactly(IP_MULTICAST_TTL + " before", MCAST_JOIN_GROUP + " after");
            assertThat(user.causes()).isEmpty();
            assertThat(user.events()).containsExactly("added", "registered", "active");
            assertThat(channel.pipeline().toMap().values()).containsExactly(user);
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void linuxDoesAllBeforeTheBindInTheOrderGiven(Transport transport, Way way) throws Exception {
        try (Loop loop = Loop.here(transport)) {
            Host host = new Host(false);
            Outcome.of(way.start(loop.bootstrap(INET, host.initializer(new Observer()))));
            assertThat(host.calls).containsExactly(MCAST_JOIN_GROUP + " before", IP_MULTICAST_TTL + " before");
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aFailingJoinReachesTheFutureAndNobodyElse(Transport transport, Way way) throws Exception {
        try (Loop loop = Loop.here(transport);
                NettyLog log = new NettyLog()) {
            Host host = new Host(true);
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
            assertThat(host.calls).containsExactly(MCAST_JOIN_GROUP + " after", MCAST_JOIN_GROUP + " after");
            assertThat(log.warnings()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aFailingOptionFailsBeforeTheBind(Transport transport, Way way) throws Exception {
        try (Loop loop = Loop.here(transport)) {
            Host host = new Host(true);
            Observer user = new Observer();
            MulticastInitializer bad = Fault.OPTION
                    .addTo(MulticastInitializer.builder().join(MEMBERSHIP))
                    .handler(user)
                    .build();
            ChannelFuture future = way.start(loop.bootstrap(INET, host.around(bad)));
            Fault.OPTION.isToldBy(Outcome.failureOf(future));
            StartUpTest.settle(future.channel());
            assertThat(user.events()).containsExactly("added", "registered", "unregistered", "removed");
            assertThat(host.calls).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBindThatFailsIsPassedOnAndMayBeTriedAgain(Transport transport) throws Exception {
        try (Loop loop = Loop.here(transport)) {
            Host host = new Host(true);
            Observer user = new Observer();
            Channel channel = Outcome.bound(
                    loop.bootstrap(INET, host.initializer(user)).register());
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
            Host host = new Host(true);
            Observer user = new Observer();
            Channel channel = loop.bind(loop.bootstrap(INET, new Observer()), 0);
            channel.pipeline().addFirst(host.initializer(user));
            StartUpTest.settle(channel);
            assertThat(Kernel.here().users("lo", GROUP)).isEqualTo(1);
            assertThat(user.events()).containsExactly("added");
        }
    }

    /** The system that a channel runs on; notes each option set, and whether the socket was bound by then. */
    private static final class Host {
        final List<String> calls = new CopyOnWriteArrayList<>();
        private final MulticastSystem system;
        private volatile Channel channel;

        Host(boolean joinAfterBind) {
            Platform linux = Platforms.current();
            system = new MulticastSystem(new Platform(
                    with(joinAfterBind, linux.table()),
                    noting(linux.calls()),
                    linux.names(),
                    linux.javaChannels(),
                    linux.network()));
        }

        private static SystemTable with(boolean joinAfterBind, SystemTable table) {
            return new SystemTable(
                    table.system(),
                    table.options(),
                    table.calls(),
                    table.layout(),
                    table.errnos(),
                    table.limits(),
                    joinAfterBind);
        }

        ChannelHandler initializer(Observer user) {
            return around(MulticastInitializer.builder()
                    .join(MEMBERSHIP)
                    .option(MulticastChannelOption.IP_MULTICAST_TTL, 9)
                    .handler(user)
                    .build());
        }

        ChannelHandler around(MulticastInitializer initializer) {
            return new ChannelInitializer<>() {
                @Override
                protected void initChannel(Channel created) {
                    channel = created;
                    Multicast.of(created, system);
                    created.pipeline().addAfter(created.pipeline().context(this).name(), null, initializer);
                }
            };
        }

        private SocketCalls noting(SocketCalls real) {
            return new SocketCalls() {
                @Override
                public int setsockopt(long socket, int level, int name, long address, int length) {
                    calls.add(name + (channel.isActive() ? " after" : " before"));
                    return real.setsockopt(socket, level, name, address, length);
                }

                @Override
                public int getsockopt(long socket, int level, int name, long address, long lengthAddress) {
                    return real.getsockopt(socket, level, name, address, lengthAddress);
                }

                @Override
                public long addressOf(ByteBuffer direct) {
                    return real.addressOf(direct);
                }

                @Override
                public int handleSize() {
                    return real.handleSize();
                }
            };
        }
    }
}
