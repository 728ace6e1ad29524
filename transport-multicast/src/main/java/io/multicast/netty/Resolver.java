package io.multicast.netty;

import io.multicast.netty.internal.membership.GroupOnInterface;
import io.multicast.netty.internal.network.InterfaceState;
import io.multicast.netty.internal.option.MembershipCall;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** From the interfaces that a membership is for to their indexes. */
final class Resolver {
    private final ChannelSocket socket;
    private final AppliedMemberships applied;

    Resolver(ChannelSocket socket, AppliedMemberships applied) {
        this.socket = socket;
        this.applied = applied;
    }

    /** One membership for each interface; fails where there is none. */
    List<Target> resolve(MembershipCall call, Membership membership) {
        if (membership.networkInterface() instanceof MulticastInterface named) {
            return List.of(new Target(one(call, membership, named), membership));
        }
        List<InterfaceChoice> choices = choices(membership, network());
        Map<GroupOnInterface, Membership> taken = taken(membership, choices);
        if (taken.isEmpty()) {
            throw applied.failure(call, membership)
                    .hint("no interface fits: "
                            + choices.stream().map(InterfaceChoice::toString).collect(Collectors.joining(", ")))
                    .exception();
        }
        return taken.entrySet().stream()
                .map(entry -> new Target(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** The same among these interfaces; none is a good answer. */
    Map<GroupOnInterface, Membership> resolve(Wish wish, List<InterfaceState> interfaces) {
        Membership membership = wish.membership();
        if (membership.networkInterface() instanceof MulticastInterface named) {
            return named(wish, named, interfaces);
        }
        return taken(membership, choices(membership, interfaces));
    }

    private GroupOnInterface one(MembershipCall call, Membership membership, MulticastInterface named) {
        int index = socket.index(named, () -> applied.failure(call, membership));
        return new GroupOnInterface(membership.group(), index);
    }

    /** The index that the name has at this moment, 0 for none. */
    int indexNow(MulticastInterface named) {
        return named.index()
                .orElseGet(() -> socket.platform().names().indexOf(named.name().orElseThrow()));
    }

    /** An interface that was renamed stays the one that was meant, until another has its name. */
    private static Map<GroupOnInterface, Membership> named(
            Wish wish, MulticastInterface named, List<InterfaceState> interfaces) {
        if (named.equals(MulticastInterface.systemDefault())) {
            return keys(wish, 0);
        }
        return interfaces.stream()
                .filter(named::is)
                .findFirst()
                .or(() -> interfaces.stream()
                        .filter(state -> wish.indexes().contains(state.index()))
                        .findFirst())
                .map(state -> keys(wish, state.index()))
                .orElse(Map.of());
    }

    private static Map<GroupOnInterface, Membership> keys(Wish wish, int index) {
        return Map.of(new GroupOnInterface(wish.membership().group(), index), wish.membership());
    }

    private List<InterfaceChoice> choices(Membership membership, List<InterfaceState> interfaces) {
        SelectedInterfaces selector = (SelectedInterfaces) membership.networkInterface();
        return selector.choices(interfaces, socket.platform().network());
    }

    private static Map<GroupOnInterface, Membership> taken(Membership membership, List<InterfaceChoice> choices) {
        Map<GroupOnInterface, Membership> taken = new LinkedHashMap<>();
        for (InterfaceChoice choice : choices) {
            if (choice.isSelected()) {
                int index = choice.networkInterface().index().orElseThrow();
                taken.put(new GroupOnInterface(membership.group(), index), membership.on(choice.networkInterface()));
            }
        }
        return taken;
    }

    private List<InterfaceState> network() {
        return socket.platform().network().interfaces();
    }
}
