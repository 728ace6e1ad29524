package io.multicast.netty.internal.network;

import io.multicast.netty.testing.Eventually;
import io.multicast.netty.testing.Namespace;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What a view tells of a namespace, until it is closed. */
final class Changes implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(10);

    private static final Duration QUIET = Duration.ofMillis(200);

    private final Namespace namespace;
    private final NetworkView.Watch watch;
    private NetworkChange last;
    private final Set<Integer> deleted = new HashSet<>();
    private final Set<Integer> changed = new HashSet<>();
    private int count;

    Changes(NetworkView view, Namespace namespace) {
        this.namespace = namespace;
        watch = namespace.call(() -> view.watch(this::add));
    }

    private synchronized void add(NetworkChange change) {
        last = change;
        deleted.addAll(change.deleted());
        changed.addAll(change.changed());
        count++;
    }

    synchronized int count() {
        return count;
    }

    /** Waits until nothing more is told of what was done so far, so that what comes next is told for its own sake. */
    void settle() {
        int[] seen = {-1};
        long[] since = {System.nanoTime()};
        Eventually.await(
                SOON,
                () -> {
                    if (seen[0] != count()) {
                        seen[0] = count();
                        since[0] = System.nanoTime();
                    }
                    return System.nanoTime() - since[0] > QUIET.toNanos();
                },
                () -> "told " + count() + " times, and no end");
    }

    /** All that has been told to be deleted. */
    synchronized Set<Integer> deleted() {
        return Set.copyOf(deleted);
    }

    /** All that has been told to be changed. */
    synchronized Set<Integer> changed() {
        return Set.copyOf(changed);
    }

    /** What was told so far is as if it had not been. */
    synchronized void forget() {
        deleted.clear();
        changed.clear();
    }

    private synchronized List<InterfaceState> interfaces() {
        return last == null ? watch.interfaces() : last.interfaces();
    }

    /** Waits until an interface of that name is told, and is so. */
    InterfaceState await(String name, Predicate<InterfaceState> condition) {
        Eventually.await(
                SOON,
                () -> find(name).filter(condition).isPresent(),
                () -> name + " in " + interfaces() + namespace.evidence());
        return find(name).orElseThrow();
    }

    /** Waits until an interface has gone, and was told to be deleted. */
    void awaitDeleted(String name, int index) {
        Eventually.await(
                SOON,
                () -> find(name).isEmpty() && deleted().contains(index),
                () -> name + " in " + interfaces() + ", deleted " + deleted());
    }

    private Optional<InterfaceState> find(String name) {
        return interfaces().stream().filter(state -> state.name().equals(name)).findFirst();
    }

    @Override
    public void close() {
        watch.close();
    }
}
