package io.multicast.discovery.mdns;

import static io.multicast.netty.MulticastChannelOption.IPV6_MULTICAST_ALL;
import static io.multicast.netty.MulticastChannelOption.IPV6_MULTICAST_HOPS;
import static io.multicast.netty.MulticastChannelOption.IPV6_UNICAST_HOPS;
import static io.multicast.netty.MulticastChannelOption.IP_MULTICAST_IF;
import static io.multicast.netty.MulticastChannelOption.IP_MULTICAST_TTL;
import static io.multicast.netty.MulticastChannelOption.IP_TTL;
import static io.multicast.netty.MulticastChannelOption.MEMBERSHIPS;
import static io.multicast.netty.MulticastChannelOption.RECVPKTINFO;

import io.multicast.discovery.mdns.protocol.HostInterface;
import io.multicast.discovery.mdns.protocol.LinkId;
import io.multicast.discovery.mdns.protocol.LocalAddress;
import io.multicast.netty.Membership;
import io.multicast.netty.MulticastChannelOption;
import io.multicast.netty.MulticastDatagramChannel;
import io.multicast.netty.MulticastInterface;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Opens the sockets, each with what its place asks for. */
final class SocketOpener {
    /** RFC 6762, section 11: packets say by it that no router has forwarded them. */
    private static final int TTL = 255;
    /** RFC 6762, section 17: no packet is longer. */
    private static final int LONGEST = 9000;

    private static final int RECEIVE_BUFFER = 1 << 20;
    private static final String OS = System.getProperty("os.name");
    /** Linux: SOL_SOCKET, SO_REUSEPORT. */
    private static final MulticastChannelOption<byte[]> SO_REUSEPORT = MulticastChannelOption.raw(1, 15, Integer.BYTES);

    private static final byte[] ON = ByteBuffer.allocate(Integer.BYTES)
            .order(ByteOrder.nativeOrder())
            .putInt(1)
            .array();

    private final EventLoop loop;
    private final HandlerFactory handlers;
    private final boolean sharesIpv4;

    /** Makes the handlers of the channels. */
    @FunctionalInterface
    interface HandlerFactory {
        /** For a channel of that link, or of all links if it is null. */
        ChannelHandler create(@Nullable LinkId link);
    }

    SocketOpener(EventLoop loop, HandlerFactory handlers) {
        this.loop = loop;
        this.handlers = handlers;
        sharesIpv4 = OS.equals("Linux");
    }

    /** Whether one socket does for IPv4 on all interfaces: each packet tells its own. */
    boolean sharesIpv4() {
        return sharesIpv4;
    }

    private static boolean isWindows() {
        return OS.startsWith("Windows");
    }

    /** Whether another responder of this host has the port: then unicast is left to it. To be asked before a socket is opened. */
    static boolean isPortTaken() {
        try (DatagramSocket probe = new DatagramSocket(null)) {
            probe.setReuseAddress(false);
            probe.bind(new InetSocketAddress(Groups.PORT));
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** Opens the socket of a link, or, if it is null, that for IPv4 on all interfaces. */
    Future<Channel> open(@Nullable LinkId link, HostInterface on) {
        boolean ipv6 = link != null && link.ipv6();
        Bootstrap bootstrap = bootstrap(ipv6 ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET)
                .handler(handlers.create(link));
        if (ipv6) {
            bootstrap.option(IPV6_MULTICAST_HOPS, TTL).option(IPV6_UNICAST_HOPS, TTL);
        } else {
            bootstrap.option(IP_MULTICAST_TTL, TTL).option(IP_TTL, TTL);
        }
        InetSocketAddress group = Groups.of(link == null ? new LinkId(0, false) : link);
        if (link != null) {
            MulticastInterface place = MulticastInterface.of(link.interfaceIndex());
            bootstrap.option(
                    MEMBERSHIPS, Set.of(Membership.of(group.getAddress()).on(place)));
            if (!ipv6) {
                bootstrap.option(IP_MULTICAST_IF, place);
            }
        }
        return channel(bootstrap.bind(link != null && isWindows() ? own(link, on) : group));
    }

    /** Windows binds to no group. */
    private static InetSocketAddress own(LinkId link, HostInterface on) {
        return on.addresses().stream()
                .map(LocalAddress::address)
                .filter(address -> address instanceof Inet6Address == link.ipv6())
                .findFirst()
                .map(address -> new InetSocketAddress(address, Groups.PORT))
                .orElseThrow();
    }

    /** Opens the socket for unicast to this host. */
    Future<Channel> openUnicast(ChannelHandler handler) {
        return channel(bootstrap(null)
                .handler(handler)
                .option(SO_REUSEPORT, ON)
                .option(IPV6_MULTICAST_ALL, false)
                .bind(Groups.PORT));
    }

    private Bootstrap bootstrap(@Nullable ProtocolFamily family) {
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channelFactory(() -> new MulticastDatagramChannel(family))
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_RCVBUF, RECEIVE_BUFFER)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(LONGEST));
        return sharesIpv4 ? bootstrap.option(RECVPKTINFO, true) : bootstrap;
    }

    private Future<Channel> channel(ChannelFuture bound) {
        Promise<Channel> promise = loop.newPromise();
        bound.addListener(done -> {
            if (done.isSuccess()) {
                promise.setSuccess(bound.channel());
            } else {
                promise.setFailure(done.cause());
            }
        });
        return promise;
    }
}
