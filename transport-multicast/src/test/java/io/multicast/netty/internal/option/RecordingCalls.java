package io.multicast.netty.internal.option;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A machine that is not there: keeps each call with the bytes at its address, and answers what it was told to. Its memory
 * is the buffers whose address was asked for, each at a made-up place, dirty, and in the machine's byte order.
 */
public class RecordingCalls implements SocketCalls {
    private static final HexFormat HEX = HexFormat.of();
    private static final long APART = 1L << 32;
    private static final byte DIRT = (byte) 0xa5;

    /**
     * One call.
     *
     * @param function the C function's name
     * @param value the bytes set, in hexadecimal; for reading, how many there was room for
     */
    public record Call(String function, long socket, int level, int name, String value) {}

    private final ByteOrder order;
    private final int handleSize;
    private final TreeMap<Long, ByteBuffer> memory = new TreeMap<>();
    private final List<Call> calls = new ArrayList<>();
    private int errno;
    private byte[] answer = {};

    /** A machine of that byte order and width of a socket handle. */
    public RecordingCalls(ByteOrder order, int handleSize) {
        this.order = order;
        this.handleSize = handleSize;
    }

    /** The calls so far, the oldest first. */
    public List<Call> calls() {
        return calls;
    }

    /** Makes the next calls fail with that number; 0 ends it. */
    public void fail(int newErrno) {
        errno = newErrno;
    }

    /** Makes the next calls of getsockopt answer these bytes. */
    public void answer(byte... bytes) {
        answer = bytes;
    }

    @Override
    public int setsockopt(long socket, int level, int name, long address, int length) {
        String value = address == 0 ? "null " + length : HEX.formatHex(read(address, length));
        calls.add(new Call("setsockopt", socket, level, name, value));
        return errno;
    }

    @Override
    public int getsockopt(long socket, int level, int name, long address, long lengthAddress) {
        int room =
                ByteBuffer.wrap(read(lengthAddress, Integer.BYTES)).order(order).getInt();
        calls.add(new Call("getsockopt", socket, level, name, String.valueOf(room)));
        if (errno == 0) {
            byte[] fitting = Arrays.copyOf(answer, Math.min(room, answer.length));
            write(address, fitting);
            write(
                    lengthAddress,
                    ByteBuffer.allocate(Integer.BYTES)
                            .order(order)
                            .putInt(fitting.length)
                            .array());
        }
        return errno;
    }

    @Override
    public long addressOf(ByteBuffer direct) {
        if (!direct.isDirect()) {
            throw new IllegalArgumentException("no native memory");
        }
        for (int i = 0; i < direct.capacity(); i++) {
            direct.put(i, DIRT);
        }
        direct.order(order);
        long address = (memory.size() + 1) * APART;
        memory.put(address, direct);
        return address;
    }

    @Override
    public int handleSize() {
        return handleSize;
    }

    private byte[] read(long address, int length) {
        byte[] bytes = new byte[length];
        Map.Entry<Long, ByteBuffer> block = memory.floorEntry(address);
        block.getValue().get((int) (address - block.getKey()), bytes);
        return bytes;
    }

    private void write(long address, byte[] bytes) {
        Map.Entry<Long, ByteBuffer> block = memory.floorEntry(address);
        block.getValue().put((int) (address - block.getKey()), bytes);
    }
}
