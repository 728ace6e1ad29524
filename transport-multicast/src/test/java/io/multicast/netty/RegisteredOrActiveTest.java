package io.multicast.netty;

import static io.multicast.netty.testing.SocketOptions.IPPROTO_IP;
import static io.multicast.netty.testing.SocketOptions.IP_MULTICAST_TTL;
import static java.net.StandardProtocolFamily.INET;
import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.Outcome.Caller;
import io.multicast.netty.testing.Eventually;
import io.multicast.netty.testing.Ip;
import io.multicast.netty.testing.Kernel;
import io.multicast.netty.testing.Loop;
import io.multicast.netty.testing.Requirements;
import io.multicast.netty.testing.Transport;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Channels that nobody binds or connects, or that are active before the initializer comes. Runs as any user. */
@Timeout(30)
class RegisteredOrActiveTest {
    /** A second of patience, and what a busy machine adds. */
    private static final Duration TOLD = Duration.ofSeconds(3);

    private static final InetAddress GROUP = Ip.ip("239.77.0.2");

    @BeforeAll
    static void requirements() {
        Requirements.procfs();
        Requirements.ipv6();
    }

    static Stream<Arguments> faults() {
        return Arrays.stream(Transport.values())
                .flatMap(transport -> Arrays.stream(Fault.values()).map(fault -> Arguments.of(transport, fault)));
    }

    static Stream<Arguments> callers() {
        return Arrays.stream(Transport.values())
                .flatMap(transport -> Arrays.stream(Caller.values()).map(caller -> Arguments.of(transport, caller)));
    }

    private static MulticastInitializer good(Observer user) {
        return MulticastInitializer.builder()
                .ttl(9)
                .join(Membership.of(GROUP).on("lo"))
                .handler(user)
                .build();
    }

    private static MulticastInitializer bad(Fault fault, Observer user) {
        return fault.addTo(MulticastInitializer.builder()).handler(user).build();
    }

    private static Channel register(Loop loop, ChannelHandler handler) throws Exception {
        ChannelFuture registered = loop.call(() -> loop.bootstrap(INET, handler).register());
        return Outcome.bound(registered);
    }

    private static void kernelHoldsAll(Channel channel) {
        assertThat(Kernel.sockopt(Transport.fd(channel), IPPROTO_IP, IP_MULTICAST_TTL))
                .isEqualTo(9);
        assertThat(Kernel.here().users("lo", GROUP)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void aRegisteredChannelIsConfiguredAtOnceAndBoundLater(Transport transport) throws Exception {
        try (Loop loop = Loop.here(transport)) {
            Observer user = new Observer();
            Channel channel = register(loop, good(user));
            kernelHoldsAll(channel);
            assertThat(channel.isActive()).isFalse();
            assertThat(channel.pipeline().toMap().values()).containsExactly(user);
            Outcome.of(channel.bind(new InetSocketAddress(0)));
            StartUpTest.settle(channel);
            kernelHoldsAll(channel);
            assertThat(user.events()).containsExactly("added", "registered", "active");
        }
    }

    @ParameterizedTest
    @MethodSource("faults")
    void failureOfARegisteredChannelGoesThroughThePipeline(Transport transport, Fault fault) throws Exception {
        try (Loop loop = Loop.here(transport);
                NettyLog log = new NettyLog()) {
            Observer user = new Observer();
            Channel channel = register(loop, bad(fault, user));
            Eventually.await(TOLD, () -> !channel.isOpen(), () -> "open: " + user.events());
            StartUpTest.settle(channel);
            assertThat(user.causes()).hasSize(1);
            fault.isToldBy((MulticastException) user.causes().get(0));
            assertThat(user.events()).containsExactly("added", "registered", "exception", "unregistered", "removed");
            assertThat(log.warnings()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("faults")
    void whatIsAskedOfAFailedChannelFailsWithTheCause(Transport transport, Fault fault) throws Exception {
        try (Loop loop = Loop.here(transport)) {
            InetSocketAddress peer = new InetSocketAddress(InetAddress.getLoopbackAddress(), 9);
            Observer user = new Observer();

            Channel toBind = register(loop, bad(fault, user));
            fault.isToldBy(Outcome.failureOf(toBind.bind(new InetSocketAddress(0))));
            assertThat(toBind.isOpen()).isFalse();

            Channel toConnect = register(loop, bad(fault, new Observer()));
            fault.isToldBy(Outcome.failureOf(toConnect.connect(peer)));
            assertThat(toConnect.isOpen()).isFalse();

            Channel toWrite = register(loop, bad(fault, new Observer()));
            ByteBuf content = Unpooled.buffer().writeByte(1);
            fault.isToldBy(Outcome.failureOf(toWrite.writeAndFlush(new DatagramPacket(content, peer))));
            assertThat(toWrite.isOpen()).isFalse();
            assertThat(content.refCnt()).isZero();

            StartUpTest.settle(toBind);
            assertThat(user.events()).containsExactly("added", "registered", "unregistered", "removed");
        }
    }

    @ParameterizedTest
    @MethodSource("callers")
    void anActiveChannelIsConfiguredAtOnce(Transport transport, Caller caller) throws Exception {
        try (Loop loop = Loop.here(transport)) {
            Observer first = new Observer();
            Observer user = new Observer();
            Channel channel = loop.bind(loop.bootstrap(INET, first), 0);
            caller.call(channel, () -> {
                channel.pipeline().addLast(good(user));
                return channel.newSucceededFuture();
            });
            StartUpTest.settle(channel);
            kernelHoldsAll(channel);
            assertThat(channel.pipeline().toMap().values()).containsExactly(first, user);
            assertThat(first.events()).containsExactly("added", "registered", "active");
            assertThat(user.events()).containsExactly("added");
        }
    }

    @ParameterizedTest
    @MethodSource("faults")
    void failureOnAnActiveChannelIsToldAndClosesIt(Transport transport, Fault fault) throws Exception {
        Observer user = new Observer();
        Observer behind = new Observer();
        isToldAndClosed(transport, fault, bad(fault, user), user);
        isToldAndClosed(transport, fault, around(MulticastInitializer.builder(), fault, behind), behind);
    }

    /** An initializer with one inside, and a handler behind that. */
    private static ChannelHandler around(MulticastInitializer.Builder builder, Fault fault, ChannelHandler behind) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addFirst(fault.addTo(builder).build(), behind);
            }
        };
    }

    private static void isToldAndClosed(Transport transport, Fault fault, ChannelHandler bad, Observer user)
            throws Exception {
        try (Loop loop = Loop.here(transport);
                NettyLog log = new NettyLog()) {
            Observer last = new Observer();
            Channel channel = loop.bind(loop.bootstrap(INET, last), 0);
            channel.pipeline().addFirst(bad);
            Outcome.await(channel.closeFuture());
            StartUpTest.settle(channel);
            assertThat(user.causes()).hasSize(1);
            fault.isToldBy((MulticastException) user.causes().get(0));
            assertThat(user.events()).startsWith("added", "exception").contains("inactive", "removed");
            assertThat(last.events()).startsWith("added", "registered", "active", "inactive");
            assertThat(log.warnings()).isEmpty();
        }
    }
}
