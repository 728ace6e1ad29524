package io.multicast.netty;

import static io.multicast.netty.testing.SocketOptions.IPPROTO_IP;
import static io.multicast.netty.testing.SocketOptions.IP_MULTICAST_TTL;
import static java.net.StandardProtocolFamily.INET;
import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.testing.Eventually;
import io.multicast.netty.testing.Ip;
import io.multicast.netty.testing.Kernel;
import io.multicast.netty.testing.Loop;
import io.multicast.netty.testing.Requirements;
import io.multicast.netty.testing.Transport;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where an initializer may stand, and where not. Runs as any user. */
@Timeout(30)
class InitializerPlaceTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final InetAddress GROUP = Ip.ip("239.77.0.3");

    @BeforeAll
    static void requirements() {
        Requirements.procfs();
        Requirements.ipv6();
    }

    @ParameterizedTest
    @EnumSource
    void insideAnotherInitializerItsHandlerTakesItsPlace(Transport transport) throws Exception {
        try (Loop loop = Loop.here(transport)) {
            List<ChannelHandler> handlers = List.of(new Observer(), new Observer(), new Observer());
            MulticastInitializer middle = MulticastInitializer.builder()
                    .ttl(9)
                    .handler(around(handlers.get(1)))
                    .build();
            Channel channel = loop.bind(loop.bootstrap(null, around(handlers.get(0), middle, handlers.get(2))), 0);
            assertThat(ttl(channel)).isEqualTo(9);
            assertThat(channel.pipeline().toMap().values()).containsExactlyElementsOf(handlers);
            StartUpTest.settle(channel);
            assertThat(handlers)
                    .allSatisfy(handler ->
                            assertThat(((Observer) handler).events()).containsExactly("added", "registered", "active"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void insideAnotherInitializerItsFailureFailsTheBind(Transport transport) throws Exception {
        try (Loop loop = Loop.here(transport)) {
            for (Fault fault : Fault.values()) {
                Observer before = new Observer();
                Observer after = new Observer();
                MulticastInitializer bad =
                        fault.addTo(MulticastInitializer.builder()).build();
                ChannelFuture bound =
                        loop.bootstrap(INET, around(before, bad, after)).bind(0);
                fault.isToldBy(Outcome.failureOf(bound));
                assertThat(bound.channel().isOpen()).isFalse();
                StartUpTest.settle(bound.channel());
                assertThat(before.events()).doesNotContain("active", "inactive", "exception");
                assertThat(after.events()).doesNotContain("active", "inactive", "exception");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void inTheMiddleOfAPipelineItsHandlerTakesItsPlace(Transport transport) throws Exception {
        try (Loop loop = Loop.here(transport)) {
            List<ChannelHandler> handlers = List.of(new Observer(), new Observer(), new Observer());
            Channel channel = loop.bind(loop.bootstrap(null, handlers.get(0)), 0);
            channel.pipeline().addLast("last", handlers.get(2));
            MulticastInitializer middle = MulticastInitializer.builder()
                    .ttl(9)
                    .handler(handlers.get(1))
                    .build();
            channel.pipeline().addBefore("last", "multicast", middle);
            StartUpTest.settle(channel);
            assertThat(ttl(channel)).isEqualTo(9);
            assertThat(channel.pipeline().toMap().values()).containsExactlyElementsOf(handlers);
        }
    }

    @ParameterizedTest
    @EnumSource
    void oneInitializerServesManyChannelsOnSeveralLoops(Transport transport) throws Exception {
        int loops = 5;
        int channels = 50;
        MulticastInitializer shared = MulticastInitializer.builder()
                .ttl(9)
                .join(Membership.of(GROUP).on("lo"))
                .build();
        List<Loop> opened = new ArrayList<>();
        try {
            for (int i = 0; i < loops; i++) {
                opened.add(Loop.here(transport));
            }
            List<ChannelFuture> bound = new ArrayList<>();
            for (int i = 0; i < channels; i++) {
                bound.add(opened.get(i % loops).bootstrap(null, shared).bind(0));
            }
            assertThat(bound)
                    .allSatisfy(future -> assertThat(ttl(Outcome.bound(future))).isEqualTo(9));
            assertThat(Kernel.here().users("lo", GROUP)).isEqualTo(channels);
        } finally {
            opened.forEach(Loop::close);
        }
        Eventually.await(SOON, () -> Kernel.here().users("lo", GROUP) == 0, () -> "still members");
    }

    @ParameterizedTest
    @EnumSource
    void aHandlerThatIsNotSharableFailsTheSecondBind(Transport transport) throws Exception {
        try (Loop loop = Loop.here(transport)) {
            Observer user = new Observer();
            MulticastInitializer initializer =
                    MulticastInitializer.builder().ttl(9).handler(user).build();
            Channel first = loop.bind(loop.bootstrap(null, initializer), 0);
            ChannelFuture second = loop.bootstrap(null, initializer).bind(0);

            MulticastException failure = Outcome.failureOf(second);
            assertThat(failure).hasMessageContaining("Observer").hasMessageContaining("@Sharable");
            assertThat(second.channel().isOpen()).isFalse();
            assertThat(first.isActive()).isTrue();
            assertThat(first.pipeline().toMap().values()).containsExactly(user);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theHandlerOfAServerIsRefused(Transport transport) {
        try (Loop loop = Loop.here(transport)) {
            ChannelFuture bound = server(loop)
                    .handler(MulticastInitializer.builder().ttl(9).build())
                    .childHandler(new ChannelInboundHandlerAdapter())
                    .bind(InetAddress.getLoopbackAddress(), 0);
            refused(Outcome.failureOf(bound));
            assertThat(bound.channel().isOpen()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theChildHandlerOfAServerIsRefused(Transport transport) throws Exception {
        try (Loop loop = Loop.here(transport)) {
            Observer user = new Observer();
            Channel server = loop.closeWithThis(server(loop)
                    .childHandler(
                            MulticastInitializer.builder().ttl(9).handler(user).build())
                    .bind(InetAddress.getLoopbackAddress(), 0)
                    .sync()
                    .channel());
            Channel client = loop.closeWithThis(new Bootstrap()
                    .group(loop.group())
                    .channel(transport.stream())
                    .handler(new ChannelInboundHandlerAdapter())
                    .connect(server.localAddress())
                    .sync()
                    .channel());
            Outcome.await(client.closeFuture()); // the child was closed
            assertThat(user.causes()).hasSize(1);
            refused((MulticastException) user.causes().get(0));
        }
    }

    private static void refused(MulticastException failure) {
        assertThat(failure.hint())
                .contains("datagram channels")
                .contains("Bootstrap")
                .contains("ServerBootstrap");
        assertThat(failure.errno()).isZero();
    }

    private static ServerBootstrap server(Loop loop) {
        return new ServerBootstrap()
                .group(loop.group())
                .channel(loop.transport().server());
    }

    private static ChannelInitializer<Channel> around(ChannelHandler... handlers) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(handlers);
            }
        };
    }

    private static int ttl(Channel channel) {
        return Kernel.sockopt(Transport.fd(channel), IPPROTO_IP, IP_MULTICAST_TTL);
    }
}
