package io.multicast.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multicast.netty.testing.Kernel;
import io.multicast.netty.testing.Loop;
import io.multicast.netty.testing.Requirements;
import io.multicast.netty.testing.Transport;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import java.lang.reflect.Field;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options through {@code Bootstrap.option} and {@code config()}, read back from the kernel by the test. */
@Timeout(60)
class PacketOptionTest {
    private Loop loop;

    @BeforeEach
    void open() {
        Requirements.procfs();
        loop = Loop.here(Transport.NIO);
    }

    @AfterEach
    void close() {
        loop.close();
    }

    private Bootstrap bootstrap(StandardProtocolFamily family) {
        return new Bootstrap()
                .group(loop.group())
                .channelFactory(() -> loop.closeWithThis(new MulticastDatagramChannel(family)))
                .handler(new ChannelInboundHandlerAdapter());
    }

    private Channel bind(Bootstrap bootstrap) throws InterruptedException {
        return loop.bind(bootstrap, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    private static int held(Channel channel, int level, int name) {
        return Kernel.sockopt(Transport.fd(channel), level, name);
    }

    @ParameterizedTest
    @CsvSource({
        "RECVPKTINFO, INET, 0, 8",
        "RECVHOPLIMIT, INET, 0, 12",
        "RECVTCLASS, INET, 0, 13",
        "SO_RXQ_OVFL, INET, 1, 40",
        "UDP_GRO, INET, 17, 104",
        "RECVPKTINFO, INET6, 41, 49",
        "RECVHOPLIMIT, INET6, 41, 51",
        "RECVHOPLIMIT, INET6, 0, 12",
        "RECVTCLASS, INET6, 41, 66",
        "RECVTCLASS, INET6, 0, 13"
    })
    void aFactIsAskedOfTheKernel(String option, StandardProtocolFamily family, int level, int name) throws Exception {
        MulticastChannelOption<Boolean> fact = option(option);
        Channel off = bind(bootstrap(family));
        assertThat(held(off, level, name)).isZero();
        assertThat(off.config().getOption(fact)).isFalse();
        Channel on = bind(bootstrap(family).option(fact, true));
        assertThat(held(on, level, name)).isEqualTo(1);
        assertThat(on.config().getOption(fact)).isTrue();
        assertThat(on.config().setOption(fact, false)).isTrue();
        assertThat(held(on, level, name)).isZero();
    }

    @SuppressWarnings("unchecked")
    private static MulticastChannelOption<Boolean> option(String name) throws ReflectiveOperationException {
        return (MulticastChannelOption<Boolean>)
                MulticastChannelOption.class.getField(name).get(null);
    }

    @Test
    void optionsOfBothKindsThroughBootstrap() throws Exception {
        NetworkInterface loopback = NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress());
        Channel ours = bind(bootstrap(StandardProtocolFamily.INET6)
                .option(MulticastChannelOption.IP_MULTICAST_TTL, 4)
                .option(MulticastChannelOption.IPV6_MULTICAST_HOPS, 5)
                .option(MulticastChannelOption.IPV6_MULTICAST_IF, MulticastInterface.of(loopback)));
        assertThat(held(ours, 0, 33)).isEqualTo(4);
        assertThat(held(ours, 41, 18)).isEqualTo(5);
        assertThat(held(ours, 41, 17)).isEqualTo(loopback.getIndex());
        Channel nettys = bind(bootstrap(StandardProtocolFamily.INET6)
                .option(ChannelOption.IP_MULTICAST_TTL, 9)
                .option(ChannelOption.IP_MULTICAST_LOOP_DISABLED, true)
                .option(ChannelOption.IP_MULTICAST_IF, loopback)
                .option(ChannelOption.IP_TOS, 0x20)
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_BROADCAST, true)
                .option(ChannelOption.SO_RCVBUF, 50_000)
                .option(ChannelOption.SO_SNDBUF, 40_000));
        assertThat(held(nettys, 0, 33)).isEqualTo(9);
        assertThat(held(nettys, 41, 18)).isEqualTo(9);
        assertThat(held(nettys, 0, 2)).as("the unicast TTL").isEqualTo(held(ours, 0, 2));
        assertThat(held(nettys, 0, 34)).isZero();
        assertThat(held(nettys, 41, 19)).isZero();
        assertThat(held(nettys, 41, 17)).isEqualTo(loopback.getIndex());
        assertThat(held(nettys, 0, 1)).isEqualTo(0x20);
        assertThat(held(nettys, 41, 67)).isEqualTo(0x20);
        assertThat(held(nettys, 1, 2)).isEqualTo(1);
        assertThat(held(nettys, 1, 6)).isEqualTo(1);
        assertThat(held(nettys, 1, 8)).isEqualTo(100_000);
        assertThat(held(nettys, 1, 7)).isEqualTo(80_000);
        assertThat(nettys.config().getOption(ChannelOption.IP_MULTICAST_TTL)).isEqualTo(9);
        assertThat(nettys.config().getOption(ChannelOption.IP_MULTICAST_LOOP_DISABLED))
                .isTrue();
        assertThat(nettys.config().getOption(ChannelOption.IP_MULTICAST_IF)).isEqualTo(loopback);
        assertThat(nettys.config().getOption(ChannelOption.IP_TOS)).isEqualTo(0x20);
        assertThat(nettys.config().getOptions()).containsKey(ChannelOption.IP_MULTICAST_ADDR);
    }

