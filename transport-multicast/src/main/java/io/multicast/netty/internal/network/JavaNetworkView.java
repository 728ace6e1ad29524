package io.multicast.netty.internal.network;

import java.io.IOException;
import java.io.UncheckedIOException;
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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What {@link NetworkInterface} knows, compared at an interval: for systems without a better way. It does not tell what kind
 * an interface is, takes "up" for "has a link", and can't see that one was deleted and came back between two looks.
 */
public final class JavaNetworkView implements NetworkView {
    private static final int DISCARD_PORT = 9;

    private final Duration interval;
    private final List<Consumer<NetworkChange>> listeners = new CopyOnWriteArrayList<>();
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
        listeners.add(listener);
        if (watcher == null) {
            last = interfaces();
            watcher = Executors.newSingleThreadScheduledExecutor(JavaNetworkView::thread);
            long period = interval.toNanos();
            watcher.scheduleWithFixedDelay(this::look, period, period, TimeUnit.NANOSECONDS);
        }
        return () -> stop(listener);
    }

    private static Thread thread(Runnable body) {
        Thread thread = new Thread(body, "multicast-network-watcher");
        thread.setDaemon(true);
        return thread;
    }

    private synchronized void stop(Consumer<NetworkChange> listener) {
        listeners.remove(listener);
        if (listeners.isEmpty() && watcher != null) {
            watcher.shutdown();
            watcher = null;
        }
    }

    private void look() {
        List<InterfaceState> now = interfaces();
        if (now.equals(last)) {
            return;
        }
        Set<Integer> deleted = new HashSet<>(indexes(last));
        deleted.removeAll(indexes(now));
        last = now;
        NetworkChange change = new NetworkChange(now, deleted);
        listeners.forEach(listener -> listener.accept(change));
    }

    private static Set<Integer> indexes(List<InterfaceState> states) {
        return states.stream().map(InterfaceState::index).collect(Collectors.toSet());
    }
}
