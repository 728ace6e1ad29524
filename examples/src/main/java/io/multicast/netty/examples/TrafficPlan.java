package io.multicast.netty.examples;

import static io.multicast.netty.MulticastChannelOption.MEMBERSHIPS;

import io.multicast.netty.Membership;
import io.multicast.netty.Multicast;
import io.netty.channel.ChannelFuture;
import io.netty.channel.socket.DatagramChannel;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the demo does with one group.
 *
 * @param group with its interface as scope, if it is IPv6
 * @param ofWitness the membership of a receiver that stays
 */
record TrafficPlan(InetAddress group, Membership ofWitness, List<Step> steps) {

    /**
     * A change of a receiver's membership.
     *
     * @param heard whether the sender is heard after it
     * @param nettys the same by Netty's own API, where it has a call for it
     */
    record Step(
            String name,
            boolean heard,
            Function<Multicast, ChannelFuture> ours,
            @Nullable Function<DatagramChannel, ChannelFuture> nettys) {}

    static List<TrafficPlan> all(Place place) {
        return List.of(anySource(place), sourceSpecific(place));
    }

    private static TrafficPlan anySource(Place place) {
        InetAddress group = place.anySourceGroup();
        InetAddress sender = place.source();
        NetworkInterface on = place.networkInterface();
        Membership membership = Membership.of(group).on(on);
        return new TrafficPlan(
                group,
                membership,
                List.of(
                        new Step(
                                "join, any source",
                                true,
                                multicast -> multicast.join(membership),
                                channel -> channel.joinGroup(group, on, null)),
                        new Step(
                                "block the sender",
                                false,
                                multicast -> multicast.block(membership, sender),
                                channel -> channel.block(group, on, sender)),
                        new Step("unblock it", true, multicast -> multicast.unblock(membership, sender), null),
                        new Step(
                                "leave",
                                false,
                                multicast -> multicast.leave(membership),
                                channel -> channel.leaveGroup(group, on, null))));
    }

    private static TrafficPlan sourceSpecific(Place place) {
        InetAddress group = place.sourceSpecificGroup();
        InetAddress sender = place.source();
        NetworkInterface on = place.networkInterface();
        Membership fromSender = Membership.of(group).on(on).from(sender);
        Set<Membership> fromAnother = Set.of(fromSender.from(place.stranger()));
        return new TrafficPlan(
                group,
                fromSender,
                List.of(
                        new Step(
                                "join, the sender",
                                true,
                                multicast -> multicast.join(fromSender),
                                channel -> channel.joinGroup(group, on, sender)),
                        new Step(
                                "change to another",
                                false,
                                multicast -> multicast.set(MEMBERSHIPS, fromAnother),
                                null)));
    }
}
