package windows;

import static io.multicast.netty.MulticastChannelOption.MEMBERSHIPS;

import io.multicast.netty.InterfaceSelector;
import io.multicast.netty.Membership;
import io.multicast.netty.Multicast;
import io.multicast.netty.MulticastInitializer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import windows.Place.Kind;
import windows.Place.Speaks;

/** Joins, leaves, sources and blocks: what Linux holds beneath, and which datagrams come from the far side of the link. */
final class MembershipChecks {
    private final Report report;
    private final Place place;
    private final boolean hasIpv6Sources;

    /** A family, as the checks need it. */
    private enum Addresses {
        IPV4("239.7.7.", "10.79.0.2", "10.79.0.3"),
        IPV6("ff15::7:", "fd79::2", "fd79::3");

        private final String groups;
        private final String sender;
        private final String another;

        Addresses(String groups, String sender, String another) {
            this.groups = groups;
            this.sender = sender;
            this.another = another;
        }
    }

    private static final class Heard extends SimpleChannelInboundHandler<DatagramPacket> {
        private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();

        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
            texts.add(packet.content().toString(StandardCharsets.UTF_8));
        }
    }

    MembershipChecks(Report report, Place place, boolean hasIpv6Sources) {
        this.report = report;
        this.place = place;
        this.hasIpv6Sources = hasIpv6Sources;
    }

    void run() throws Exception {
        for (Kind kind : Kind.values()) {
            run(kind, Speaks.IPV4, Addresses.IPV4);
            run(kind, Speaks.DUAL, Addresses.IPV4);
            run(kind, Speaks.DUAL, Addresses.IPV6);
        }
    }

    private void run(Kind kind, Speaks speaks, Addresses family) throws Exception {
        String name = family + " on " + kind + ' ' + speaks + ", ";
        NetworkInterface link = NetworkInterface.getByIndex(place.index);
        String group = family.groups + "1";
        joined(name + "by index", kind, speaks, group, Membership.of(group).on(place.index));
        joined(name + "by name", kind, speaks, group, Membership.of(group).on(link.getName()));
        joined(
                name + "by NetworkInterface",
                kind,
                speaks,
                group,
                Membership.of(group).on(link));
        joined(name + "the system's default", kind, speaks, group, Membership.of(group));
        report.check("joins", name + "all usable", () -> {
            Multicast multicast = place.multicast(kind, speaks);
            Place.done(multicast.join(Membership.of(group).on(InterfaceSelector.usable())));
            place.here.isMember(Place.LINK, group);
            place.here.isMember(Place.OTHER_LINK, group);
            Place.done(multicast.leave(Membership.of(group).on(InterfaceSelector.usable())));
            place.here.isNoMember(Place.LINK, group);
            place.here.isNoMember(Place.OTHER_LINK, group);
        });
        report.check("joins", name + "until closed", () -> {
            Multicast multicast = place.multicast(kind, speaks);
            Place.done(multicast.join(Membership.of(group).on(place.index)));
            place.here.isMember(Place.LINK, group);
            Place.done(multicast.channel().close());
            place.here.isNoMember(Place.LINK, group);
        });
        report.check("traffic", name + "join and leave", () -> anySource(kind, speaks, family));
        if (family == Addresses.IPV4 || hasIpv6Sources) {
            report.check("traffic", name + "block and unblock", () -> blocks(kind, speaks, family));
            report.check("traffic", name + "sources", () -> sources(kind, speaks, family));
        } else {
            report.skip("traffic", "a Winsock without MCAST_* has no IPv6 sources", 2);
        }
        place.closeChannels();
    }

    private void joined(String name, Kind kind, Speaks speaks, String group, Membership membership) {
        report.check("joins", name, () -> {
            MulticastInitializer initializer =
                    MulticastInitializer.builder().join(membership).build();
            Multicast multicast = Multicast.of(place.bound(kind, speaks, initializer));
            place.here.isMember(Place.LINK, group);
            Place.done(multicast.join(membership)); // twice is no error
            Report.same(1, multicast.memberships().size());
            Place.done(multicast.leave(membership));
            place.here.isNoMember(Place.LINK, group);
            Failures.expect(multicast.leave(membership));
            Report.same(Set.of(), multicast.memberships());
        });
        place.closeChannels();
    }

    private void anySource(Kind kind, Speaks speaks, Addresses family) throws Exception {
        Membership membership = Membership.of(family.groups + "2").on(place.index);
        Channel channel = place.bound(kind, speaks, new Heard());
        Place.done(Multicast.of(channel).join(Membership.of(family.groups + "5").on(place.index)));
        hears(channel, family, membership);
        Place.done(Multicast.of(channel).join(membership));
        hears(channel, family, membership, family.sender, family.another);
        Place.done(Multicast.of(channel).leave(membership));
        hears(channel, family, membership);
    }

    private void blocks(Kind kind, Speaks speaks, Addresses family) throws Exception {
        Membership membership = Membership.of(family.groups + "3").on(place.index);
        InetAddress sender = InetAddress.getByName(family.sender);
        Channel channel = place.bound(kind, speaks, new Heard());
        Multicast multicast = Multicast.of(channel);
        Place.done(multicast.join(membership));
        Place.done(multicast.block(membership, sender));
        place.here.hasFilter(Place.LINK, filter(membership, family.sender, "exclude"));
        hears(channel, family, membership, family.another);
        Failures.expect(multicast.join(membership.from(family.another)));
        Place.done(multicast.unblock(membership, sender));
        hears(channel, family, membership, family.sender, family.another);
        Failures.expect(multicast.unblock(membership, sender));
    }

    private void sources(Kind kind, Speaks speaks, Addresses family) throws Exception {
        Membership group = Membership.of(family.groups + "4").on(place.index);
        Channel channel = place.bound(kind, speaks, new Heard());
        Multicast multicast = Multicast.of(channel);
        Place.done(multicast.join(group.from(family.sender)));
        place.here.hasFilter(Place.LINK, filter(group, family.sender, "include"));
        hears(channel, family, group, family.sender);
        Place.done(multicast.join(group.from(family.another)));
        hears(channel, family, group, family.sender, family.another);
        Place.done(multicast.leave(group.from(family.sender)));
        hears(channel, family, group, family.another);
        Place.done(multicast.set(MEMBERSHIPS, Set.of(group.except(family.another))));
        hears(channel, family, group, family.sender);
        Place.done(multicast.set(MEMBERSHIPS, Set.of(group.from(family.another))));
        hears(channel, family, group, family.another);
        Place.done(multicast.set(MEMBERSHIPS, Set.of()));
        place.here.isNoMember(Place.LINK, group.group().getHostAddress());
    }

    private static String filter(Membership membership, String source, String mode) {
        String group = membership.group().getHostAddress().replaceFirst("^ff15:0:.*:7:", "ff15::7:");
        return group + '/' + source + '/' + mode;
    }

    /** Each far address sends once, then a plain witness proves that all has been delivered. */
    private void hears(Channel channel, Addresses family, Membership membership, String... senders) throws Exception {
        BlockingQueue<String> texts = channel.pipeline().get(Heard.class).texts;
        int port = ((InetSocketAddress) channel.localAddress()).getPort();
        String group = family.groups + membership.group().getHostAddress().replaceFirst(".*[.:]", "");
        place.here.ask("listen " + Place.LINK + ' ' + group + ' ' + witness(port));
        for (String from : List.of(family.sender, family.another)) {
            place.there.ask("send " + Place.FAR_LINK + ' ' + from + ' ' + group + ' ' + port + " 1 " + from);
        }
        place.there.ask("send " + Place.FAR_LINK + ' ' + family.sender + ' ' + group + ' ' + witness(port) + " 1 last");
        Report.same("last", place.here.ask("heard 1"));
        for (String expected : senders) {
            Report.same(expected, "" + texts.poll(3, TimeUnit.SECONDS));
        }
        Thread.sleep(senders.length == 2 ? 0 : 50); // wine hands on what the kernel has delivered
        Report.require(texts.isEmpty(), "heard too much: " + texts);
    }

    private static int witness(int port) {
        return port == 65535 ? 65534 : port + 1;
    }
}
