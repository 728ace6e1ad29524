package io.multicast.netty.benchmarks.suite;

import io.multicast.netty.Membership;
import io.multicast.netty.Multicast;
import io.multicast.netty.benchmarks.suite.Contender.CannotException;
import io.multicast.netty.internal.option.MembershipCall;
import io.multicast.netty.internal.option.SocketOptions;
import io.multicast.netty.internal.platform.Platform;
import io.multicast.netty.internal.platform.Platforms;
import io.netty.channel.ChannelFuture;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.unix.UnixChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.nio.channels.MembershipKey;
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
        return new InJvm(name, on) {
            private final Membership extra = membership(Groups.EXTRA);
            private final Membership filtered = membership(Groups.FILTERED);
            private @Nullable Multicast multicast;

            private Membership membership(InetAddress group) {
                return Membership.of(group).on(networkInterface);
            }

            private Membership known(InetAddress group) {
                return group == Groups.EXTRA ? extra : group == Groups.FILTERED ? filtered : membership(group);
            }

            @Override
            void open() throws Exception {
                if (multicast != null) {
                    multicast.channel().close().sync();
                }
                multicast = Multicast.of(channels.bind());
            }

            @Override
            void join(InetAddress group) throws Exception {
                require(multicast.join(known(group)));
            }

            @Override
            void leave(InetAddress group) throws Exception {
                require(multicast.leave(known(group)));
            }

            @Override
            void block() throws Exception {
                require(multicast.block(filtered, Groups.SOURCE));
            }

            @Override
            void unblock() throws Exception {
                require(multicast.unblock(filtered, Groups.SOURCE));
            }
        };
    }

    /** The native call alone, without books. */
    static Holder calls(String name, Channels on, NetworkInterface networkInterface) {
        Platform platform = Platforms.current();
        int index = networkInterface.getIndex();
        return new InJvm(name, on) {
            private final SocketOptions options = new SocketOptions(platform.table(), platform.calls());
            private io.netty.channel.@Nullable Channel channel;
            private int socket;

            @Override
            void open() throws Exception {
                if (channel != null) {
                    channel.close().sync();
                }
                channel = channels.bind();
                socket = ((UnixChannel) channel).fd().intValue();
            }

            @Override
            void join(InetAddress group) {
                require(options.group(socket, MembershipCall.JOIN_GROUP, index, group));
            }

            @Override
            void leave(InetAddress group) {
                require(options.group(socket, MembershipCall.LEAVE_GROUP, index, group));
            }

            @Override
            void block() {
                require(options.source(socket, MembershipCall.BLOCK_SOURCE, index, Groups.FILTERED, Groups.SOURCE));
            }

            @Override
            void unblock() {
                require(options.source(socket, MembershipCall.UNBLOCK_SOURCE, index, Groups.FILTERED, Groups.SOURCE));
            }
        };
    }

    /** Netty's own joinGroup. */
    static Holder netty(Channels on, NetworkInterface networkInterface) {
        return new InJvm(on.transport(), on) {
            private @Nullable DatagramChannel channel;

            @Override
            void open() throws Exception {
                if (channel != null) {
                    channel.close().sync();
                }
                channel = (DatagramChannel) channels.bind();
            }

            @Override
            void join(InetAddress group) throws Exception {
                require(channel.joinGroup(new InetSocketAddress(group, 0), networkInterface));
            }

            @Override
            void leave(InetAddress group) throws Exception {
                require(channel.leaveGroup(new InetSocketAddress(group, 0), networkInterface));
            }

            @Override
            void block() throws Exception {
                require(channel.block(Groups.FILTERED, networkInterface, Groups.SOURCE));
            }

            @Override
            void unblock() throws Exception {
                throw new CannotException("has no unblock");
            }
        };
    }

    /** The JDK's channel. */
    static Holder nio(Channels on, NetworkInterface networkInterface) {
        return new InJvm("JDK NIO", on) {
            private java.nio.channels.@Nullable DatagramChannel channel;
            private @Nullable MembershipKey last;

            @Override
            void open() throws Exception {
                if (channel != null) {
                    channel.close();
                }
                channel = java.nio.channels.DatagramChannel.open(StandardProtocolFamily.INET);
            }

            @Override
            void join(InetAddress group) throws Exception {
                last = channel.join(group, networkInterface);
            }

            @Override
            void leave(InetAddress group) {
                last.drop();
            }

            @Override
            void block() throws Exception {
                last.block(Groups.SOURCE);
            }

            @Override
            void unblock() {
                last.unblock(Groups.SOURCE);
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
