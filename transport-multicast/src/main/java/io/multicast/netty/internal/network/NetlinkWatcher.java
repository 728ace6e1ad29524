package io.multicast.netty.internal.network;

import static io.multicast.netty.internal.network.Rtnetlink.HEADER;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Follows one network namespace from a thread of its own, which sleeps in {@code recv} until the kernel has word of a
 * change. The socket belongs to the namespace of the thread that opened it; the watcher's thread, which its maker starts,
 * inherits that namespace, and with it each look and each socket that takes the place of a broken one. Nothing but
 * {@link #stop} ends it.
 */
final class NetlinkWatcher implements Runnable {
    // what follows closely is told together; the longer it goes on, the more
    private static final long SHORTEST_PAUSE_NANOS = 1_000_000;
    private static final long LONGEST_PAUSE_NANOS = 32_000_000;
    private static final long REPAIR_PAUSE_NANOS = 100_000_000;

    private final NetlinkCalls calls;
    private final NetlinkMirror mirror;
    private final Listeners listeners = new Listeners();
    private final NativeMemory nothing;
    private volatile boolean stopped;
    private boolean routes;
    private @Nullable NetlinkSocket socket;
    private boolean failing;
    private long lookedAt = System.nanoTime() - REPAIR_PAUSE_NANOS;

    private NetlinkWatcher(NetlinkCalls calls, NetlinkQueries queries) {
        this.calls = calls;
        mirror = new NetlinkMirror(calls, queries);
        nothing = new NativeMemory(calls, HEADER);
        NetlinkRequests.nothing(nothing.bytes());
    }

    /** Follows the calling thread's network namespace. */
    static NetlinkWatcher start(NetlinkCalls calls, NetlinkQueries queries) {
        NetlinkWatcher watcher = new NetlinkWatcher(calls, queries);
        try {
            watcher.open();
            watcher.mirror.begin();
            Thread thread = new Thread(null, watcher, "multicast-network-watcher", 0, false);
            thread.setDaemon(true);
            thread.setContextClassLoader(null); // it may outlive the application that needed it first
            thread.start();
            return watcher;
        } catch (RuntimeException | Error e) {
            watcher.close();
            throw e;
        }
    }

    Listeners listeners() {
        return listeners;
    }

    InterfaceList interfaces() {
        return mirror.interfaces();
    }

    /** The kernel is asked for word of routes while anybody wants to know. */
    synchronized void subscribeToRoutes() {
        boolean wanted = listeners.wantRoutes();
        if (socket != null && wanted != routes) {
            socket.subscribe(NetlinkMirror.ROUTES, wanted);
        }
        routes = wanted;
    }

    /** Ends the thread, which closes the socket; does not wait for it. */
    synchronized void stop() {
        stopped = true;
        if (socket == null) {
            return;
        }
        try {
            socket.send(nothing); // wakes the thread by its acknowledgement
        } catch (NetworkException e) {
            Log.warn("the watcher's thread will end at the next change only", e);
        }
    }

    private synchronized NetlinkSocket open() {
        if (socket == null) {
            NetlinkSocket opened = NetlinkSocket.open(calls, NetlinkMirror.GROUPS);
            socket = opened;
            if (routes) {
                opened.subscribe(NetlinkMirror.ROUTES, true);
            }
        }
        return socket;
    }

    private synchronized void close() {
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }

    @Override
    public void run() {
        Throwable failure = null;
        while (!stopped) {
            try {
                repair(failure);
                failure = null;
                follow(open());
            } catch (Throwable e) { // a broken socket, too many open files, no memory: whatever it is, it may pass
                failure = e;
            }
        }
        close();
    }

    private void follow(NetlinkSocket from) {
        long pause = SHORTEST_PAUSE_NANOS;
        boolean more = false;
        while (!stopped) {
            if (!more && mirror.isComplete()) {
                pause = SHORTEST_PAUSE_NANOS;
                mirror.receive(from, true);
            }
            more = takeFor(pause, from);
            pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
            if (!stopped) {
                complete(from);
                listeners.tell(mirror.takeChange());
            }
        }
    }

    /** Takes what comes in that time; says whether there was anything. Often, for the kernel's queue is short. */
    private boolean takeFor(long nanos, NetlinkSocket from) {
        boolean news = false;
        long start = System.nanoTime();
        do {
            LockSupport.parkNanos(SHORTEST_PAUSE_NANOS);
            news |= mirror.receive(from, false);
        } while (!stopped && System.nanoTime() - start < nanos);
        return news;
    }

    /** An attempt that fails, such as for want of descriptors, is made again after a pause. */
    private void complete(NetlinkSocket from) {
        if (!mirror.isComplete()) {
            if (System.nanoTime() - lookedAt < REPAIR_PAUSE_NANOS) {
                return;
            }
            lookedAt = System.nanoTime();
        }
        try {
            mirror.complete(from);
            failing = false;
        } catch (NetworkException e) {
            warn(e);
        }
    }

    private void repair(@Nullable Throwable failure) {
        if (failure == null) {
            return;
        }
        LockSupport.parkNanos(REPAIR_PAUSE_NANOS);
        warn(failure);
        close();
        mirror.miss();
    }

    private void warn(Throwable cause) {
        if (!failing) {
            Log.warn("changes of the network can't be followed right now; trying on", cause);
        }
        failing = true;
    }
}
