package io.multicast.netty.packet;

import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.MulticastChannelOption;
import io.multicast.netty.MulticastDatagramChannel;
import io.multicast.netty.child.ChildJvm;
import io.multicast.netty.testing.Loop;
import io.multicast.netty.testing.Requirements;
import io.multicast.netty.testing.Transport;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the packet channel's socket is like before anything was asked of it. */
class OpenedAsNettyDoesTest {
    /** The JDK leaves it on before version 25. */
    @Test
    void onlyOwnGroups() throws Exception {
        Requirements.procfs();
        Requirements.ipv6();
        try (Loop loop = Loop.here(Transport.NIO)) {
            MulticastDatagramChannel channel = (MulticastDatagramChannel) loop.bind(
                    new Bootstrap()
                            .group(loop.group())
                            .channelFactory(() -> loop.closeWithThis(new MulticastDatagramChannel()))
                            .handler(new ChannelInboundHandlerAdapter()),
                    0);
            assertThat(channel.config().getOption(MulticastChannelOption.raw(41, 29, 4))) // IPV6_MULTICAST_ALL
                    .containsOnly(0);
            assertThat(channel.config().getOption(MulticastChannelOption.raw(0, 49, 4))) // IP_MULTICAST_ALL
                    .containsOnly(0);
        }
    }

    /** With the first flag the wildcard of a port alone is that of IPv6. */
    @ParameterizedTest
    @CsvSource({"-Djava.net.preferIPv6Addresses=true", "-Djava.net.preferIPv4Stack=true", "-Dnone"})
    void anIpv4ChannelBindsToAPortAlone(String flag) {
        ChildJvm.Result result = ChildJvm.startedBy()
                .withNativeAccess()
                .with(flag)
                .withClassPath()
                .run(Port.class);
        assertThat(result.stdout().strip()).as(result.stderr()).isEqualTo("bound to 0.0.0.0");
    }

    /** Binds to a port alone. */
    static final class Port {
        private Port() {}

        @SuppressWarnings("deprecation") // of both versions of Netty
        public static void main(String[] args) throws Exception {
            EventLoopGroup group = new io.netty.channel.nio.NioEventLoopGroup(1);
            MulticastDatagramChannel channel = (MulticastDatagramChannel) new Bootstrap()
                    .group(group)
                    .channelFactory(() -> new MulticastDatagramChannel(StandardProtocolFamily.INET))
                    .handler(new ChannelInboundHandlerAdapter())
                    .bind(new InetSocketAddress(0))
                    .sync()
                    .channel();
            System.out.println("bound to " + channel.localAddress().getAddress().getHostAddress());
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS).await(5, TimeUnit.SECONDS);
        }
    }
}
