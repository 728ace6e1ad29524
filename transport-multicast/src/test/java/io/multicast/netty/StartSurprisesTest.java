package io.multicast.netty;

import static java.net.StandardProtocolFamily.INET;
import static java.net.StandardProtocolFamily.INET6;
import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.testing.Eventually;
import io.multicast.netty.testing.Ip;
import io.multicast.netty.testing.Kernel;
import io.multicast.netty.testing.Loop;
import io.multicast.netty.testing.Requirements;
import io.multicast.netty.testing.Transport;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.util.concurrent.DefaultEventExecutorGroup;
import io.netty.util.concurrent.EventExecutorGroup;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Starts that other frameworks and unusual pipelines bring about. Runs as any user, on loopback. */
@Timeout(30)
class StartSurprisesTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final InetAddress GROUP = Ip.ip("239.77.0.9");
    private static final Membership NOWHERE = Membership.of(GROUP).on("no-such");

    @BeforeAll
    static void requirements() {
        Requirements.procfs();
        Requirements.ipv6();
    }

    /** Vert.x sets that option: the channel is active before it is bound. */
    @ParameterizedTest
    @EnumSource(Transport.class)
    @SuppressWarnings("deprecation") // it still has its meaning
    void anActiveChannelThatIsNotBoundFailsItsBind(Transport transport) throws Exception {
        try (Loop loop = Loop.here(transport)) {
            Channel channel = loop.bootstrap(
                            INET, MulticastInitializer.builder().join(NOWHERE).build())
                    .option(ChannelOption.DATAGRAM_CHANNEL_ACTIVE_ON_REGISTRATION, true)
                    .register()
                    .sync()
                    .channel();
            MulticastException cause = Outcome.failureOf(channel.bind(new java.net.InetSocketAddress(0)), "ENODEV");
            assertThat(cause.group()).contains(GROUP);
            assertThat(channel.closeFuture().await(5, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** The same, on a system that joins after the bind. */
    @ParameterizedTest
    @EnumSource(Transport.class)
    @SuppressWarnings("deprecation")
    void anActiveChannelThatIsNotBoundJoinsAfterTheBindWhereThatIsTheOrder(Transport transport) throws Exception {
        try (Loop loop = Loop.here(transport)) {
            NotedLinux host = new NotedLinux(true);
            MulticastInitializer initializer = MulticastInitializer.builder()
                    .join(Membership.of(GROUP).on("lo"))
                    .networkInterface("lo")
                    .build();
            Channel channel = loop.bootstrap(INET, host.around(initializer))
                    .option(ChannelOption.DATAGRAM_CHANNEL_ACTIVE_ON_REGISTRATION, true)
                    .register()
                    .sync()
                    .channel();
            assertThat(host.calls()).isEmpty();
            channel.bind(new java.net.InetSocketAddress(0)).sync();
            assertThat(host.calls()).hasSize(2).allMatch(call -> call.endsWith(" bound"));
            assertThat(Kernel.here().users("lo", GROUP)).isEqualTo(1);
        }
    }

    /** There it would run beside the bind. Thirty times, for it is a race. */
    @ParameterizedTest
    @EnumSource(Transport.class)
    @SuppressWarnings("deprecation") // people use it all the same
    void anInitializerWithAnExecutorOfItsOwnIsRefused(Transport transport) throws Exception {
        EventExecutorGroup executors = new DefaultEventExecutorGroup(2);
        try (Loop loop = Loop.here(transport)) {
            for (int i = 0; i < 30; i++) {
                List<String> seen = new CopyOnWriteArrayList<>();
                Bootstrap bootstrap = loop.bootstrap(INET, new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(
                                        executors,
                                        MulticastInitializer.builder().ttl(4).build());
                        channel.pipeline().addLast(new ChannelInboundHandlerAdapter() {
                            @Override
                            public void channelActive(ChannelHandlerContext context) {
                                seen.add("active");
                            }
                        });
                    }
                });
                MulticastException cause = Outcome.failureOf(bootstrap.bind(0));
                assertThat(cause).hasMessageContaining("without an executor");
                assertThat(seen).isEmpty();
            }
        } finally {
            executors.shutdownGracefully(0, 1, TimeUnit.SECONDS).await(5, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void groupsOfAFamilyThatIsNotSpokenAreLeftOutAndTold(Transport transport) throws Exception {
        try (Loop loop = Loop.here(transport)) {
            List<Object> events = new CopyOnWriteArrayList<>();
            MulticastInitializer initializer = MulticastInitializer.builder()
                    .joinIfSpoken(Membership.of(GROUP).on("lo"))
                    .joinIfSpoken(Membership.of("ff15::77:9").on("lo"))
                    .handler(new ChannelInboundHandlerAdapter() {
                        @Override
                        public void userEventTriggered(ChannelHandlerContext context, Object event) {
                            events.add(event);
                        }
                    })
                    .build();
            Channel one = loop.bind(loop.bootstrap(INET, initializer), 0);
            Eventually.await(SOON, () -> events.size() == 1, () -> "events: " + events);
            MulticastEvent event = (MulticastEvent) events.get(0);
            assertThat(event.type()).isEqualTo(MulticastEvent.Type.LEFT_OUT);
            assertThat(event.membership().orElseThrow().group()).isEqualTo(Ip.ip("ff15::77:9"));
            assertThat(event.cause().orElseThrow()).hasMessageContaining("open the channel for the other family too");
            assertThat(Multicast.of(one).memberships())
                    .containsExactly(Membership.of(GROUP).on("lo"));
            assertThat(Multicast.families()).containsExactly(INET, INET6);
        }
    }
}
