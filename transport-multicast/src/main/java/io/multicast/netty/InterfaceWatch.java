package io.multicast.netty;

import io.multicast.netty.internal.network.InterfaceList;
import io.multicast.netty.internal.network.Log;
import io.multicast.netty.internal.network.NetworkChange;
import io.multicast.netty.internal.network.NetworkView;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** From the watcher's thread to a user's executor: one call at a time, what waits is merged. */
final class InterfaceWatch implements NetworkInterfaces.Subscription {
    private final Executor executor;
    private final Consumer<? super InterfaceChange> listener;
    private NetworkView.@Nullable Watch watch;
    private @Nullable NetworkChange waiting;
    private boolean calling = true; // until all that there is at the start has been put first
    private boolean closed;

    private InterfaceWatch(Executor executor, Consumer<? super InterfaceChange> listener) {
        this.executor = executor;
        this.listener = listener;
    }

    static InterfaceWatch start(NetworkView network, Executor executor, Consumer<? super InterfaceChange> listener) {
        InterfaceWatch started = new InterfaceWatch(executor, listener);
        started.begin(network);
        return started;
    }

    private void begin(NetworkView network) {
        NetworkView.Watch opened = network.watch(this::add);
        InterfaceList all = opened.interfaces();
        NetworkChange first = new NetworkChange(all, all.indexes(), Set.of(), false, false);
        synchronized (this) {
            watch = opened;
            waiting = waiting == null ? first : first.then(waiting);
        }
        execute();
    }

    private void add(NetworkChange change) {
        synchronized (this) {
            if (closed) {
                return;
            }
            waiting = waiting == null ? change : waiting.then(change);
            if (calling) {
                return;
            }
            calling = true;
        }
        execute();
    }

    private void execute() {
        try {
            executor.execute(this::call);
        } catch (RuntimeException | Error e) {
            close();
            Log.warn("changes of the interfaces are no longer told: the executor refuses", e);
        }
    }

    private void call() {
        NetworkChange change = take();
        while (change != null) {
            try {
                listener.accept(told(change));
            } catch (Throwable e) { // whatever it is, the next change is to be heard
                Log.warn("a listener to changes of the interfaces failed", e);
            }
            change = take();
        }
    }

    private synchronized @Nullable NetworkChange take() {
        NetworkChange taken = closed ? null : waiting;
        waiting = null;
        calling = taken != null;
        return taken;
    }

    private static InterfaceChange told(NetworkChange change) {
        List<InterfaceInfo> all = NetworkInterfaces.infos(change.interfaces());
        List<InterfaceInfo> changed = change.missed()
                ? all
                : all.stream()
                        .filter(info -> change.changed().contains(info.index()))
                        .toList();
        return new InterfaceChange(all, changed, change.deleted());
    }

    @Override
    public void close() {
        NetworkView.Watch ended;
        synchronized (this) {
            closed = true;
            ended = watch;
            watch = null;
        }
        if (ended != null) {
            ended.close();
        }
    }
}
