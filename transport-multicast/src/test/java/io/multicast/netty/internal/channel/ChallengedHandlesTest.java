package io.multicast.netty.internal.channel;

import static io.multicast.netty.testing.SocketOptions.IPPROTO_IP;
import static io.multicast.netty.testing.SocketOptions.IPPROTO_IPV6;
import static io.multicast.netty.testing.SocketOptions.IPV6_MULTICAST_HOPS;
import static io.multicast.netty.testing.SocketOptions.IP_MULTICAST_TTL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multicast.netty.internal.option.OptionKey;
import io.multicast.netty.internal.option.SocketOptions;
import io.multicast.netty.internal.platform.Platform;
import io.multicast.netty.internal.platform.Platforms;
import io.multicast.netty.testing.Kernel;
import io.multicast.netty.testing.Requirements;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectableChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The way by public API alone finds the descriptor that /proc shows, and leaves no trace. */
class ChallengedHandlesTest {
    private ChallengedHandles handles;

    @BeforeEach
    void bind() {
        Requirements.procfs();
        handles = new ChallengedHandles(Platforms.current());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = "UDP.*")
    void findsWhatProcShows(JavaChannels kind) throws IOException {
        try (SelectableChannel other = kind.open();
                SelectableChannel channel = kind.open()) {
            assertThat(handles.handleOf(channel)).isEqualTo(JavaChannels.descriptor(channel));
            assertThat(handles.handleOf(other)).isEqualTo(JavaChannels.descriptor(other));
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = "UDP.*")
    void putsTheTtlBack(JavaChannels kind) throws IOException {
        for (int ttl : new int[] {0, 1, 7, 155, 202, 255}) { // also those that a step leads over 255
            try (SelectableChannel channel = kind.open()) {
                int descriptor = JavaChannels.descriptor(channel);
                ((DatagramChannel) channel).setOption(StandardSocketOptions.IP_MULTICAST_TTL, ttl);
                assertThat(handles.handleOf(channel)).isEqualTo(descriptor);
                assertThat(Kernel.sockopt(descriptor, IPPROTO_IP, IP_MULTICAST_TTL))
                        .isEqualTo(ttl);
            }
        }
    }

    /** The JDK sets both on such a socket, and reads one. */
    @Test
    void putsTtlAndHopLimitBackWhereTheyDiffer() throws IOException {
        Requirements.ipv6();
        Platform platform = Platforms.current();
        SocketOptions options = new SocketOptions(platform.table(), platform.calls());
        try (SelectableChannel channel = JavaChannels.UDP_DEFAULT.open()) {
            int descriptor = JavaChannels.descriptor(channel);
            options.set(descriptor, platform.table().options().get(OptionKey.IP_MULTICAST_TTL), 8);
            options.set(descriptor, platform.table().options().get(OptionKey.IPV6_MULTICAST_HOPS), 3);
            assertThat(handles.handleOf(channel)).isEqualTo(descriptor);
            assertThat(Kernel.sockopt(descriptor, IPPROTO_IP, IP_MULTICAST_TTL)).isEqualTo(8);
            assertThat(Kernel.sockopt(descriptor, IPPROTO_IPV6, IPV6_MULTICAST_HOPS))
                    .isEqualTo(3);
        }
    }

    /** Sockets that hold a value of the challenge by chance are told apart by the values that follow. */
    @Test
    void isNotMisledByOthers() throws IOException {
        List<DatagramChannel> others = new ArrayList<>();
        try (SelectableChannel channel = JavaChannels.UDP_INET.open()) {
            for (int ttl = 0; ttl < 256; ttl++) {
                others.add(DatagramChannel.open().setOption(StandardSocketOptions.IP_MULTICAST_TTL, ttl));
            }
            assertThat(handles.handleOf(channel)).isEqualTo(JavaChannels.descriptor(channel));
        } finally {
            for (DatagramChannel other : others) {
                other.close();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = "TCP.*")
    void refusesTcp(JavaChannels kind) throws IOException {
        try (SelectableChannel channel = kind.open()) {
            assertThatThrownBy(() -> handles.handleOf(channel))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("SocketChannelImpl can't be found");
        }
    }

    @Test
    void refusesAChannelWithoutASocketBehindIt() throws IOException {
        try (DatagramChannel foreign = new ForeignProvider(false).openDatagramChannel()) {
            assertThatThrownBy(() -> handles.handleOf(foreign))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("0 descriptors of this process answer");
        }
    }

    @Test
    void findsTheSocketBehindAForeignChannel() throws IOException {
        try (DatagramChannel foreign = new ForeignProvider(true).openDatagramChannel()) {
            foreign.bind(null);
            assertThat(handles.handleOf(foreign)).isEqualTo(JavaChannels.descriptor(foreign));
        }
    }

    @Test
    void refusesAClosedChannel() throws IOException {
        SelectableChannel channel = JavaChannels.UDP_INET.open();
        channel.close();
        assertThatThrownBy(() -> handles.handleOf(channel)).isInstanceOf(UnsupportedOperationException.class);
    }
}
