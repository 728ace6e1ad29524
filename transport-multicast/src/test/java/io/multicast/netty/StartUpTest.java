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
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a user sees of a bind and of a connect, when all goes well and when not. Runs as any user, on loopback. */
@Timeout(30)
class StartUpTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final InetAddress GROUP = Ip.ip("239.77.0.1");
    private static final Membership MEMBERSHIP = Membership.of(GROUP).on("lo");

    private NettyLog log;

    /** The two ways to start. */
    enum Way {
        BIND {
            @Override
            ChannelFuture start(Bootstrap bootstrap) {
                return bootstrap.bind(0);
            }
        },
        CONNECT {
            @Override
            ChannelFuture start(Bootstrap bootstrap) {
                return bootstrap.connect(InetAddress.getLoopbackAddress(), 9);
            }
        };

        abstract ChannelFuture start(Bootstrap bootstrap);
    }

    @BeforeAll
    static void requirements() {
        Requirements.procfs();
        Requirements.ipv6();
    }

    @BeforeEach
    void listen() {
        log = new NettyLog();
    }

    @AfterEach
    void stopListening() {
        log.close();
    }

    static Stream<Arguments> ways() {
        return Arrays.stream(Transport.values())
                .flatMap(transport -> Arrays.stream(Way.values()).map(way -> Arguments.of(transport, way)));
    }

    static Stream<Arguments> faults() {
        return ways().flatMap(row ->
                Arrays.stream(Fault.values()).map(fault -> Arguments.of(row.get()[0], row.get()[1], fault)));
    }

    /** Starts a channel; everything that happens comes after {@code first}, which runs while the event loop is held up. */
    static ChannelFuture start(Loop loop, Way way, ChannelHandler handler, Listener first) throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        loop.group().execute(() -> await(held));
        ChannelFuture future = way.start(loop.bootstrap(INET, handler));
        assertThat(future.isDone()).isFalse();
        first.attach(future);
        held.countDown();
        Outcome.await(future);
        return future;
    }

    interface Listener {
        void attach(ChannelFuture future);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @ParameterizedTest
    @MethodSource("faults")
    void failureReachesTheFuture(Transport transport, Way way, Fault fault) throws Exception {
        try (Loop loop = Loop.here(transport)) {
            Observer user = new Observer();
            MulticastInitializer.Builder good =
                    MulticastInitializer.builder().ttl(9).join(MEMBERSHIP).handler(user);
            CompletableFuture<Boolean> openForListener = new CompletableFuture<>();
            ChannelFuture future = start(
                    loop,
                    way,
                    fault.addTo(good).build(),
                    started -> started.addListener(
                            done -> openForListener.complete(started.channel().isOpen())));

            MulticastException failure = Outcome.failureOf(future);
            fault.isToldBy(failure);
            assertThat(failure.transport())
                    .isEqualTo(future.channel().getClass().getSimpleName());
            assertThat(openForListener.get(1, TimeUnit.SECONDS)).isFalse();
            Eventually.await(SOON, () -> user.events().contains("removed"), () -> "" + user.events());
            settle(future.channel());
            assertThat(user.events()).containsExactly("added", "registered", "unregistered", "removed");
            Eventually.await(SOON, () -> Kernel.here().users("lo", GROUP) == 0, () -> "still a member");
            assertThat(log.warnings()).isEmpty();
        }
    }

    /** That the log is heard: an initializer that throws, which is Netty's own way to fail, is logged. */
    @ParameterizedTest
    @EnumSource
    void nettysOwnFailureLosesTheCauseAndIsLogged(Transport transport) throws Exception {
        try (Loop loop = Loop.here(transport)) {
            ChannelFuture future = loop.bootstrap(INET, failing()).bind(0);
            Outcome.await(future);
            assertThat(future.cause()).isNotInstanceOf(UnsupportedOperationException.class);
            assertThat(log.warnings()).anySatisfy(line -> assertThat(line).contains("Failed to initialize"));
        }
    }

    private static ChannelInitializer<Channel> failing() {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                throw new UnsupportedOperationException("the real cause");
            }
        };
    }

    @ParameterizedTest
    @MethodSource("ways")
    void everythingIsSetBeforeTheUsersHandlerIsTold(Transport transport, Way way) throws Exception {
        try (Loop loop = Loop.here(transport)) {
            Channel[] channel = new Channel[1];
            Observer user = new Observer(event -> {
                if (List.of("added", "registered", "active").contains(event)) {
                    kernelHoldsAll(channel[0]);
                }
            });
            MulticastInitializer initializer = MulticastInitializer.builder()
                    .option(MulticastChannelOption.IP_MULTICAST_TTL, 9)
                    .join(MEMBERSHIP)
                    .handler(user)
                    .build();
            Outcome.of(start(loop, way, initializer, pending -> channel[0] = pending.channel()));
            settle(channel[0]);
            assertThat(user.causes()).isEmpty();
            assertThat(user.events()).containsExactly("added", "registered", "active");
            assertThat(channel[0].pipeline().toMap().values()).containsExactly(user);
            assertThat(log.warnings()).isEmpty();
        }
    }

    private static void kernelHoldsAll(Channel channel) {
        assertThat(Kernel.sockopt(Transport.fd(channel), IPPROTO_IP, IP_MULTICAST_TTL))
                .isEqualTo(9);
        assertThat(Kernel.here().users("lo", GROUP)).isEqualTo(1);
    }

    /** Lets what the event loop has under way, and what follows from that, happen. */
    static void settle(Channel channel) {
        for (int i = 0; i < 5; i++) {
            channel.eventLoop().submit(() -> {}).awaitUninterruptibly(1_000);
        }
    }
}
