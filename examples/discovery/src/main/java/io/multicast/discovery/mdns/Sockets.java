package io.multicast.discovery.mdns;

import io.multicast.discovery.dns.DnsMessage;
import io.multicast.discovery.mdns.protocol.HostInterface;
import io.multicast.discovery.mdns.protocol.LinkId;
import io.multicast.netty.Membership;
import io.multicast.netty.Multicast;
import io.multicast.netty.MulticastInterface;
import io.multicast.netty.MulticastPacket;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The sockets, all bound to port 5353 beside those of other responders. Where packets tell their interface (Linux): one for
 * IPv4, bound to the group and joined on each interface, and one for each interface's IPv6, bound to the group on it; so unicast
 * to the port stays with a system's responder, and one more socket takes it where there is none. Elsewhere one for each
 * interface and family. Used on the event loop only.
 */
final class Sockets {
    private static final System.Logger LOG = System.getLogger(Sockets.class.getName());
    private static final LinkId NO_LINK = new LinkId(0, false);

    private final SocketOpener opener;
    private final Runnable changed;
    private final Map<LinkId, Channel> channels = new HashMap<>();
    private final Set<Integer> joined = new HashSet<>();
    private final Set<LinkId> opening = new HashSet<>();
    private Map<LinkId, HostInterface> wanted = Map.of();

    /** Runs {@code changed} when a socket has become ready, later than {@link #update}. */
    Sockets(SocketOpener opener, Runnable changed) {
        this.opener = opener;
        this.changed = changed;
    }

    /** Opens and closes what those interfaces make necessary. */
    void update(List<HostInterface> interfaces) {
        Map<LinkId, HostInterface> next = new HashMap<>();
        interfaces.forEach(on -> on.links().forEach(link -> next.put(link, on)));
        wanted = next;
        List.copyOf(channels.keySet()).stream()
                .filter(link -> !link.equals(NO_LINK) && !next.containsKey(link))
                .forEach(this::close);
        Set.copyOf(joined).stream()
                .filter(index -> !next.containsKey(new LinkId(index, false)))
                .forEach(this::leave);
        next.forEach(this::open);
    }

    /** The links that can be used now. */
    Map<LinkId, HostInterface> ready() {
        return wanted.entrySet().stream()
                .filter(entry -> isReady(entry.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private boolean isReady(LinkId link) {
        Channel channel = channels.get(place(link));
        return channel != null && channel.isActive() && (!isShared(link) || joined.contains(link.interfaceIndex()));
    }

    private boolean isShared(LinkId link) {
        return opener.sharesIpv4() && !link.ipv6();
    }

    private LinkId place(LinkId link) {
        return isShared(link) ? NO_LINK : link;
    }

    private void open(LinkId link, HostInterface on) {
        LinkId place = place(link);
        Channel channel = channels.get(place);
        if (channel != null) {
            if (isShared(link)) {
                join(channel, link.interfaceIndex());
            }
        } else if (opening.add(place)) {
            opener.open(isShared(link) ? null : link, on).addListener(future -> {
                opening.remove(place);
                if (future.isSuccess()) {
                    opened(place, (Channel) future.getNow());
                } else {
                    LOG.log(
                            Level.WARNING,
                            "no multicast DNS on " + on.name() + ": "
                                    + future.cause().getMessage());
                }
            });
        }
    }

    private void opened(LinkId place, Channel channel) {
        channels.put(place, channel);
        channel.closeFuture().addListener(closed -> channels.remove(place, channel));
        if (place.equals(NO_LINK)) {
            wanted.keySet().stream().filter(this::isShared).forEach(link -> join(channel, link.interfaceIndex()));
        } else if (!wanted.containsKey(place)) {
            channel.close();
        }
        changed.run();
    }

    private void join(Channel channel, int index) {
        if (joined.add(index)) {
            Multicast.of(channel).join(membership(index)).addListener(join -> {
                if (!join.isSuccess()) {
                    joined.remove(index);
                    LOG.log(
                            Level.WARNING,
                            "no multicast DNS over IPv4: " + join.cause().getMessage());
                }
            });
        }
    }

    private void leave(int index) {
        joined.remove(index);
        Channel channel = channels.get(NO_LINK);
        if (channel != null) {
            Multicast.of(channel)
                    .leave(membership(index)); // fails if the interface is gone, and the membership with it
        }
    }

    private static Membership membership(int index) {
        return Membership.of(Groups.IPV4).on(MulticastInterface.of(index));
    }

    private void close(LinkId link) {
        Channel channel = channels.remove(link);
        if (channel != null) {
            channel.close();
        }
    }

    /** The interface was deleted and is there again: what was bound to it is dead. */
    void forget(int index) {
        close(new LinkId(index, true));
        close(new LinkId(index, false));
        leave(index);
    }

    /** Sends a message. */
    void send(LinkId link, DnsMessage message, @Nullable InetSocketAddress recipient) {
        Channel channel = channels.get(place(link));
        HostInterface on = wanted.get(link);
        if (channel == null || on == null || !channel.isActive()) {
            return;
        }
        InetSocketAddress to = recipient == null ? Groups.of(link) : recipient;
        boolean legacy = message.isResponse() && !message.questions().isEmpty(); // only those repeat the question
        ByteBuf content = legacy ? message.encodeForUnicast(channel.alloc()) : message.encode(channel.alloc());
        MulticastPacket packet = new MulticastPacket(content, to);
        channel.writeAndFlush(
                        isShared(link) ? packet.withInterface(on.index()).withSource(Groups.source(on, to)) : packet)
                .addListener(sent -> {
                    if (!sent.isSuccess()) {
                        LOG.log(Level.DEBUG, "not sent on " + on.name(), sent.cause());
                    }
                });
    }

    void close() {
        wanted = Map.of();
        Multicast.closeAll(List.copyOf(channels.values()));
    }
}
