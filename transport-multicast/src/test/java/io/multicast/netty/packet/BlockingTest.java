package io.multicast.netty.packet;

import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.MulticastDatagramChannel;
import io.multicast.netty.testing.Ip;
import io.multicast.netty.testing.Loop;
import io.multicast.netty.testing.Transport;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.util.concurrent.BlockingOperationException;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two event loops that call each other's channels at the same moment. */
@Timeout(30)
class BlockingTest {
    private static final InetAddress GROUP = Ip.ip("239.77.0.8");
    private static final InetAddress SOURCE = Ip.ip("127.0.0.1");

    private Loop one;
    private Loop two;

    @BeforeEach
    void open() {
        one = Loop.here(Transport.NIO);
        two = Loop.here(Transport.NIO);
    }

    @AfterEach
    void close() {
        one.close();
        two.close();
    }

    private static MulticastDatagramChannel bind(Loop loop) throws InterruptedException {
        return (MulticastDatagramChannel) loop.bind(
                new Bootstrap()
                        .group(loop.group())
                        .channelFactory(
                                () -> loop.closeWithThis(new MulticastDatagramChannel(StandardProtocolFamily.INET)))
                        .handler(new Inbox()),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    static List<Function<MulticastDatagramChannel, ChannelFuture>> calls() throws Exception {
        NetworkInterface loopback = NetworkInterface.getByInetAddress(SOURCE);
        return List.of(
                channel -> channel.joinGroup(GROUP),
                channel -> channel.joinGroup(GROUP, loopback, SOURCE),
                channel -> channel.leaveGroup(GROUP),
                channel -> channel.block(GROUP, SOURCE),
                channel -> channel.block(GROUP, loopback, SOURCE));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void membershipCallsNeverWait(Function<MulticastDatagramChannel, ChannelFuture> call) throws Exception {
        MulticastDatagramChannel first = bind(one);
        MulticastDatagramChannel second = bind(two);
        CyclicBarrier together = new CyclicBarrier(2);
        Future<ChannelFuture> here = submit(first, together, () -> call.apply(second));
        Future<ChannelFuture> there = submit(second, together, () -> call.apply(first));
        for (Future<ChannelFuture> made : List.of(here, there)) {
            assertThat(made.await(5, TimeUnit.SECONDS)).as("the loop went on").isTrue();
            assertThat(made.getNow().await(5, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static <T> Future<T> submit(Channel on, CyclicBarrier together, Callable<T> call) {
        return on.eventLoop().submit(() -> {
            together.await();
            return call.call();
        });
    }

    @Test
    void aConfigOfAnotherLoopIsRefusedInsteadOfWaitedFor() throws Exception {
        MulticastDatagramChannel first = bind(one);
        MulticastDatagramChannel second = bind(two);
        Future<?> call = first.eventLoop().submit(() -> second.config().setOption(ChannelOption.IP_MULTICAST_TTL, 4));
        assertThat(call.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(call.cause()).isInstanceOf(BlockingOperationException.class).hasMessageContaining("eventLoop()");
        second.config().setOption(ChannelOption.IP_MULTICAST_TTL, 4); // a thread that is no event loop may wait
        assertThat(second.config().getTimeToLive()).isEqualTo(4);
    }

    @Test
    void aCancelledPromiseJoinsNothing() throws Exception {
        MulticastDatagramChannel channel = bind(one);
        ChannelFuture[] join = new ChannelFuture[1];
        channel.eventLoop()
                .submit(() -> {
                    io.netty.channel.ChannelPromise promise = channel.newPromise();
                    assertThat(promise.cancel(false)).isTrue();
                    join[0] = channel.joinGroup(GROUP, promise);
                })
                .sync();
        assertThat(join[0].isCancelled()).isTrue();
        assertThat(io.multicast.netty.Multicast.of(channel).memberships()).isEmpty();
    }
}
