package io.multicast.netty.internal.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.testing.Namespace;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What one who wants to know of routes is told of them, until it is closed. */
final class RoutesTold implements AutoCloseable {
    private final BlockingQueue<NetworkChange> told = new LinkedBlockingQueue<>();
    private final NetworkView.Watch watch;

    RoutesTold(NetworkView view, Namespace namespace) {
        watch = namespace.call(() -> view.watch(this::add));
        watch.alsoRoutes();
    }

    private void add(NetworkChange change) {
        if (change.routes()) {
            told.add(change);
        }
    }

    /** Waits until nothing more is told of what was done so far. */
    void settle() {
        try {
            while (told.poll(200, TimeUnit.MILLISECONDS) != null) {
                told.clear();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    void awaitNext(String reason) {
        try {
            assertThat(told.poll(10, TimeUnit.SECONDS)).as(reason).isNotNull();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        watch.close();
    }
}
