package io.multicast.netty.internal.packet;

import java.nio.ByteBuffer;

/** The batched calls where they are to be had, and else as many single ones. For any thread. */
public final class FallbackCalls implements PacketCalls {
    private final PacketCalls calls;
    private final PacketTable table;
    private final Structs structs;
    private final BatchRefusal receiving = new BatchRefusal("recvmmsg", "recvmsg");
    private final BatchRefusal sending = new BatchRefusal("sendmmsg", "sendmsg");

    /** Over these calls of a system. */
    public FallbackCalls(PacketCalls calls, PacketTable table) {
        this.calls = calls;
        this.table = table;
        structs = new Structs(calls.pointerSize());
    }

    /** Whether neither call has been found to be refused. */
    public boolean isBatching() {
        return !receiving.isKnown() && !sending.isKnown();
    }

    @Override
    public int receive(long socket, long vector, int count) {
        if (receiving.isKnown()) {
            return receiveEach(socket, vector, count);
        }
        int received = calls.receive(socket, vector, count);
        if (!BatchRefusal.isPossible(received, table)) {
            return received;
        }
        int singly = receiveEach(socket, vector, count);
        if (!BatchRefusal.isPossible(singly, table)) {
            receiving.found();
        }
        return singly;
    }

    private int receiveEach(long socket, long vector, int count) {
        for (int i = 0; i < count; i++) {
            long header = vector + (long) i * structs.message;
            int length = calls.receiveOne(socket, header);
            if (length < 0) {
                return i == 0 ? length : i;
            }
            calls.putInt(header + structs.length, length);
        }
        return count;
    }

    @Override
    public int send(long socket, long vector, int count) {
        if (sending.isKnown()) {
            return sendEach(socket, vector, count);
        }
        int sent = calls.send(socket, vector, count);
        if (!BatchRefusal.isPossible(sent, table)) {
            return sent;
        }
        int singly = sendEach(socket, vector, count);
        if (!BatchRefusal.isPossible(singly, table)) {
            sending.found();
        }
        return singly;
    }

    private int sendEach(long socket, long vector, int count) {
        for (int i = 0; i < count; i++) {
            int sent = calls.sendOne(socket, vector + (long) i * structs.message);
            if (sent < 0) {
                return i == 0 ? sent : i;
            }
        }
        return count;
    }

    @Override
    public int receiveOne(long socket, long header) {
        return calls.receiveOne(socket, header);
    }

    @Override
    public int sendOne(long socket, long header) {
        return calls.sendOne(socket, header);
    }

    @Override
    public void putInt(long address, int value) {
        calls.putInt(address, value);
    }

    @Override
    public long addressOf(ByteBuffer direct) {
        return calls.addressOf(direct);
    }

    @Override
    public int pointerSize() {
        return calls.pointerSize();
    }
}
