package io.multicast.discovery.mdns;

import io.multicast.discovery.dns.DnsMessage;
import io.multicast.discovery.dns.MalformedMessageException;
import io.multicast.discovery.mdns.protocol.LinkId;
import io.multicast.netty.MulticastPacket;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.lang.System.Logger.Level;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** Hands on what comes in. What is no DNS message is dropped: anybody can send it. */
final class PacketHandler extends SimpleChannelInboundHandler<MulticastPacket> {
    private static final System.Logger LOG = System.getLogger(PacketHandler.class.getName());

    private final @Nullable LinkId link;
    private final Receiver receiver;

    /** Takes messages. */
    interface Receiver {
        /** A message on a link, sent to the group or to this host alone. */
        void receive(LinkId link, InetSocketAddress source, boolean toGroup, DnsMessage message);

        /** For now there are no more. */
        void settle();
    }

    /** Of a channel for one link, or for all if it is null: then packets tell. */
    PacketHandler(@Nullable LinkId link, Receiver receiver) {
        this.link = link;
        this.receiver = receiver;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, MulticastPacket packet) {
        try {
            InetAddress source = packet.sender().getAddress();
            LinkId on = link != null ? link : new LinkId(packet.interfaceIndex(), source instanceof Inet6Address);
            boolean toGroup = packet.recipient().getAddress().isMulticastAddress();
            if (!packet.isTruncated()) {
                receiver.receive(on, packet.sender(), toGroup, DnsMessage.decode(packet.content()));
            }
        } catch (MalformedMessageException e) {
            LOG.log(Level.TRACE, "not a DNS message, from {0}: {1}", packet.sender(), e.getMessage());
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        receiver.settle();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.log(Level.WARNING, "multicast DNS goes on after a failure", cause);
    }
}
