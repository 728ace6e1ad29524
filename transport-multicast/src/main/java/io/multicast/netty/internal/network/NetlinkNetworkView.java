package io.multicast.netty.internal.network;

import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.util.List;
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
    public List<InterfaceState> interfaces() {
        return ask(() -> queries().interfaces(), otherwise::interfaces);
    }

    @Override
    public int routeTo(InetAddress address) {
        return ask(() -> queries().routeTo(address), () -> otherwise.routeTo(address));
    }

    @Override
    public Runnable watch(Consumer<NetworkChange> listener) {
        return ask(() -> listen(listener), () -> otherwise.watch(listener));
    }

    private <T> T ask(Supplier<T> netlink, Supplier<T> other) {
        try {
            return netlink.get();
        } catch (NetlinkException e) {
            if (!e.isRefusal()) {
                throw e;
            }
            if (refusalLogged.compareAndSet(false, true)) {
                Listeners.log().log(Level.WARNING, WITHOUT + e.getMessage());
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

    private synchronized Runnable listen(Consumer<NetworkChange> listener) {
        NetlinkWatcher now = watcher;
        if (now == null || now.hasEnded()) {
            now = NetlinkWatcher.start(calls, queries());
            watcher = now;
        }
        NetlinkWatcher joined = now;
        Listeners.Entry entry = joined.listeners().add(listener);
        return () -> stop(joined, entry);
    }

    private synchronized void stop(NetlinkWatcher joined, Listeners.Entry entry) {
        if (!joined.listeners().removeLast(entry)) {
            return;
        }
        if (watcher == joined) {
            watcher = null;
        }
        joined.stop();
    }
}
