package io.multicast.netty.packet;

import io.multicast.netty.MulticastDatagramChannel;
import io.multicast.netty.testing.Transport;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoopGroup;
import io.netty.testsuite.transport.TestsuitePermutation.BootstrapComboFactory;
import io.netty.testsuite.transport.TestsuitePermutation.BootstrapFactory;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.ProtocolFamily;
import java.util.ArrayList;
import java.util.List;

/** The channels that Netty's own datagram tests run on: ours against each, on both sides. */
final class Suite {
    private static final EventLoopGroup NIO = Transport.NIO.group(new DefaultThreadFactory("suite-nio", true));
    private static final EventLoopGroup EPOLL =
            Transport.EPOLL.isAvailable() ? Transport.EPOLL.group(new DefaultThreadFactory("suite-epoll", true)) : NIO;

    private Suite() {}

    static BootstrapFactory<Bootstrap> ours(ProtocolFamily family) {
        return () -> bootstrap(NIO, () -> new MulticastDatagramChannel(family));
    }

    private static BootstrapFactory<Bootstrap> netty(Transport transport, EventLoopGroup group, ProtocolFamily family) {
        return () -> bootstrap(group, transport.datagram(family)::newChannel);
    }

    private static Bootstrap bootstrap(EventLoopGroup group, ChannelFactory<Channel> factory) {
        return new Bootstrap().group(group).channelFactory(factory);
    }

    static List<BootstrapComboFactory<Bootstrap, Bootstrap>> combinations(ProtocolFamily family) {
        List<BootstrapFactory<Bootstrap>> others = new ArrayList<>();
        others.add(netty(Transport.NIO, NIO, family));
        if (Transport.EPOLL.isAvailable()) {
            others.add(netty(Transport.EPOLL, EPOLL, family));
        }
        BootstrapFactory<Bootstrap> ours = ours(family);
        List<BootstrapComboFactory<Bootstrap, Bootstrap>> all = new ArrayList<>();
        all.add(new Pair(ours, ours));
        others.forEach(other -> all.add(new Pair(ours, other)));
        others.forEach(other -> all.add(new Pair(other, ours)));
        return all;
    }

    private record Pair(BootstrapFactory<Bootstrap> server, BootstrapFactory<Bootstrap> client)
            implements BootstrapComboFactory<Bootstrap, Bootstrap> {
        @Override
        public Bootstrap newServerInstance() {
            return server.newInstance();
        }

        @Override
        public Bootstrap newClientInstance() {
            return client.newInstance();
        }
    }
}
