package io.multicast.netty;

import static java.net.StandardProtocolFamily.INET;

import io.multicast.netty.internal.network.JavaNetworkView;
import io.multicast.netty.internal.option.Errno;
import io.multicast.netty.internal.option.InterfaceNames;
import io.multicast.netty.internal.option.RecordingCalls;
import io.multicast.netty.internal.platform.Platform;
import io.multicast.netty.internal.platform.Tables;
import io.multicast.netty.testing.Loop;
import io.multicast.netty.testing.Transport;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerAdapter;
import java.time.Duration;

/** A registered NIO channel on a system that is not here: what it is told is kept, what it answers is made up. */
final class FakeSystem implements AutoCloseable {
    static final long HANDLE = 7;
    static final String ETH1 = "eth1";
    static final int ETH1_INDEX = 3;

    private static final InterfaceNames NAMES = new InterfaceNames() {
        @Override
        public int indexOf(String name) {
            return name.equals(ETH1) ? ETH1_INDEX : 0;
        }

        @Override
        public String nameOf(int index) {
            return index == ETH1_INDEX ? ETH1 : null;
        }
    };

    final RecordingCalls calls;
    final Multicast multicast;

    private final Loop loop = Loop.here(Transport.NIO);

    /** The socket speaks both families, or IPv4 alone. */
    FakeSystem(Tables system, boolean dualStack) {
        calls = system.calls();
        Platform platform = new Platform(
                system.table(), calls, NAMES, channel -> HANDLE, new JavaNetworkView(Duration.ofSeconds(1)));
        Channel channel = Outcome.bound(
                loop.bootstrap(INET, new ChannelHandlerAdapter() {}).register());
        multicast = Multicast.of(channel, new MulticastSystem(platform));
        learnFamily(dualStack);
    }

    private void learnFamily(boolean dualStack) {
        // an IPv4 socket refuses to tell IPV6_V6ONLY
        calls.fail(dualStack ? 0 : multicast.socket().table().errnos().number(Errno.ENOPROTOOPT));
        calls.answer(new byte[Integer.BYTES]);
        multicast.get(MulticastChannelOption.IP_TTL).awaitUninterruptibly();
        calls.fail(0);
        calls.calls().clear();
    }

    @Override
    public void close() {
        loop.close();
    }
}
