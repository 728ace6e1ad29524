package io.multicast.netty;

import io.multicast.netty.internal.option.SocketCalls;
import io.multicast.netty.internal.option.SystemTable;
import io.multicast.netty.internal.platform.Platform;
import io.multicast.netty.internal.platform.Platforms;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Linux as it is, for one channel, with a note of each option that is set: its number, and whether the socket was bound by
 * then. May claim that memberships must follow the bind, which Linux does not mind.
 */
final class NotedLinux {
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final MulticastSystem system;
    private volatile Channel channel;

    NotedLinux(boolean joinAfterBind) {
        Platform linux = Platforms.current();
        system = new MulticastSystem(new Platform(
                with(joinAfterBind, linux.table()),
                noting(linux.calls()),
                linux.names(),
                linux.javaChannels(),
                linux.network()));
    }

    private static SystemTable with(boolean joinAfterBind, SystemTable table) {
        return new SystemTable(
                table.system(),
                table.options(),
                table.calls(),
                table.layout(),
                table.errnos(),
                table.answers(),
                table.limits(),
                joinAfterBind,
                table.groupTables(),
                table.older(),
                table.tie());
    }

    /** Such as "42 bound" or "33 unbound". */
    List<String> calls() {
        return List.copyOf(calls);
    }

    /** The multicast side of a channel that has none yet. */
    Multicast of(Channel newChannel) {
        channel = newChannel;
        return Multicast.of(newChannel, system);
    }

    /** Has a channel started on this system. */
    ChannelHandler around(MulticastInitializer initializer) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel created) {
                of(created);
                created.pipeline().addAfter(created.pipeline().context(this).name(), null, initializer);
            }
        };
    }

    private SocketCalls noting(SocketCalls real) {
        return new SocketCalls() {
            @Override
            public int setsockopt(long socket, int level, int name, long address, int length) {
                calls.add(name + (channel.isActive() ? " bound" : " unbound"));
                return real.setsockopt(socket, level, name, address, length);
            }

            @Override
            public int getsockopt(long socket, int level, int name, long address, long lengthAddress) {
                return real.getsockopt(socket, level, name, address, lengthAddress);
            }

            @Override
            public long addressOf(ByteBuffer direct) {
                return real.addressOf(direct);
            }

            @Override
            public int handleSize() {
                return real.handleSize();
            }
        };
    }
}