    @Test
    void aRefusedOptionFailsTheBind() throws Exception {
        ChannelFuture bind = new Bootstrap()
                .group(loop.group())
                .channelFactory(() -> new MulticastDatagramChannel(StandardProtocolFamily.INET)) // Netty closes it
                .handler(new ChannelInboundHandlerAdapter())
                .option(MulticastChannelOption.IPV6_MULTICAST_HOPS, 4)
                .bind(0);
        assertThat(bind.await(5000)).isTrue();
        assertThat(bind.cause()).isInstanceOf(MulticastException.class).hasMessageContaining("ENOPROTOOPT");
        assertThat(bind.channel().isOpen()).isFalse();
    }

    @Test
    void aFactThatAGuardGoesByCantBeTurnedOff() throws Exception {
        Channel channel =
                bind(bootstrap(StandardProtocolFamily.INET).option(MulticastChannelOption.ACCEPT_HOP_LIMIT, 255));
        assertThat(held(channel, 0, 12)).isEqualTo(1);
        assertThatThrownBy(() -> channel.config().setOption(MulticastChannelOption.RECVHOPLIMIT, false))
                .isInstanceOf(MulticastException.class)
                .hasMessageContaining("a guard goes by it");
        channel.config().setOption(MulticastChannelOption.ACCEPT_HOP_LIMIT, 0);
        channel.config().setOption(MulticastChannelOption.RECVHOPLIMIT, false);
        assertThat(held(channel, 0, 12)).isZero();
    }

    @Test
    void valuesAreCheckedWhereTheyAreWritten() {
        assertThatThrownBy(() -> MulticastChannelOption.ACCEPT_HOP_LIMIT.validate(256))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MulticastChannelOption.ACCEPT_HOP_LIMIT.validate(-1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        MulticastChannelOption.ACCEPT_INTERFACES.validate(Set.of(MulticastInterface.systemDefault())))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** On other channels none of them is supported, and all say so. */
    @Test
    void otherChannelsRefuseAll() throws Exception {
        Channel nio = loop.bind(loop.bootstrap(StandardProtocolFamily.INET, new ChannelInboundHandlerAdapter()), 0);
        MulticastDatagramChannel byJdk = loop.closeWithThis(
                new MulticastDatagramChannel(MulticastDatagramChannel.open(StandardProtocolFamily.INET), true, false));
        loop.group().register(byJdk).sync();
        Channel ours = bind(bootstrap(StandardProtocolFamily.INET));
        List<PacketOption<?>> options = new ArrayList<>();
        for (Field field : MulticastChannelOption.class.getFields()) {
            if (field.get(null) instanceof PacketOption<?> option) {
                assertThat(option.name()).isEqualTo(field.getName());
                options.add(option);
            }
        }
        assertThat(options).hasSize(8);
        for (PacketOption<?> option : options) {
            assertThat(Multicast.of(ours).isSupported(option)).isTrue();
            for (Channel other : List.of(nio, byJdk)) {
                assertThat(Multicast.of(other).isSupported(option)).isFalse();
                assertThat(Multicast.of(other).get(option).await().cause())
                        .isInstanceOf(MulticastException.class)
                        .hasMessageContaining("only a MulticastDatagramChannel on Linux");
            }
        }
    }
}
