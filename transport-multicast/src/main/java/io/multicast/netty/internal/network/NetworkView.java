package io.multicast.netty.internal.network;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.function.Consumer;

/**
 * A system's way to tell its interfaces, its routes and their changes. What could not be asked at all, such as for want of a
 * descriptor, is a {@link NetworkException}, and never "there is none".
 */
public interface NetworkView {
    /**
     * All interfaces as they are now. While they change without a pause one that has just gone may be among them; one that
     * is there all the time always is.
     */
    InterfaceList interfaces();

    /**
     * The index of the interface that datagrams to that address leave by, or 0 when no route leads there.
     *
     * @param by the index of the interface to leave by, if there is a route by it, or 0 for any
     */
    int routeTo(InetAddress address, int by);

    /** The same, by the interface of the address's own scope if it has one. */
    default int routeTo(InetAddress address) {
        return routeTo(address, address instanceof Inet6Address scoped ? scoped.getScopeId() : 0);
    }

    /**
     * Tells of every change from now on, on a thread of the watcher's own. There is one watcher per process, which runs
     * while anybody listens. Changes in quick succession are told as one.
     */
    Watch watch(Consumer<NetworkChange> listener);

    /** What one listener has asked for. Any thread. */
    interface Watch extends AutoCloseable {
        /** All interfaces as the watcher knows them: as it last told, or newer. */
        InterfaceList interfaces();

        /** From now on tell of changes of routes, too. */
        void alsoRoutes();

        /** Tells no more. May be closed twice. */
        @Override
        void close();
    }
}
