package io.multicast.netty.internal.network;

import java.net.InetAddress;
import java.util.List;
import java.util.function.Consumer;

/** A system's way to tell its interfaces, its routes and their changes. */
public interface NetworkView {
    /** All interfaces as they are now. */
    List<InterfaceState> interfaces();

    /** The index of the interface that datagrams to that address leave by, or 0 when no route leads there. */
    int routeTo(InetAddress address);

    /**
     * Tells of every change from now on, on a thread of the watcher's own. There is one watcher per process, which runs
     * while anybody listens.
     *
     * @return stops telling that listener; may be run twice
     */
    Runnable watch(Consumer<NetworkChange> listener);
}
