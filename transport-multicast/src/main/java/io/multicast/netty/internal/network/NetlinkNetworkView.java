package io.multicast.netty.internal.network;

import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the Linux kernel says through {@code rtnetlink(7)}. Interfaces and routes are those of the calling thread's network
 * namespace; the watcher follows the namespace of the thread that was the first to call {@link #watch}. Where the process
 * may have no netlink socket, another view takes its place, and the log says so.
 */
public final class NetlinkNetworkView implements NetworkView {
    private static final String WITHOUT =
            "changes of the network will be looked for at intervals, interfaces without an"
                    + " address not be seen, nor bridges and tunnels be told from others: ";

    private final NetlinkCalls calls;
    private final NetworkView otherwise;
    private final AtomicBoolean refusalLogged = new AtomicBoolean();
    private @Nullable NetlinkQueries queries;
    private @Nullable NetlinkWatcher watcher;

    /**
     * Makes no call until it is asked something.
     *
     * @param otherwise what to ask where netlink sockets are refused
     */
    public NetlinkNetworkView(NetlinkCalls calls, NetworkView otherwise) {
        this.calls = calls;
        this.otherwise = otherwise;
    }

    @Override
    public InterfaceList interfaces() {
        return ask(() -> queries().look().table().interfaces(), otherwise::interfaces);
    }

    @Override
    public int routeTo(InetAddress address, int by) {
        return ask(() -> queries().routeTo(address, by), () -> otherwise.routeTo(address, by));
    }

    @Override
    public Watch watch(Consumer<NetworkChange> listener) {
        return ask(() -> listen(listener), () -> otherwise.watch(listener));
    }

    private <T> T ask(Supplier<T> netlink, Supplier<T> other) {
        try {
            return netlink.get();
        } catch (NetworkException e) {
            if (!e.isRefusal()) {
                throw e;
            }
            if (refusalLogged.compareAndSet(false, true)) {
                Log.warn(WITHOUT + e.getMessage(), e);
            }
            return other.get();
        }
    }

    private synchronized NetlinkQueries queries() {
        if (queries == null) {
            queries = new NetlinkQueries(calls);
        }
        return queries;
    }

    private synchronized Watch listen(Consumer<NetworkChange> listener) {
        NetlinkWatcher now = watcher;
        if (now == null) {
            now = NetlinkWatcher.start(calls, new NetlinkQueries(calls));
            watcher = now;
        }
        return new Listening(now, now.listeners().add(listener));
    }

    private final class Listening implements Watch {
        private final NetlinkWatcher joined;
        private final Listeners.Entry entry;

        private Listening(NetlinkWatcher joined, Listeners.Entry entry) {
            this.joined = joined;
            this.entry = entry;
        }

        @Override
        public InterfaceList interfaces() {
            return joined.interfaces();
        }

        @Override
        public void alsoRoutes() {
            joined.listeners().alsoRoutes(entry);
            joined.subscribeToRoutes();
        }

        @Override
        public void close() {
            stop(joined, entry);
        }
    }

    private synchronized void stop(NetlinkWatcher joined, Listeners.Entry entry) {
        if (!joined.listeners().removeLast(entry)) {
            joined.subscribeToRoutes();
            return;
        }
        if (watcher == joined) {
            watcher = null;
        }
        joined.stop();
    }
}
