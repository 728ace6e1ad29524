package windows;

import io.multicast.netty.InterfaceSelector;
import io.multicast.netty.Membership;
import io.multicast.netty.MulticastEvent;
import io.multicast.netty.MulticastEvent.Type;
import io.multicast.netty.MulticastInitializer;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import windows.Place.Kind;
import windows.Place.Speaks;

/** A selector's memberships follow the interfaces as they come and go. */
final class FollowChecks {
    private final Report report;
    private final Place place;

    private static final class Events extends ChannelInboundHandlerAdapter {
        private final BlockingQueue<MulticastEvent> seen = new LinkedBlockingQueue<>();

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof MulticastEvent told) {
                seen.add(told);
            }
        }

        void await(Type type, int index) throws InterruptedException {
            MulticastEvent event;
            do {
                event = seen.poll(8, TimeUnit.SECONDS);
                Report.require(event != null, "no " + type + " was told");
            } while (event.type() != type || event.interfaceIndex() != index);
        }
    }

    FollowChecks(Report report, Place place) {
        this.report = report;
        this.place = place;
    }

    void run() {
        for (Kind kind : Kind.values()) { // wine knows an interface by its name: each check has its own
            follow(kind, "239.9.9.9", "vc" + kind.ordinal());
            follow(kind, "ff15::9", "vd" + kind.ordinal());
        }
    }

    private void follow(Kind kind, String group, String link) {
        report.check("following", group + " on " + kind, () -> {
            Events events = new Events();
            place.bound(
                    kind,
                    Speaks.DUAL,
                    MulticastInitializer.builder()
                            .followNetworkChanges()
                            .join(Membership.of(group).on(InterfaceSelector.usable()))
                            .handler(events)
                            .build());
            place.here.isMember(Place.LINK, group);
            place.here.ask("ip link add " + link + " type veth peer name " + link + "p");
            place.here.ask("ip link set " + link + "p up");
            try {
                int index = place.here.index(link);
                place.here.ask("ip addr add 10.81.0.1/24 dev " + link);
                place.here.ask("ip addr add fd81::1/64 dev " + link + " nodad");
                place.here.ask("ip link set " + link + " up");
                events.await(Type.JOINED, index);
                place.here.isMember(link, group);
                place.here.ask("ip link set " + link + " down");
                events.await(Type.LEFT, index);
            } finally {
                place.here.ask("ip link del " + link);
            }
        });
        place.closeChannels();
    }
}
