package io.multicast.netty.internal.network;

import io.multicast.netty.internal.network.InterfaceState.Flag;
import io.multicast.netty.internal.option.Family;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What {@link NetworkInterface} knows, compared at an interval: for systems without a better way. It does not show interfaces
 * without an address, nor tell of what kind one is, of what it is a port, its other names, or what state its addresses are
 * in; takes "up" for "has a link" and the reverse, and that a family is there from an address of it; and can't see that an
 * interface was deleted and came back between two looks. Routes are never told of: those who want to know of them are told
 * after each interval that they may have changed.
 */
public final class JavaNetworkView implements NetworkView {
    private static final int DISCARD_PORT = 9;

    private final Duration interval;
    private final Listeners listeners = new Listeners();
    private @Nullable ScheduledExecutorService watcher;
    private volatile InterfaceList last = InterfaceList.of();
    private boolean failing;

    /** Looks as often as that while anybody listens. */
    public JavaNetworkView(Duration interval) {
        this.interval = interval;
    }

    @Override
    public InterfaceList interfaces() {
        try {
            return InterfaceList.of(NetworkInterface.networkInterfaces()
                    .map(JavaNetworkView::state)
                    .toList());
        } catch (SocketException e) {
            throw NetworkException.of(e);
        }
    }

    private static InterfaceState state(NetworkInterface found) {
        List<AddressPrefix> prefixes = found.getInterfaceAddresses().stream()
                .map(JavaNetworkView::prefix)
                .toList();
        try {
            return state(found, flags(found), mtu(found), prefixes);
        } catch (SocketException e) { // it has just gone
            return state(found, Set.of(), 0, List.of());
        }
    }

    private static InterfaceState state(
            NetworkInterface found, Set<Flag> flags, int mtu, List<AddressPrefix> prefixes) {
        return new InterfaceState(
                found.getIndex(),
                found.getName(),
                Set.of(),
                flags,
                "",
                null,
                Math.max(0, mtu),
                refusals(prefixes),
                prefixes.stream().map(InterfaceAddress::of).toList());
    }

    private static int mtu(NetworkInterface found) {
        try {
            return found.getMTU();
        } catch (SocketException e) {
            return 0; // not every system tells
        }
    }

    private static Set<Flag> flags(NetworkInterface found) throws SocketException {
        Set<Flag> flags = EnumSet.noneOf(Flag.class);
        if (found.isUp()) {
            flags.addAll(Set.of(Flag.UP, Flag.CARRIER));
        }
        if (found.isLoopback()) {
            flags.add(Flag.LOOPBACK);
        }
        if (found.isPointToPoint()) {
            flags.add(Flag.POINT_TO_POINT);
        }
        if (found.supportsMulticast()) {
            flags.add(Flag.MULTICAST);
        }
        return flags;
    }

    /** An interface has a family of which it has an address. */
    private static Map<Family, String> refusals(List<AddressPrefix> prefixes) {
        Map<Family, String> refusals = new EnumMap<>(Map.of(
                Family.IPV4, "has no IPv4 address",
                Family.IPV6, "has no IPv6 address"));
        prefixes.forEach(prefix -> refusals.remove(Family.of(prefix.address())));
        return refusals;
    }

    private static AddressPrefix prefix(java.net.InterfaceAddress found) {
        try {
            InetAddress plain = InetAddress.getByAddress(found.getAddress().getAddress());
            return new AddressPrefix(plain, found.getNetworkPrefixLength());
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Connecting a datagram socket sends nothing; the local address tells the route. */
    @Override
    public int routeTo(InetAddress address, int by) {
        try (DatagramSocket probe = new DatagramSocket()) {
            return routeTo(probe, address, by);
        } catch (SocketException e) { // there is no socket to ask with
            throw NetworkException.of(e);
        }
    }

    private static int routeTo(DatagramSocket probe, InetAddress address, int by) {
        try {
            InetAddress scoped = address instanceof Inet6Address
                    ? Inet6Address.getByAddress(null, address.getAddress(), by)
                    : address;
            probe.connect(new InetSocketAddress(scoped, DISCARD_PORT));
            NetworkInterface found = NetworkInterface.getByInetAddress(probe.getLocalAddress());
            return found == null || (by != 0 && by != found.getIndex()) ? 0 : found.getIndex();
        } catch (IOException | UncheckedIOException e) {
            return 0;
        }
    }

    @Override
    public synchronized Watch watch(Consumer<NetworkChange> listener) {
        if (watcher == null) {
            last = interfaces();
            watcher = Executors.newSingleThreadScheduledExecutor(JavaNetworkView::thread);
            long period = interval.toNanos();
            watcher.scheduleWithFixedDelay(this::look, period, period, TimeUnit.NANOSECONDS);
        }
        return new Listening(listeners.add(listener));
    }

    private static Thread thread(Runnable body) {
        Thread thread = new Thread(body, "multicast-network-watcher");
        thread.setDaemon(true);
        return thread;
    }

    private final class Listening implements Watch {
        private final Listeners.Entry entry;

        private Listening(Listeners.Entry entry) {
            this.entry = entry;
        }

        @Override
        public InterfaceList interfaces() {
            return last;
        }

        @Override
        public void alsoRoutes() {
            listeners.alsoRoutes(entry);
        }

        @Override
        public void close() {
            stop(entry);
        }
    }

    private synchronized void stop(Listeners.Entry entry) {
        if (listeners.removeLast(entry) && watcher != null) {
            watcher.shutdown();
            watcher = null;
        }
    }

    /** Whatever is thrown would end the watcher; the next look may succeed. */
    private void look() {
        try {
            InterfaceList before = last;
            InterfaceList now = interfaces();
            last = now;
            NetworkChange difference = NetworkChange.between(before, now);
            listeners.tell(new NetworkChange(now, difference.changed(), difference.deleted(), true, false));
            failing = false;
        } catch (Throwable e) {
            if (!failing) {
                Log.warn("the network can't be looked at right now; trying on", e);
            }
            failing = true;
        }
    }
}
