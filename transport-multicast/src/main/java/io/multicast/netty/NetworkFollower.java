package io.multicast.netty;

import io.multicast.netty.internal.membership.Follower;
import io.multicast.netty.internal.network.NetworkChange;
import io.multicast.netty.internal.network.NetworkView;
import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Has the memberships and the settings of one channel follow the network: takes the watcher's word to the event loop, where
 * it is worked off in slices, and ends with the channel or with its event loop.
 */
final class NetworkFollower {
    private static final long SLICE_NANOS = 2_000_000;

    private final Channel channel;
    private final ChannelSocket socket;
    private final AtomicReference<@Nullable NetworkChange> pending = new AtomicReference<>();
    private final NetworkView.Watch watch;
    private final Follower follower;
    private boolean posted; // event loop only
    private boolean routes;
    private @Nullable Future<?> timer;

    private NetworkFollower(Channel channel, ChannelSocket socket) {
        this.channel = channel;
        this.socket = socket;
        watch = socket.platform().network().watch(this::pass);
        follower = socket.memberships().engine().follow(watch.interfaces(), this::wake);
    }

    /** Follows until the channel is closed. */
    static NetworkFollower start(Channel channel, ChannelSocket socket) {
        NetworkFollower follower = new NetworkFollower(channel, socket);
        channel.closeFuture().addListener(closed -> follower.stop());
        return follower;
    }

    private void stop() {
        watch.close();
        if (timer != null) {
            timer.cancel(false);
        }
    }

    /** On the watcher's thread. What waits already is told together with it. */
    private void pass(NetworkChange change) {
        NetworkChange before =
                pending.getAndAccumulate(change, (waiting, next) -> waiting == null ? next : waiting.then(next));
        if (before == null) {
            post();
        }
    }

    private void post() {
        try {
            channel.eventLoop().execute(this::work);
        } catch (RejectedExecutionException e) {
            watch.close(); // the event loop is shut down, though the channel may be open
        }
    }

    private void wake() {
        if (!posted) {
            posted = true;
            post();
        }
    }

    private void work() {
        if (!channel.isOpen()) {
            return;
        }
        if (!channel.eventLoop().inEventLoop()) {
            post(); // the channel has moved
            return;
        }
        posted = false;
        hearOfRoutes();
        NetworkChange change = pending.getAndSet(null);
        if (change != null) {
            socket.settings().follow(change, this::failed);
            follower.change(change);
        }
        if (follower.work(SLICE_NANOS)) {
            wake();
        } else {
            tryLater();
        }
    }

    private void failed(MulticastInterface named, int index, MulticastException cause) {
        socket.memberships()
                .events()
                .tell(new MulticastEvent(
                        MulticastEvent.Type.FAILED, null, named.name().orElse(""), index, cause));
    }

    /** What changed before there was word of routes is looked for once. */
    private void hearOfRoutes() {
        if (!routes && follower.needsRoutes()) {
            routes = true;
            watch.alsoRoutes();
            follower.change(new NetworkChange(watch.interfaces(), Set.of(), Set.of(), true, false));
        }
    }

    private void tryLater() {
        long pause = follower.pause();
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
        if (pause >= 0) {
            timer = channel.eventLoop().schedule(this::wake, pause, TimeUnit.NANOSECONDS);
        }
    }
}
