package io.multicast.netty;

import static io.multicast.netty.MulticastChannelOption.IP_MULTICAST_TTL;
import static io.multicast.netty.MulticastChannelOption.MEMBERSHIPS;
import static io.multicast.netty.testing.Ip.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.Outcome.Caller;
import io.multicast.netty.internal.channel.JavaChannels;
import io.multicast.netty.internal.channel.ProcSockets;
import io.multicast.netty.internal.option.OptionKey;
import io.multicast.netty.internal.option.SocketOptions;
import io.multicast.netty.internal.platform.Platform;
import io.multicast.netty.internal.platform.Platforms;
import io.multicast.netty.testing.Eventually;
import io.multicast.netty.testing.Kernel;
import io.multicast.netty.testing.Loop;
import io.multicast.netty.testing.Requirements;
import io.multicast.netty.testing.Transport;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A descriptor that was closed and given to another socket: nothing that is asked of the closed channel gets there. */
class ClosedChannelTest {
    private static final int IPPROTO_IP = 0;
    private static final int TTL = 33;
    private static final int SOCKETS = 200;
    private static final InetAddress GROUP = ip("239.77.0.6");
    private static final Membership MEMBERSHIP = Membership.of(GROUP).on("lo");
    private static final byte[] NINE = {9, 0, 0, 0};

    private static final List<Function<Multicast, Future<?>>> CALLS = List.of(
            multicast -> multicast.set(IP_MULTICAST_TTL, 99),
            multicast -> multicast.set(MulticastChannelOption.raw(IPPROTO_IP, TTL, 4), NINE),
            multicast -> multicast.get(IP_MULTICAST_TTL),
            multicast -> multicast.get(MEMBERSHIPS),
            multicast -> multicast.set(MEMBERSHIPS, Set.of(MEMBERSHIP)),
            multicast -> multicast.join(MEMBERSHIP),
            multicast -> multicast.join(MEMBERSHIP.from("127.0.0.1")),
            multicast -> multicast.leave(MEMBERSHIP),
            multicast -> multicast.block(MEMBERSHIP, ip("127.0.0.1")));

    static Stream<Arguments> transportsAndCallers() {
        return Stream.of(Transport.values())
                .flatMap(transport -> Stream.of(Caller.values()).map(caller -> Arguments.of(transport, caller)));
    }

    @ParameterizedTest
    @MethodSource("transportsAndCallers")
    void theNextSocketOfThatNumberIsLeftAlone(Transport transport, Caller caller) throws Exception {
        Requirements.procfs();
        try (Loop loop = Loop.here(transport)) {
            Channel closed = Outcome.bound(
                    loop.bootstrap(null, new ChannelHandlerAdapter() {}).bind(0));
            int number = Transport.fd(closed);
            Multicast multicast = Multicast.of(closed);
            Outcome.of(multicast.set(IP_MULTICAST_TTL, 7)); // the number is known from now on
            assertThat(Kernel.sockopt(number, IPPROTO_IP, TTL)).isEqualTo(7);
            Outcome.of(multicast.join(MEMBERSHIP)); // for two, so that leaving one changes nothing in the kernel
            Outcome.of(multicast.join(MEMBERSHIP.on(InterfaceSelector.named("lo"))));
            close(closed, number);

            List<SelectableChannel> others = new ArrayList<>();
            try {
                openUntil(number, others);
                assertSameNumberIsAnother(number);
                for (Function<Multicast, Future<?>> call : CALLS) {
                    MulticastException failure =
                            Outcome.failureOf(caller.call(closed, () -> call.apply(multicast)), "");
                    assertThat(failure).hasCauseInstanceOf(ClosedChannelException.class);
                    assertThat(failure.hint()).isEqualTo("the channel is closed");
                }
                assertThat(Kernel.sockopt(number, IPPROTO_IP, TTL)).isEqualTo(55);
                assertThat(Kernel.here().users("lo", GROUP)).isZero();
            } finally {
                for (SelectableChannel other : others) {
                    other.close();
                }
            }
        }
    }

    /** io_uring and NIO let go of the descriptor some time after the future of the close. */
    private static void close(Channel channel, int number) {
        String socket = ProcSockets.target(number);
        assertThat(socket).startsWith("socket:");
        Outcome.of(channel.close());
        Eventually.await(
                Duration.ofSeconds(5),
                () -> !ProcSockets.target(number).equals(socket),
                () -> number + " is still " + socket);
    }

    /** The system gives out the lowest number that is free. */
    private static void openUntil(int number, List<SelectableChannel> others) throws IOException {
        while (others.size() < SOCKETS) {
            SelectableChannel other = JavaChannels.UDP_INET.open();
            others.add(other);
            if (JavaChannels.descriptor(other) == number) {
                return;
            }
        }
        throw new AssertionError("no new socket got the number " + number);
    }

    /** What a stale handle would do: the number alone leads to the other socket. */
    private static void assertSameNumberIsAnother(int number) {
        Platform platform = Platforms.current();
        SocketOptions options = new SocketOptions(platform.table(), platform.calls());
        assertThat(Kernel.sockopt(number, IPPROTO_IP, TTL)).isEqualTo(1);
        assertThat(options.set(number, platform.table().options().get(OptionKey.IP_MULTICAST_TTL), 55))
                .isZero();
        assertThat(Kernel.sockopt(number, IPPROTO_IP, TTL)).isEqualTo(55);
    }
}
