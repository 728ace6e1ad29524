package windows;

import static io.multicast.netty.MulticastChannelOption.IPV6_MULTICAST_HOPS;
import static io.multicast.netty.MulticastChannelOption.IPV6_MULTICAST_IF;
import static io.multicast.netty.MulticastChannelOption.IP_MULTICAST_ALL;
import static io.multicast.netty.MulticastChannelOption.IP_MULTICAST_TTL;

import io.multicast.netty.Membership;
import io.multicast.netty.Multicast;
import io.multicast.netty.MulticastChannelOption;
import io.multicast.netty.MulticastInitializer;
import io.multicast.netty.MulticastInterface;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.TimeUnit;
import windows.Place.Kind;
import windows.Place.Speaks;

/** What fails says so: with Windows' error, in the future that is waited for; at start-up the channel is closed. */
final class FailureChecks {
    private static final int NOWHERE = 9999;

    private final Report report;
    private final Place place;

    FailureChecks(Report report, Place place) {
        this.report = report;
        this.place = place;
    }

    void run() {
        report.check("errors", "an IPv6 option of an IPv4 socket, set", () -> {
            ChannelFuture set = place.multicast(Kind.NIO, Speaks.IPV4).set(IPV6_MULTICAST_HOPS, 3);
            Failures.expectHint(set, "IPv4 only", "WSAEINVAL", "WSAENOPROTOOPT");
        });
        report.check("errors", "an IPv6 option of an IPv4 socket, read", () -> {
            Multicast multicast = place.multicast(Kind.NIO, Speaks.IPV4);
            Failures.expectHint(
                    multicast.get(IPV6_MULTICAST_HOPS), "IPv4 only", "WSAEINVAL", "WSAENOPROTOOPT", "WSAEOPNOTSUPP");
        });
        report.check("errors", "an option that Windows does not have", () -> {
            Multicast multicast = place.multicast(Kind.NIO, Speaks.DUAL);
            Report.require(!multicast.isSupported(IP_MULTICAST_ALL), "it is said to be supported");
            Failures.expect(multicast.set(IP_MULTICAST_ALL, true), "");
        });
        report.check("errors", "an unknown option by number", () -> {
            Multicast multicast = place.multicast(Kind.NIO, Speaks.DUAL);
            Failures.expect(multicast.set(MulticastChannelOption.raw(0, 9999, 4), new byte[4]), "WSAENOPROTOOPT");
        });
        report.check("errors", "no such outgoing interface, IPv6", () -> {
            ChannelFuture set =
                    place.multicast(Kind.NIO, Speaks.DUAL).set(IPV6_MULTICAST_IF, MulticastInterface.of(NOWHERE));
            Failures.expectHint(set, "no such interface");
        });
        report.check("errors", "a closed channel", () -> {
            Channel channel = place.bound(Kind.NIO, Speaks.DUAL);
            Place.done(channel.close());
            Failures.expect(Multicast.of(channel).set(IP_MULTICAST_TTL, 2), "");
        });
        for (Kind kind : Kind.values()) {
            atStart(kind, "an option that Windows does not have", builder -> builder.option(IP_MULTICAST_ALL, true));
            atStart(
                    kind,
                    "no such outgoing interface",
                    builder -> builder.option(IPV6_MULTICAST_IF, MulticastInterface.of(NOWHERE)));
            atStart(
                    kind,
                    "a join on no such interface",
                    builder -> builder.join(Membership.of("ff15::99").on(NOWHERE)));
        }
        place.closeChannels();
    }

    private interface Wanted {
        MulticastInitializer.Builder addTo(MulticastInitializer.Builder builder);
    }

    private void atStart(Kind kind, String name, Wanted wanted) {
        report.check("start-up failures", name + " on " + kind, () -> {
            boolean[] seen = {false};
            MulticastInitializer initializer = wanted.addTo(MulticastInitializer.builder())
                    .handler(new ChannelInboundHandlerAdapter() {
                        @Override
                        public void channelActive(io.netty.channel.ChannelHandlerContext context) {
                            seen[0] = true;
                        }
                    })
                    .build();
            ChannelFuture bind = place.bootstrap(kind, Speaks.DUAL, initializer).bind(0);
            Failures.expect(bind);
            Report.require(bind.channel().closeFuture().await(5, TimeUnit.SECONDS), "the channel is still open");
            Report.require(!seen[0], "channelActive was seen");
        });
    }
}
