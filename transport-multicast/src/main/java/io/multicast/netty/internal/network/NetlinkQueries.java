package io.multicast.netty.internal.network;

import static io.multicast.netty.internal.network.Rtnetlink.NLM_F_DUMP_INTR;
import static io.multicast.netty.internal.network.Rtnetlink.ROUTE_HEADER;
import static io.multicast.netty.internal.network.Rtnetlink.RTA_OIF;
import static io.multicast.netty.internal.network.Rtnetlink.RTM_NEWROUTE;

import java.net.InetAddress;
import java.util.List;
import java.util.function.Consumer;

/**
 * Questions to the kernel, each on a socket of its own, so that the answer is about the calling thread's network namespace.
 * The kernel answers before {@code send} and each {@code recv} return: nothing ever has to be waited for.
 */
final class NetlinkQueries {
    private static final int ROOM = 32 * 1024; // as much as the kernel puts in a datagram, unless one message is larger
    private static final int ATTEMPTS = 8;
    private static final int MOST_DATAGRAMS = 10_000;

    private final NetlinkCalls calls;
    private final NativeMemory memory;
    private int sequence;

    NetlinkQueries(NetlinkCalls calls) {
        this.calls = calls;
        memory = new NativeMemory(calls, ROOM);
    }

    /** All interfaces; asks again, a few times, if they changed meanwhile. */
    synchronized List<InterfaceState> interfaces() {
        InterfaceDump dump = new InterfaceDump();
        for (int attempt = 1; !fill(dump) && attempt < ATTEMPTS; attempt++) {
            dump = new InterfaceDump();
        }
        return dump.states();
    }

    private boolean fill(InterfaceDump dump) {
        try (NetlinkSocket socket = NetlinkSocket.open(calls, 0)) {
            NetlinkRequests.links(memory.bytes(), ++sequence);
            boolean whole = ask(socket, dump::add);
            if (whole) {
                NetlinkRequests.addresses(memory.bytes(), ++sequence);
                whole = ask(socket, dump::add);
            }
            return whole;
        }
    }

    /** The interface that the route to an address leads through, or 0. */
    synchronized int routeTo(InetAddress address) {
        int[] index = new int[1];
        try (NetlinkSocket socket = NetlinkSocket.open(calls, 0)) {
            NetlinkRequests.route(memory.bytes(), ++sequence, address);
            ask(socket, message -> {
                if (message.type() == RTM_NEWROUTE) {
                    index[0] = Attributes.integer(message.body(), ROUTE_HEADER, RTA_OIF);
                }
            });
        } catch (NetlinkException e) {
            if (e.isRefusal()) {
                throw e;
            }
            return 0;
        }
        return Math.max(0, index[0]);
    }

    /** Sends the request and reads the answers to the last; false if they are not all, or not of one moment. */
    private boolean ask(NetlinkSocket socket, Consumer<NetlinkMessage> answers) {
        boolean whole = true;
        socket.send(memory);
        for (int datagrams = 0; datagrams < MOST_DATAGRAMS; datagrams++) {
            if (!receive(socket)) {
                return false;
            }
            for (NetlinkMessage message : NetlinkMessage.split(memory.bytes())) {
                if (message.sequence() != sequence) {
                    continue;
                }
                whole &= !message.has(NLM_F_DUMP_INTR);
                if (message.isLast()) {
                    check("the request", message.result());
                    return whole;
                }
                answers.accept(message);
            }
        }
        throw NetlinkException.in("recv: no end", 0);
    }

    /** False if the datagram was cut off; there will be room for it the next time. */
    private boolean receive(NetlinkSocket socket) {
        int length = socket.receive(memory, false);
        check("recv", length);
        boolean whole = length <= memory.bytes().capacity();
        memory.grow(length);
        return whole;
    }

    private static void check(String call, int result) {
        if (result < 0) {
            throw NetlinkException.in(call, -result);
        }
    }
}
