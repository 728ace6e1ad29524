package io.multicast.netty.internal.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What {@link NetworkInterface} knows, compared at an interval: for systems without a better way. It does not show interfaces
 * without an address, nor tell of what kind one is, takes "up" for "has a link" and the reverse, and can't see that one was
 * deleted and came back between two looks.
 */
public final class JavaNetworkView implements NetworkView {
    private static final int DISCARD_PORT = 9;

    private final Duration interval;
    private final Listeners listeners = new Listeners();
    private @Nullable ScheduledExecutorService watcher;
    private List<InterfaceState> last = List.of();

    /** Looks as often as that while anybody listens. */
    public JavaNetworkView(Duration interval) {
        this.interval = interval;
    }

    @Override
    public List<InterfaceState> interfaces() {
        try {
            return NetworkInterface.networkInterfaces()
                    .map(JavaNetworkView::state)
                    .toList();
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InterfaceState state(NetworkInterface found) {
        try {
            return new InterfaceState(
                    found.getIndex(),
                    found.getName(),
                    found.isUp(),
                    found.isUp(),
                    found.isLoopback(),
                    found.isPointToPoint(),
                    found.supportsMulticast(),
                    "",
                    found.getInterfaceAddresses().stream()
                            .map(JavaNetworkView::prefix)
                            .toList());
        } catch (SocketException e) { // it has just gone
            return new InterfaceState(
                    found.getIndex(), found.getName(), false, false, false, false, false, "", List.of());
        }
    }

    private static AddressPrefix prefix(InterfaceAddress found) {
        try {
            InetAddress plain = InetAddress.getByAddress(found.getAddress().getAddress());
            return new AddressPrefix(plain, found.getNetworkPrefixLength());
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Connecting a datagram socket sends nothing; the local address tells the route. */
    @Override
    public int routeTo(InetAddress address) {
        try (DatagramSocket probe = new DatagramSocket()) {
            probe.connect(new InetSocketAddress(address, DISCARD_PORT));
            NetworkInterface found = NetworkInterface.getByInetAddress(probe.getLocalAddress());
            return found == null ? 0 : found.getIndex();
        } catch (IOException | UncheckedIOException e) {
            return 0;
        }
    }

    @Override
    public synchronized Runnable watch(Consumer<NetworkChange> listener) {
        if (watcher == null) {
            last = interfaces();
            watcher = Executors.newSingleThreadScheduledExecutor(JavaNetworkView::thread);
            long period = interval.toNanos();
            watcher.scheduleWithFixedDelay(this::look, period, period, TimeUnit.NANOSECONDS);
        }
        Listeners.Entry entry = listeners.add(listener);
        return () -> stop(entry);
    }

    private static Thread thread(Runnable body) {
        Thread thread = new Thread(body, "multicast-network-watcher");
        thread.setDaemon(true);
        return thread;
    }

    private synchronized void stop(Listeners.Entry entry) {
        if (listeners.removeLast(entry) && watcher != null) {
            watcher.shutdown();
            watcher = null;
        }
    }

    private void look() {
        try {
            compare(interfaces());
        } catch (UncheckedIOException e) {
            Listeners.log().log(Level.DEBUG, "the network can't be looked at; trying on", e);
        }
    }

    private void compare(List<InterfaceState> now) {
        if (now.equals(last)) {
            return;
        }
        Set<Integer> deleted = new HashSet<>(indexes(last));
        deleted.removeAll(indexes(now));
        last = now;
        NetworkChange change = new NetworkChange(now, deleted);
        listeners.tell(change);
    }

    private static Set<Integer> indexes(List<InterfaceState> states) {
        return states.stream().map(InterfaceState::index).collect(Collectors.toSet());
    }
}
