package io.multicast.netty.internal.network;

import static io.multicast.netty.internal.network.Rtnetlink.EPROTO;
import static io.multicast.netty.internal.network.Rtnetlink.NLM_F_DUMP_INTR;
import static io.multicast.netty.internal.network.Rtnetlink.ROUTE_HEADER;
import static io.multicast.netty.internal.network.Rtnetlink.RTA_OIF;
import static io.multicast.netty.internal.network.Rtnetlink.RTM_NEWROUTE;

import java.net.InetAddress;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Questions to the kernel, each on a socket of its own, so that the answer is about the calling thread's network namespace.
 * The kernel answers before {@code send} and each {@code recv} return: nothing ever has to be waited for.
 */
final class NetlinkQueries {
    private static final int ROOM = 32 * 1024; // as much as the kernel puts in a datagram, unless one message is larger
    private static final int ATTEMPTS = 4;
    private static final int MOST_DATAGRAMS = 10_000;
    private static final int WHOLE = 0;
    private static final int IN_PARTS = 1;

    private final NetlinkCalls calls;
    private final NativeMemory memory;
    private int sequence;

    NetlinkQueries(NetlinkCalls calls) {
        this.calls = calls;
        memory = new NativeMemory(calls, ROOM);
    }

    /**
     * What a look at all interfaces has found.
     *
     * @param whole whether it is the truth of one moment; else one that has gone may be among them, but none is missing that
     *     was there all the time
     */
    record Look(InterfaceTable table, boolean whole) {}

    /** All interfaces; asks again, a few times, if they change meanwhile, and puts together what the answers hold. */
    synchronized Look look() {
        InterfaceTable all = new InterfaceTable();
        try (NetlinkSocket socket = NetlinkSocket.open(calls, 0)) {
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                InterfaceTable one = new InterfaceTable();
                if (fill(one, socket)) {
                    return new Look(one, true);
                }
                all.addAll(one);
            }
        }
        return new Look(all, false);
    }

    private boolean fill(InterfaceTable table, NetlinkSocket socket) {
        NetlinkRequests.links(memory.bytes(), ++sequence);
        int links = check("the request", ask(socket, table::apply));
        NetlinkRequests.addresses(memory.bytes(), ++sequence);
        int addresses = check("the request", ask(socket, table::apply));
        return links == WHOLE && addresses == WHOLE;
    }

    /** What the kernel says of each of these interfaces that is there. */
    synchronized void links(Set<Integer> indexes, Consumer<NetlinkMessage> answers) {
        try (NetlinkSocket socket = NetlinkSocket.open(calls, 0)) {
            for (int index : indexes) {
                NetlinkRequests.link(memory.bytes(), ++sequence, index);
                checkScarcity(ask(socket, answers));
            }
        }
    }

    /** The interface that the route to an address leads through, or 0. */
    synchronized int routeTo(InetAddress address, int by) {
        int[] index = new int[1];
        try (NetlinkSocket socket = NetlinkSocket.open(calls, 0)) {
            NetlinkRequests.route(memory.bytes(), ++sequence, address, by);
            checkScarcity(ask(socket, message -> {
                if (message.type() == RTM_NEWROUTE) {
                    index[0] = Attributes.integer(message.body(), ROUTE_HEADER, RTA_OIF);
                }
            }));
        }
        return Math.max(0, index[0]);
    }

    /** Any other error means that there is none. */
    private static void checkScarcity(int result) {
        if (NetworkException.isScarcity(-result)) {
            check("the request", result);
        }
    }

    /**
     * Sends the request and reads the answers to the last.
     *
     * @return a negative error number that the kernel answers, or whether the answers are all, and of one moment
     */
    private int ask(NetlinkSocket socket, Consumer<NetlinkMessage> answers) {
        boolean whole = true;
        socket.send(memory);
        for (int datagrams = 0; datagrams < MOST_DATAGRAMS; datagrams++) {
            if (!receive(socket)) {
                return IN_PARTS;
            }
            for (NetlinkMessage message : NetlinkMessage.split(memory.bytes())) {
                if (message.sequence() != sequence) {
                    continue;
                }
                whole &= !message.has(NLM_F_DUMP_INTR);
                if (message.isLast()) {
                    return message.result() < 0 ? message.result() : whole ? WHOLE : IN_PARTS;
                }
                answers.accept(message);
            }
        }
        throw NetworkException.in("recv: no end", EPROTO);
    }

    /** False if the datagram was cut off; there will be room for it the next time. */
    private boolean receive(NetlinkSocket socket) {
        int length = check("recv", socket.receive(memory, false));
        boolean whole = length <= memory.bytes().capacity();
        memory.grow(length);
        return whole;
    }

    private static int check(String call, int result) {
        if (result < 0) {
            throw NetworkException.in(call, -result);
        }
        return result;
    }
}
