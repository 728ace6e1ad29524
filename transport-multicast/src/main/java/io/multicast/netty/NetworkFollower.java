package io.multicast.netty;

import io.multicast.netty.internal.membership.GroupOnInterface;
import io.multicast.netty.internal.membership.SourceFilter;
import io.multicast.netty.internal.network.InterfaceState;
import io.multicast.netty.internal.network.NetworkChange;
import io.multicast.netty.internal.network.NetworkView;
import io.multicast.netty.internal.option.Errno;
import io.multicast.netty.internal.option.MembershipCall;
import io.netty.channel.Channel;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the memberships and the outgoing interfaces of one channel as they are wanted while interfaces come and go, and
 * tells the pipeline. Event loop only, but for the watcher's word, which is passed on to it.
 */
final class NetworkFollower implements AppliedMemberships.Observer {
    private record Place(InetAddress group, String interfaceName) {}

    private static final Set<Errno> TAKEN = Set.of(Errno.EADDRINUSE, Errno.EADDRNOTAVAIL);

    private final Channel channel;
    private final ChannelSocket socket;
    private final Memberships memberships;
    private final Set<Place> lost = new HashSet<>();
    private List<InterfaceState> interfaces;

    private NetworkFollower(Channel channel, ChannelSocket socket) {
        this.channel = channel;
        this.socket = socket;
        memberships = socket.memberships();
        interfaces = socket.platform().network().interfaces();
    }

    /** Follows until the channel is closed. */
    static void start(Channel channel, ChannelSocket socket) {
        NetworkFollower follower = new NetworkFollower(channel, socket);
        socket.memberships().applied().observe(follower);
        NetworkView.Watch watch = socket.platform().network().watch(follower::pass);
        channel.closeFuture().addListener(closed -> watch.close());
    }

    private void pass(NetworkChange change) {
        try {
            channel.eventLoop().execute(() -> follow(change));
        } catch (RejectedExecutionException e) {
            // the event loop is shut down, and the channel with it
        }
    }

    private void follow(NetworkChange change) {
        if (!channel.isOpen()) {
            return;
        }
        dropDead(change);
        interfaces = change.interfaces();
        socket.reapply(change, e -> fire(MulticastEvent.Type.FAILED, null, 0, e));
        memberships.wishes().all().forEach(this::fulfil);
    }

    private void dropDead(NetworkChange change) {
        Set<Integer> present =
                change.interfaces().stream().map(InterfaceState::index).collect(Collectors.toSet());
        memberships.applied().entries().keySet().stream()
                .filter(key -> key.index() != 0)
                .filter(key -> change.deleted().contains(key.index()) || !present.contains(key.index()))
                .forEach(this::drop);
    }

    /** Another interface may get the index: no wish leads to it any more. */
    private void drop(GroupOnInterface key) {
        Membership membership = memberships.applied().abandon(key);
        memberships.wishes().forget(key);
        if (membership != null) {
            lost.add(new Place(key.group(), name(key.index())));
            fire(MulticastEvent.Type.LOST, membership, key.index(), null);
        }
    }

    private void fulfil(Wish wish) {
        List<GroupOnInterface> now = memberships.resolver().resolve(wish, interfaces);
        List<GroupOnInterface> before = wish.places();
        for (GroupOnInterface key : now) {
            if (!before.contains(key) || memberships.applied().get(key) == null) {
                Membership membership = memberships.resolver().at(key, wish.membership());
                attempt(key, membership, memberships.wishes().others(key, wish).or(membership.filter()));
            }
        }
        memberships.wishes().put(wish.at(memberships.applied().joined(now)));
        before.stream()
                .filter(key -> !now.contains(key) && memberships.applied().get(key) != null)
                .forEach(key -> giveUp(key, wish.membership()));
    }

    private void giveUp(GroupOnInterface key, Membership membership) {
        SourceFilter others = memberships.wishes().others(key, null);
        if (others.isEmpty()) {
            memberships.applied().giveUp(key);
        } else {
            attempt(key, membership, others);
        }
    }

    private void attempt(GroupOnInterface key, Membership membership, SourceFilter filter) {
        try {
            joinOverDead(key, membership, filter);
        } catch (MulticastException e) {
            fire(MulticastEvent.Type.FAILED, membership, key.index(), e);
        }
    }

    /** The kernel may still hold a dead membership of an interface that had the same index. */
    private void joinOverDead(GroupOnInterface key, Membership membership, SourceFilter filter) {
        try {
            memberships.applied().change(key, membership, filter);
        } catch (MulticastException e) {
            if (!TAKEN.contains(socket.table().errnos().errno(e.errno()))) {
                throw e;
            }
            memberships.applied().call(MembershipCall.LEAVE_GROUP, key, membership, null);
            memberships.applied().change(key, membership, filter);
        }
    }

    @Override
    public void joined(GroupOnInterface key, Membership membership) {
        boolean again = lost.remove(new Place(key.group(), name(key.index())));
        fire(again ? MulticastEvent.Type.RESTORED : MulticastEvent.Type.JOINED, membership, key.index(), null);
    }

    @Override
    public void left(GroupOnInterface key, Membership membership) {
        fire(MulticastEvent.Type.LEFT, membership, key.index(), null);
    }

    private void fire(
            MulticastEvent.Type type, @Nullable Membership membership, int index, @Nullable MulticastException cause) {
        channel.pipeline().fireUserEventTriggered(new MulticastEvent(type, membership, name(index), index, cause));
    }

    private String name(int index) {
        return interfaces.stream()
                .filter(state -> state.index() == index)
                .map(InterfaceState::name)
                .findFirst()
                .orElse("");
    }
}
