package io.multicast.netty.internal.network;

import static io.multicast.netty.internal.network.Rtnetlink.AF_UNSPEC;
import static io.multicast.netty.internal.network.Rtnetlink.EAGAIN;
import static io.multicast.netty.internal.network.Rtnetlink.ENOBUFS;
import static io.multicast.netty.internal.network.Rtnetlink.HEADER;
import static io.multicast.netty.internal.network.Rtnetlink.RTMGRP_IPV4_IFADDR;
import static io.multicast.netty.internal.network.Rtnetlink.RTMGRP_IPV6_IFADDR;
import static io.multicast.netty.internal.network.Rtnetlink.RTMGRP_LINK;
import static io.multicast.netty.internal.network.Rtnetlink.RTM_DELADDR;
import static io.multicast.netty.internal.network.Rtnetlink.RTM_DELLINK;
import static io.multicast.netty.internal.network.Rtnetlink.RTM_NEWADDR;
import static io.multicast.netty.internal.network.Rtnetlink.RTM_NEWLINK;

import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * Follows one network namespace from a thread of its own, which sleeps in {@code recv} until the kernel has word of a
 * change. The socket belongs to the namespace of the thread that opened it; the watcher's thread, which its maker starts,
 * inherits that namespace, and with it the fresh look that every change leads to.
 */
final class NetlinkWatcher implements Runnable {
    private static final int GROUPS = RTMGRP_LINK | RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR;
    private static final int ROOM = 8 * 1024; // one message; grows if need be
    private static final int MOST_AT_ONCE = 1000;
    private static final long PAUSE_NANOS = 100_000_000;

    private final NetlinkQueries queries;
    private final Listeners listeners = new Listeners();
    private final NativeMemory memory;
    private final NativeMemory nothing;
    private final NetlinkSocket socket;
    private volatile boolean stopped;
    private boolean closed;

    private Set<Integer> known = Set.of();
    private final Set<Integer> deleted = new HashSet<>();
    private boolean failing;

    private NetlinkWatcher(NetlinkCalls calls, NetlinkQueries queries) {
        this.queries = queries;
        memory = new NativeMemory(calls, ROOM);
        nothing = new NativeMemory(calls, HEADER);
        NetlinkRequests.nothing(nothing.bytes());
        socket = NetlinkSocket.open(calls, GROUPS);
    }

    /** Follows the calling thread's network namespace. */
    static NetlinkWatcher start(NetlinkCalls calls, NetlinkQueries queries) {
        NetlinkWatcher watcher = new NetlinkWatcher(calls, queries);
        try {
            watcher.known = indexes(queries.interfaces());
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

    synchronized boolean hasEnded() {
        return closed;
    }

    /** Ends the thread, which closes the socket; does not wait for it. */
    synchronized void stop() {
        stopped = true;
        if (closed) {
            return;
        }
        try {
            socket.send(nothing); // wakes the thread by its acknowledgement
        } catch (NetlinkException e) {
            Listeners.log().log(Level.WARNING, "the watcher's thread will end at the next change only", e);
        }
    }

    private synchronized void close() {
        closed = true;
        socket.close();
    }

    @Override
    public void run() {
        try {
            boolean news = false;
            while (!stopped) {
                news |= receive(!news);
                news = news && !stopped && !tell();
            }
        } catch (RuntimeException | Error e) {
            Listeners.log().log(Level.ERROR, "changes of the network are no longer followed", e);
        } finally {
            close();
        }
    }

    /** Takes all that has come, and says whether there was news. */
    private boolean receive(boolean wait) {
        boolean news = false;
        for (int taken = 0; taken < MOST_AT_ONCE; taken++) {
            int length = socket.receive(memory, wait && taken == 0);
            if (length == -EAGAIN) {
                break;
            }
            news |= read(length);
        }
        return news;
    }

    private boolean read(int length) {
        if (length < 0) {
            return overrun(length);
        }
        if (length > memory.bytes().capacity()) {
            memory.grow(length);
            return true;
        }
        boolean news = false;
        for (NetlinkMessage message : NetlinkMessage.split(memory.bytes())) {
            news |= isNews(message);
            note(message);
        }
        return news;
    }

    /** The kernel has dropped messages: what was deleted shows by not being there. */
    private static boolean overrun(int result) {
        if (result != -ENOBUFS && !NetlinkSocket.isInterruption(result)) {
            throw NetlinkException.in("recv", -result);
        }
        return result == -ENOBUFS;
    }

    /** Messages of AF_BRIDGE are about a port that joins or leaves its bridge. */
    private static boolean isNews(NetlinkMessage message) {
        return switch (message.type()) {
            case RTM_NEWLINK, RTM_DELLINK -> message.family() == AF_UNSPEC;
            case RTM_NEWADDR, RTM_DELADDR -> true;
            default -> false;
        };
    }

    private void note(NetlinkMessage message) {
        if (message.type() == RTM_DELLINK && message.family() == AF_UNSPEC) {
            LinkMessage link = LinkMessage.of(message.body());
            if (link != null) {
                deleted.add(link.index());
            }
        }
    }

    /** False if it could not look; what was deleted is then told the next time. */
    private boolean tell() {
        List<InterfaceState> now;
        try {
            now = queries.interfaces();
            failing = false;
        } catch (NetlinkException e) { // such as too many open files
            if (!failing) {
                Listeners.log().log(Level.WARNING, "the network has changed, but can't be looked at; trying on", e);
            }
            failing = true;
            LockSupport.parkNanos(PAUSE_NANOS);
            return false;
        }
        Set<Integer> present = indexes(now);
        known.stream().filter(index -> !present.contains(index)).forEach(deleted::add);
        known = present;
        NetworkChange change = new NetworkChange(now, deleted);
        deleted.clear();
        listeners.tell(change);
        return true;
    }

    private static Set<Integer> indexes(List<InterfaceState> states) {
        return states.stream().map(InterfaceState::index).collect(Collectors.toSet());
    }
}
