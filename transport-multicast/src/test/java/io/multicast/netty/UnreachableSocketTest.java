package io.multicast.netty;

import static io.multicast.netty.MulticastChannelOption.IP_MULTICAST_TTL;
import static io.multicast.netty.MulticastChannelOption.MEMBERSHIPS;
import static io.multicast.netty.testing.Ip.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.internal.channel.ForeignProvider;
import io.multicast.netty.internal.channel.JavaChannels;
import io.multicast.netty.testing.Kernel;
import io.multicast.netty.testing.Loop;
import io.multicast.netty.testing.Requirements;
import io.multicast.netty.testing.SocketOptions;
import io.multicast.netty.testing.Transport;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.nio.AbstractNioChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectableChannel;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where the socket can't be reached, every call says why, in a future that completes. */
class UnreachableSocketTest {
    private static final Membership MEMBERSHIP = Membership.of("239.77.0.5").on("lo");

    /** One of each kind. */
    private static final List<Function<Multicast, Future<?>>> CALLS = List.of(
            multicast -> multicast.set(IP_MULTICAST_TTL, 8),
            multicast -> multicast.set(MEMBERSHIPS, Set.of(MEMBERSHIP)),
            multicast -> multicast.set(MulticastChannelOption.raw(0, 33, 4), new byte[4]),
            multicast -> multicast.get(IP_MULTICAST_TTL),
            multicast -> multicast.get(MEMBERSHIPS),
            multicast -> multicast.join(MEMBERSHIP),
            multicast -> multicast.join(MEMBERSHIP.from("127.0.0.1")),
            multicast -> multicast.leave(MEMBERSHIP),
            multicast -> multicast.block(MEMBERSHIP, ip("127.0.0.1")),
            multicast -> multicast.unblock(MEMBERSHIP, ip("127.0.0.1")));

    private static void everyCallFails(Channel channel, Consumer<MulticastException> check) {
        Multicast multicast = Multicast.of(channel);
        assertThat(CALLS).allSatisfy(call -> {
            MulticastException failure = Outcome.failureOf(call.apply(multicast), "");
            assertThat(failure.transport()).isEqualTo(channel.getClass().getSimpleName());
            check.accept(failure);
        });
        assertThat(multicast.memberships()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void onAChannelThatIsNotRegistered(Transport transport) {
        transport.require();
        Channel channel = transport.datagram(null).newChannel();
        try {
            everyCallFails(
                    channel, failure -> assertThat(failure.hint()).contains("not registered with an event loop yet"));
        } finally {
            channel.unsafe().closeForcibly();
        }
    }

    /** Netty closes the channels of a loop that ends; what is asked then, it rejects. */
    @ParameterizedTest
    @EnumSource
    void onALoopThatIsShutDown(Transport transport) throws Exception {
        Channel channel;
        try (Loop loop = Loop.here(transport)) {
            channel = Outcome.bound(
                    loop.bootstrap(null, new ChannelHandlerAdapter() {}).register());
            Outcome.of(Multicast.of(channel).set(IP_MULTICAST_TTL, 7));
        }
        everyCallFails(channel, failure -> {
            assertThat(failure.hint()).contains("event loop is shut down");
            assertThat(failure).hasCauseInstanceOf(RejectedExecutionException.class);
        });
    }

    @Test
    void onAnEmbeddedChannel() {
        EmbeddedChannel channel = new EmbeddedChannel();
        try {
            everyCallFails(
                    channel,
                    failure -> assertThat(failure.hint())
                            .contains("EmbeddedChannel has no socket handle that can be reached"));
            assertThat(Multicast.unavailabilityCause(channel))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("use a channel of Netty's NIO, epoll, io_uring or kqueue");
        } finally {
            channel.finishAndReleaseAll();
        }
    }

    @Test
    void onALocalChannel() throws InterruptedException {
        EventLoopGroup group = localGroup();
        try {
            Channel channel = Outcome.bound(new Bootstrap()
                    .group(group)
                    .channel(LocalChannel.class)
                    .handler(new ChannelHandlerAdapter() {})
                    .register());
            everyCallFails(
                    channel,
                    failure -> assertThat(failure.hint())
                            .contains("LocalChannel has no socket handle that can be reached"));
            channel.close().sync();
        } finally {
            end(group);
        }
    }

    @SuppressWarnings("deprecation") // what Netty 4.2 wants instead is not in 4.1
    private static EventLoopGroup localGroup() {
        return new io.netty.channel.DefaultEventLoopGroup(1, new DefaultThreadFactory("local", true));
    }

    private static void end(EventLoopGroup group) {
        assertThat(group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly(10, TimeUnit.SECONDS))
                .isTrue();
    }

    @SuppressWarnings("deprecation")
    private static EventLoopGroup foreignGroup(ForeignProvider provider) {
        return new io.netty.channel.nio.NioEventLoopGroup(1, new DefaultThreadFactory("foreign", true), provider);
    }

    private interface Body {
        void accept(Channel channel) throws IOException;
    }

    private static void withForeignChannel(boolean passesTtlOn, Body body) throws IOException {
        ForeignProvider provider = new ForeignProvider(passesTtlOn);
        EventLoopGroup group = foreignGroup(provider);
        try {
            Channel channel = Outcome.bound(new Bootstrap()
                    .group(group)
                    .channelFactory(() -> new NioDatagramChannel(provider))
                    .handler(new ChannelHandlerAdapter() {})
                    .bind(new InetSocketAddress(ip("127.0.0.1"), 0)));
            body.accept(channel);
            channel.close().syncUninterruptibly();
        } finally {
            end(group);
        }
    }

    /** A channel of a foreign provider without a socket that answers: refused, with both ways that were tried. */
    @Test
    void onAChannelOfAForeignProvider() throws IOException {
        Requirements.procfs();
        withForeignChannel(false, channel -> {
            everyCallFails(
                    channel, failure -> assertThat(failure.hint()).contains("0 descriptors of this process answer"));
            assertThat(Multicast.unavailabilityCause(channel))
                    .hasMessageContaining("0 descriptors of this process answer")
                    .satisfies(cause -> assertThat(cause.getSuppressed())
                            .singleElement()
                            .satisfies(
                                    first -> assertThat(first).hasMessageContaining("not a channel of the JDK's own")));
        });
    }

    /** One that wraps a socket is found out by what the socket answers. */
    @Test
    void aForeignProviderAroundASocketIsServed() throws IOException {
        Requirements.procfs();
        withForeignChannel(true, channel -> {
            assertThat(Multicast.unavailabilityCause(channel)).isNull();
            Outcome.of(Multicast.of(channel).set(IP_MULTICAST_TTL, 77));
            SelectableChannel java = ((AbstractNioChannel.NioUnsafe) channel.unsafe()).ch();
            assertThat(Kernel.sockopt(
                            JavaChannels.descriptor(java), SocketOptions.IPPROTO_IP, SocketOptions.IP_MULTICAST_TTL))
                    .isEqualTo(77);
        });
    }

    /** A start that can't reach the socket fails the bind. */
    @Test
    void startUpFails() throws IOException {
        Requirements.procfs();
        ForeignProvider provider = new ForeignProvider(false);
        EventLoopGroup group = foreignGroup(provider);
        try {
            MulticastException failure = Outcome.failureOf(new Bootstrap()
                    .group(group)
                    .channelFactory(() -> new NioDatagramChannel(provider))
                    .handler(MulticastInitializer.builder().ttl(8).build())
                    .bind(0));
            assertThat(failure.hint()).contains("0 descriptors of this process answer");
        } finally {
            end(group);
        }
    }
}
