package windows;

import io.multicast.netty.MulticastChannelOption;
import io.multicast.netty.MulticastInitializer;
import io.multicast.netty.MulticastInterface;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.util.List;
import windows.Place.Kind;
import windows.Place.Speaks;

/** What is on the wire, seen by tcpdump on the far side of the link. */
final class WireChecks {
    private static final int PORT = 5201;

    private final Report report;
    private final Place place;

    WireChecks(Report report, Place place) {
        this.report = report;
        this.place = place;
    }

    void run(boolean hasIndexes) {
        for (Kind kind : Kind.values()) {
            sends(kind, "TTL to a group", "239.5.5.5", MulticastChannelOption.IP_MULTICAST_TTL, 5);
            sends(kind, "TTL to a host", "10.79.0.2", MulticastChannelOption.IP_TTL, 9);
            sends(kind, "hop limit to a group", "ff15::5", MulticastChannelOption.IPV6_MULTICAST_HOPS, 6);
            sends(kind, "hop limit to a host", "fd79::2", MulticastChannelOption.IPV6_UNICAST_HOPS, 11);
            leavesBy(kind, "ff15::6", MulticastChannelOption.IPV6_MULTICAST_IF);
            if (hasIndexes) {
                leavesBy(kind, "239.5.5.6", MulticastChannelOption.IP_MULTICAST_IF);
            } else {
                report.skip("wire", "wine takes no interface index as IP_MULTICAST_IF", 2);
            }
        }
    }

    private void sends(Kind kind, String name, String to, MulticastChannelOption<Integer> option, int hops) {
        report.check("wire", name + " on " + kind, () -> {
            MulticastInitializer initializer = MulticastInitializer.builder()
                    .option(MulticastChannelOption.IPV6_MULTICAST_IF, MulticastInterface.of(place.index))
                    .option(option, hops)
                    .build();
            place.there.ask("sniff " + Place.FAR_LINK + " udp port " + PORT);
            send(place.bound(kind, Speaks.DUAL, initializer), to);
            Report.same(List.of("" + hops), place.there.list("sniffed 1"));
        });
        place.closeChannels();
    }

    /** The default route leads over the first link, so the other one has to be named. */
    private void leavesBy(Kind kind, String to, MulticastChannelOption<MulticastInterface> option) {
        for (String[] link : new String[][] {{"va0", "va1"}, {"vb0", "vb1"}}) {
            report.check("wire", option + " " + link[0] + " on " + kind, () -> {
                MulticastInitializer initializer = MulticastInitializer.builder()
                        .option(option, MulticastInterface.of(place.here.index(link[0])))
                        .build();
                place.there.ask("sniff " + link[1] + " udp port " + PORT);
                send(place.bound(kind, Speaks.DUAL, initializer), to);
                Report.same(List.of("1"), place.there.list("sniffed 1"));
            });
            place.closeChannels();
        }
    }

    private static void send(Channel channel, String to) throws InterruptedException {
        Place.done(channel.writeAndFlush(
                new DatagramPacket(Unpooled.wrappedBuffer(new byte[] {1}), new InetSocketAddress(to, PORT))));
    }
}
