package io.multicast.netty.benchmarks.suite;

import io.multicast.netty.Membership;
import io.multicast.netty.Multicast;
import io.multicast.netty.benchmarks.suite.Contender.CannotException;
import io.multicast.netty.internal.option.MembershipCall;
import io.multicast.netty.internal.option.SocketOptions;
import io.multicast.netty.internal.platform.Platform;
import io.multicast.netty.internal.platform.Platforms;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.unix.UnixChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.nio.channels.MembershipKey;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The ways to join groups that are compared. */
final class Holders {
    private Holders() {}

    static Holder peer(String name, Peer peer) {
        return new Holder() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public void hold(int groups) throws CannotException {
                peer.ask("hold " + groups);
            }

            @Override
            public Contender pair() {
                return peer.contender(name, "pair");
            }

            @Override
            public Contender change() {
                return peer.contender(name, "source");
            }
        };
    }

    /** The public API. */
    static Holder multicast(String name, Channels on, NetworkInterface networkInterface) {
        return new InJvm<Multicast>(name, on) {
            private final Membership extra = membership(Groups.EXTRA);
            private final Membership filtered = membership(Groups.FILTERED);

            private Membership membership(InetAddress group) {
                return Membership.of(group).on(networkInterface);
            }

            private Membership known(InetAddress group) {
                return group.equals(Groups.EXTRA)
                        ? extra
                        : group.equals(Groups.FILTERED) ? filtered : membership(group);
            }

            @Override
            Multicast open() throws Exception {
                return Multicast.of(channels.bind());
            }

            @Override
            void close(Multicast multicast) throws Exception {
                multicast.channel().close().sync();
            }

            @Override
            void join(Multicast multicast, InetAddress group) throws Exception {
                require(multicast.join(known(group)));
            }

            @Override
            void leave(Multicast multicast, InetAddress group) throws Exception {
                require(multicast.leave(known(group)));
            }

            @Override
            void block(Multicast multicast) throws Exception {
                require(multicast.block(filtered, Groups.SOURCE));
            }

            @Override
            void unblock(Multicast multicast) throws Exception {
                require(multicast.unblock(filtered, Groups.SOURCE));
            }
        };
    }

    private record Descriptor(Channel channel, int number) {}

    /** The native call alone, without books. */
    static Holder calls(String name, Channels on, NetworkInterface networkInterface) {
        Platform platform = Platforms.current();
        int index = networkInterface.getIndex();
        return new InJvm<Descriptor>(name, on) {
            private final SocketOptions options = new SocketOptions(platform.table(), platform.calls());

            @Override
            Descriptor open() throws Exception {
                Channel channel = channels.bind();
                return new Descriptor(channel, ((UnixChannel) channel).fd().intValue());
            }

            @Override
            void close(Descriptor socket) throws Exception {
                socket.channel.close().sync();
            }

            @Override
            void join(Descriptor socket, InetAddress group) {
                require(options.group(socket.number, MembershipCall.JOIN_GROUP, index, group));
            }

            @Override
            void leave(Descriptor socket, InetAddress group) {
                require(options.group(socket.number, MembershipCall.LEAVE_GROUP, index, group));
            }

            @Override
            void block(Descriptor socket) {
                change(socket, MembershipCall.BLOCK_SOURCE);
            }

            @Override
            void unblock(Descriptor socket) {
                change(socket, MembershipCall.UNBLOCK_SOURCE);
            }

            private void change(Descriptor socket, MembershipCall call) {
                require(options.source(socket.number, call, index, Groups.FILTERED, Groups.SOURCE));
            }
        };
    }

    /** Netty's own joinGroup. */
    static Holder netty(Channels on, NetworkInterface networkInterface) {
        return new InJvm<DatagramChannel>(on.transport(), on) {
            @Override
            DatagramChannel open() throws Exception {
                return (DatagramChannel) channels.bind();
            }

            @Override
            void close(DatagramChannel channel) throws Exception {
                channel.close().sync();
            }

            @Override
            void join(DatagramChannel channel, InetAddress group) throws Exception {
                require(channel.joinGroup(new InetSocketAddress(group, 0), networkInterface));
            }

            @Override
            void leave(DatagramChannel channel, InetAddress group) throws Exception {
                require(channel.leaveGroup(new InetSocketAddress(group, 0), networkInterface));
            }

            @Override
            void block(DatagramChannel channel) throws Exception {
                require(channel.block(Groups.FILTERED, networkInterface, Groups.SOURCE));
            }

            @Override
            void unblock(DatagramChannel channel) throws Exception {
                throw new CannotException("has no unblock");
            }
        };
    }

    /** The JDK's channel, with the key of what it joined last. */
    private static final class Keyed {
        final java.nio.channels.DatagramChannel channel;
        private @Nullable MembershipKey last;

        Keyed(java.nio.channels.DatagramChannel channel) {
            this.channel = channel;
        }

        MembershipKey last() {
            return Objects.requireNonNull(last, "nothing is joined yet");
        }
    }

    /** The JDK's channel. */
    static Holder nio(Channels on, NetworkInterface networkInterface) {
        return new InJvm<Keyed>("JDK NIO", on) {
            @Override
            Keyed open() throws Exception {
                return new Keyed(java.nio.channels.DatagramChannel.open(StandardProtocolFamily.INET));
            }

            @Override
            void close(Keyed socket) throws Exception {
                socket.channel.close();
            }

            @Override
            void join(Keyed socket, InetAddress group) throws Exception {
                socket.last = socket.channel.join(group, networkInterface);
            }

            @Override
            void leave(Keyed socket, InetAddress group) {
                socket.last().drop();
            }

            @Override
            void block(Keyed socket) throws Exception {
                socket.last().block(Groups.SOURCE);
            }

            @Override
            void unblock(Keyed socket) {
                socket.last().unblock(Groups.SOURCE);
            }
        };
    }

    private static void require(ChannelFuture future) throws CannotException {
        if (!future.isSuccess()) {
            throw new CannotException(
                    future.cause() == null
                            ? "no answer"
                            : String.valueOf(future.cause().getMessage()));
        }
    }

    private static void require(int errno) {
        if (errno != 0) {
            throw new IllegalStateException("errno " + errno);
        }
    }
}
