package io.multicast.netty.internal.network;

import static io.multicast.netty.internal.network.Rtnetlink.EAGAIN;
import static io.multicast.netty.internal.network.Rtnetlink.ENOBUFS;
import static io.multicast.netty.internal.network.Rtnetlink.RTMGRP_IPV4_IFADDR;
import static io.multicast.netty.internal.network.Rtnetlink.RTMGRP_IPV6_IFADDR;
import static io.multicast.netty.internal.network.Rtnetlink.RTMGRP_IPV6_IFINFO;
import static io.multicast.netty.internal.network.Rtnetlink.RTMGRP_LINK;
import static io.multicast.netty.internal.network.Rtnetlink.RTM_DELROUTE;
import static io.multicast.netty.internal.network.Rtnetlink.RTM_DELRULE;
import static io.multicast.netty.internal.network.Rtnetlink.RTM_NEWROUTE;
import static io.multicast.netty.internal.network.Rtnetlink.RTM_NEWRULE;
import static io.multicast.netty.internal.network.Rtnetlink.RTNLGRP_IPV4_ROUTE;
import static io.multicast.netty.internal.network.Rtnetlink.RTNLGRP_IPV4_RULE;
import static io.multicast.netty.internal.network.Rtnetlink.RTNLGRP_IPV6_ROUTE;
import static io.multicast.netty.internal.network.Rtnetlink.RTNLGRP_IPV6_RULE;

import java.util.Set;

/**
 * The interfaces as the kernel's messages tell them, one change after the other. All of them are looked at when it begins,
 * and again only when a message was lost. Until such a look succeeds what was known stays: only what a message says to be
 * gone is gone. One thread, but for {@link #interfaces}.
 */
final class NetlinkMirror {
    static final int GROUPS = RTMGRP_LINK | RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR | RTMGRP_IPV6_IFINFO;
    static final Set<Integer> ROUTES =
            Set.of(RTNLGRP_IPV4_ROUTE, RTNLGRP_IPV4_RULE, RTNLGRP_IPV6_ROUTE, RTNLGRP_IPV6_RULE);

    private static final Set<Integer> OF_ROUTES = Set.of(RTM_NEWROUTE, RTM_DELROUTE, RTM_NEWRULE, RTM_DELRULE);
    private static final int ROOM = 8 * 1024; // one message; grows if need be
    private static final int MOST_AT_ONCE = 1000;

    private final NetlinkQueries queries;
    private final NativeMemory memory;
    private final InterfaceTable table = new InterfaceTable();
    private volatile InterfaceList known = InterfaceList.of();
    private boolean complete;
    private boolean routes;
    private boolean missed;

    NetlinkMirror(NetlinkCalls calls, NetlinkQueries queries) {
        this.queries = queries;
        memory = new NativeMemory(calls, ROOM);
    }

    /** What was last told, or newer. */
    InterfaceList interfaces() {
        return known;
    }

    /** Whether nothing was lost that a look would have to make up for. */
    boolean isComplete() {
        return complete;
    }

    /** Something was lost. */
    void miss() {
        complete = false;
        missed = true;
    }

    /** Takes all that has come, or the first that comes and all with it; says whether there was anything. */
    boolean receive(NetlinkSocket socket, boolean wait) {
        for (int taken = 0; taken < MOST_AT_ONCE; taken++) {
            int length = socket.receive(memory, wait && taken == 0);
            if (length == -EAGAIN || NetlinkSocket.isInterruption(length)) {
                return taken > 0;
            }
            read(length);
        }
        return true;
    }

    private void read(int length) {
        if (length == -ENOBUFS) { // the kernel has dropped messages
            miss();
        } else if (length < 0) {
            throw NetworkException.in("recv", -length);
        } else if (length > memory.bytes().capacity()) {
            memory.grow(length);
            miss();
        } else {
            NetlinkMessage.split(memory.bytes()).forEach(this::apply);
        }
    }

    private void apply(NetlinkMessage message) {
        routes |= OF_ROUTES.contains(message.type());
        table.apply(message);
    }

    /** Looks for the first time. */
    void begin() {
        look();
        takeChange();
    }

    /** Makes up for what was lost, and has another look at what messages may have said too early. */
    void complete(NetlinkSocket socket) {
        if (!complete) {
            look();
            receive(socket, false); // what came meanwhile is newer
        }
        Set<Integer> doubtful = table.takeDoubtful();
        if (doubtful.isEmpty()) {
            return;
        }
        try {
            queries.links(doubtful, this::apply); // answered when what the kernel is at is over
            receive(socket, false);
        } catch (NetworkException e) {
            complete = false; // the next look tells
            throw e;
        }
    }

    private void look() {
        NetlinkQueries.Look look = queries.look();
        if (look.whole()) {
            table.become(look.table());
        } else {
            table.addAll(look.table());
        }
        complete = look.whole();
    }

    /** All that is new since the last time. */
    NetworkChange takeChange() {
        InterfaceList before = known;
        InterfaceList now = table.interfaces();
        NetworkChange told = new NetworkChange(now, table.takeTouched(), table.takeDeleted(), routes, missed);
        known = now;
        routes = false;
        missed = false;
        return told.then(NetworkChange.between(before, now));
    }
}
