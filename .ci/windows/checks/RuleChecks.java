package windows;

import io.multicast.netty.Membership;
import io.multicast.netty.Multicast;
import io.multicast.netty.MulticastChannelOption;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import windows.Place.Kind;
import windows.Place.Speaks;

/** What Windows refuses, by Microsoft's table, and what the library makes of it. */
final class RuleChecks {
    private static final String PART = "Windows' rules";
    private static final int IP_ADD_MEMBERSHIP = 12;
    private static final int IP_DROP_MEMBERSHIP = 13;

    private final Report report;
    private final Place place;

    RuleChecks(Report report, Place place) {
        this.report = report;
        this.place = place;
    }

    void run() {
        for (String group : new String[] {"239.8.8.8", "ff15::8"}) {
            run(group, Membership.of(group).on(place.index), group.contains(":") ? "fd79::2" : "10.79.0.2");
        }
    }

    private void run(String group, Membership membership, String source) {
        check(group + " twice: WSAEADDRNOTAVAIL", () -> {
            Multicast multicast = place.multicast(Kind.NIO, Speaks.DUAL);
            Place.done(multicast.set(raw(IP_ADD_MEMBERSHIP, membership), bytes(membership)));
            Failures.expect(multicast.set(raw(IP_ADD_MEMBERSHIP, membership), bytes(membership)), "WSAEADDRNOTAVAIL");
        });
        check(group + " joined by other means: a join says so", () -> {
            Multicast multicast = place.multicast(Kind.NIO, Speaks.DUAL);
            Place.done(multicast.set(raw(IP_ADD_MEMBERSHIP, membership), bytes(membership)));
            Failures.expectHint(multicast.join(membership), "member already", "WSAEADDRNOTAVAIL");
        });
        check(group + " dropped by other means: can be left", () -> {
            Multicast multicast = place.multicast(Kind.NIO, Speaks.DUAL);
            Place.done(multicast.join(membership));
            Place.done(multicast.set(raw(IP_DROP_MEMBERSHIP, membership), bytes(membership)));
            place.here.isNoMember(Place.LINK, group);
            Place.done(multicast.leave(membership));
            Place.done(multicast.join(membership));
            place.here.isMember(Place.LINK, group);
        });
        check(group + " never joined: a leave says so", () -> {
            Multicast multicast = place.multicast(Kind.NIO, Speaks.DUAL);
            Failures.expect(multicast.leave(membership));
            Failures.expect(multicast.block(membership, InetAddress.getByName(source)));
        });
        check(group + " for any source, then for one: refused, nothing changes", () -> {
            Multicast multicast = place.multicast(Kind.NIO, Speaks.DUAL);
            Place.done(multicast.join(membership));
            Failures.expect(multicast.join(membership.from(source)));
            place.here.isMember(Place.LINK, group);
            Place.done(multicast.leave(membership));
            place.here.isNoMember(Place.LINK, group);
        });
        check(group + " before the bind: bind first", () -> {
            Bootstrap bootstrap = place.bootstrap(Kind.NIO, Speaks.DUAL, new ChannelInboundHandlerAdapter());
            Channel channel = Place.done(bootstrap.register()).channel();
            Failures.expectHint(Multicast.of(channel).join(membership), "bind", "WSAEINVAL");
            Place.done(channel.bind(new java.net.InetSocketAddress(0)));
            Place.done(Multicast.of(channel).join(membership));
            place.here.isMember(Place.LINK, group);
        });
    }

    /** The kernel's tables tell the groups of all sockets: one at a time. */
    private void check(String name, Report.Body body) {
        report.check(PART, name, body);
        place.closeChannels();
    }

    private static MulticastChannelOption<byte[]> raw(int name, Membership membership) {
        return MulticastChannelOption.raw(membership.group().getAddress().length == 4 ? 0 : 41, name, 0);
    }

    /** ip_mreq with the index as 0.x.x.x, or ipv6_mreq. */
    private byte[] bytes(Membership membership) {
        byte[] group = membership.group().getAddress();
        return ByteBuffer.allocate(group.length + 4)
                .put(group)
                .order(group.length == 4 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN)
                .putInt(place.index)
                .array();
    }
}
