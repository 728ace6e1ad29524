package io.multicast.netty.internal.packet;

import io.netty.util.concurrent.FastThreadLocal;

/** A system that receives and sends many datagrams per call. The native memory belongs to the thread, for all its channels. */
public final class PacketSystem {
    private final PacketTable table;
    private final FallbackCalls calls;
    private final FastThreadLocal<ReceiveBatch> receiving = new FastThreadLocal<>() {
        @Override
        protected ReceiveBatch initialValue() {
            return new ReceiveBatch(calls);
        }
    };
    private final FastThreadLocal<SendBatch> sending = new FastThreadLocal<>() {
        @Override
        protected SendBatch initialValue() {
            return new SendBatch(calls);
        }
    };

    /**
     * Of these.
     *
     * @param table what the system has
     * @param calls the native calls
     */
    public PacketSystem(PacketTable table, PacketCalls calls) {
        this.table = table;
        this.calls = new FallbackCalls(calls, table);
    }

    /** What the system has. */
    public PacketTable table() {
        return table;
    }

    FallbackCalls calls() {
        return calls;
    }

    ReceiveBatch receiveBatch() {
        return receiving.get();
    }

    SendBatch sendBatch() {
        return sending.get();
    }
}
