package io.multicast.netty;

import io.multicast.netty.internal.membership.GroupOnInterface;
import io.multicast.netty.internal.network.InterfaceList;
import io.multicast.netty.internal.network.InterfaceState;
import io.multicast.netty.internal.option.Family;
import io.multicast.netty.internal.option.MembershipCall;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Collectors;

/** From the interfaces that a membership is for to their indexes. */
final class Resolver {
    private final ChannelSocket socket;
    private final AppliedMemberships applied;

    Resolver(ChannelSocket socket, AppliedMemberships applied) {
        this.socket = socket;
        this.applied = applied;
    }

    /** Where a membership leads to now; fails where that is nowhere. */
    List<GroupOnInterface> resolve(MembershipCall call, Membership membership) {
        if (membership.networkInterface() instanceof MulticastInterface named) {
            int index = socket.index(named, () -> applied.failure(call, membership));
            checkScopes(call, membership, index);
            return List.of(new GroupOnInterface(membership.group(), index));
        }
        List<InterfaceChoice> choices = choices(membership, network());
        List<GroupOnInterface> taken = taken(membership, choices);
        if (taken.isEmpty()) {
            throw applied.failure(call, membership)
                    .hint("no interface fits: "
                            + choices.stream().map(InterfaceChoice::toString).collect(Collectors.joining(", ")))
                    .exception();
        }
        return taken;
    }

    private void checkScopes(MembershipCall call, Membership membership, int index) {
        membership.scopes().all().forEach(scope -> {
            if (socket.index(scope, () -> applied.failure(call, membership)) != index) {
                throw applied.failure(call, membership)
                        .hint("the scope of an address names " + scope + ", which is another interface")
                        .exception();
            }
        });
    }

    /** The same among these interfaces; nowhere is a good answer. */
    List<GroupOnInterface> resolve(Wish wish, List<InterfaceState> interfaces) {
        Membership membership = wish.membership();
        if (membership.networkInterface() instanceof MulticastInterface named) {
            return named(wish, named, interfaces);
        }
        return taken(membership, choices(membership, interfaces));
    }

    /** The membership on one of the interfaces that it leads to. */
    Membership at(GroupOnInterface place, Membership membership) {
        return membership.networkInterface() instanceof MulticastInterface
                ? membership
                : membership.at(MulticastInterface.of(
                        place.index(), socket.platform().names().nameOf(place.index())));
    }

    /** The index that the name has at this moment, 0 for none. */
    int indexNow(MulticastInterface named) {
        return named.id().indexNow(socket.platform().names(), socket.platform().network());
    }

    /** An interface that was renamed stays the one that was meant, until another has its name. */
    private static List<GroupOnInterface> named(Wish wish, MulticastInterface named, List<InterfaceState> interfaces) {
        InetAddress group = wish.membership().group();
        if (named.equals(MulticastInterface.systemDefault())) {
            return List.of(new GroupOnInterface(group, 0));
        }
        return interfaces.stream()
                .filter(named::is)
                .findFirst()
                .or(() -> interfaces.stream()
                        .filter(state -> wish.places().contains(new GroupOnInterface(group, state.index())))
                        .findFirst())
                .map(state -> List.of(new GroupOnInterface(group, state.index())))
                .orElse(List.of());
    }

    private List<InterfaceChoice> choices(Membership membership, List<InterfaceState> interfaces) {
        return SelectedInterfaces.choices(membership
                .scopes()
                .rule(membership.networkInterface())
                .judge(
                        InterfaceList.of(interfaces),
                        Family.of(membership.group()),
                        socket.platform().network()));
    }

    private static List<GroupOnInterface> taken(Membership membership, List<InterfaceChoice> choices) {
        return choices.stream()
                .filter(InterfaceChoice::isSelected)
                .map(choice -> choice.networkInterface().index().orElseThrow())
                .map(index -> new GroupOnInterface(membership.group(), index))
                .toList();
    }

    private List<InterfaceState> network() {
        return socket.platform().network().interfaces();
    }
}
