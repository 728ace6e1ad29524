package io.multicast.netty.internal.option;

import java.lang.ref.Reference;
import java.net.InetAddress;
import java.util.Collection;
import java.util.Set;
import java.util.function.IntSupplier;

/**
 * Encodes values and makes the native calls. Every method answers 0 or the error number; what was read stays in the
 * scratch memory until the next call. One thread only.
 */
public final class SocketOptions {
    private final SystemTable table;
    private final SocketCalls calls;
    private final Scratch scratch;
    private int filterRoom;

    /** Options of that system, through those calls. */
    public SocketOptions(SystemTable table, SocketCalls calls) {
        this.table = table;
        this.calls = calls;
        scratch = new Scratch(calls);
    }

    /** Sets an integer option. */
    public int set(long socket, OptionRow row, int value) {
        int length = row.codec().encode(value, scratch.buffer(), scratch.valueAt());
        return send(socket, row.level(), row.name(), length);
    }

    /** Sets an interface and, where the option has room for it, the IPv4 address to send from, 0 for any. */
    public int setInterface(long socket, OptionRow row, int index, IntSupplier address) {
        int length = row.codec().encode(index, address, scratch.buffer(), scratch.valueAt());
        return send(socket, row.level(), row.name(), length);
    }

    /** Reads an integer option; {@link #value} has it. */
    public int get(long socket, OptionRow row) {
        return receive(socket, row.level(), row.name(), row.codec().size());
    }

    /** The value that {@link #get} has just read, or {@link Codec#UNKNOWN}. */
    public int value(OptionRow row) {
        return row.codec().decode(scratch.buffer(), scratch.valueAt(), scratch.length());
    }

    /** Sets any option to these bytes. No bytes: a null pointer and length 0, for options that take no value. */
    public int setBytes(long socket, int level, int name, byte[] value) {
        if (value.length == 0) {
            return calls.setsockopt(socket, level, name, 0, 0);
        }
        scratch.require(value.length);
        scratch.buffer().put(scratch.valueAt(), value);
        return send(socket, level, name, value.length);
    }

    /** Reads any option of at most {@code room} bytes; {@link #bytes} has them. */
    public int getBytes(long socket, int level, int name, int room) {
        scratch.require(room);
        return receive(socket, level, name, room);
    }

    /** The bytes that {@link #getBytes} has just read. */
    public byte[] bytes() {
        byte[] bytes = new byte[scratch.length()];
        scratch.buffer().get(scratch.valueAt(), bytes);
        return bytes;
    }

    /** Sets any option to a socket handle, in the width that the system has for one. */
    public int setHandle(long socket, int level, int name, long handle) {
        int size = calls.handleSize();
        if (size == Long.BYTES) {
            scratch.buffer().putLong(scratch.valueAt(), handle);
        } else {
            scratch.buffer().putInt(scratch.valueAt(), (int) handle);
        }
        return send(socket, level, name, size);
    }

    /** JOIN_GROUP or LEAVE_GROUP; by an older call where the system has one and its answer is that this one is missing. */
    public int group(long socket, MembershipCall call, int index, InetAddress group) {
        int length = table.layout().putGroup(scratch.buffer(), scratch.valueAt(), index, group);
        int errno = send(socket, call, group, length);
        return errno != 0 && table.answers().of(call, errno) == Answer.NO_CALL
                ? older(socket, call, index, group, errno)
                : errno;
    }

    private int older(long socket, MembershipCall call, int index, InetAddress group, int because) {
        OlderCalls older = table.older();
        if (older == null) {
            return because;
        }
        Family family = Family.of(group);
        int length = older.put(scratch.buffer(), scratch.valueAt(), index, group);
        return send(socket, family.level(), older.number(call, family), length);
    }

    /** The calls that name one source. */
    public int source(long socket, MembershipCall call, int index, InetAddress group, InetAddress source) {
        int length = table.layout().putGroupAndSource(scratch.buffer(), scratch.valueAt(), index, group, source);
        return send(socket, call, group, length);
    }

    /** SET_FILTER. */
    public int filter(long socket, int index, InetAddress group, boolean including, Collection<InetAddress> sources) {
        scratch.require(table.layout().filterLength(sources.size()));
        int length = table.layout().putFilter(scratch.buffer(), scratch.valueAt(), index, group, including, sources);
        return send(socket, MembershipCall.SET_FILTER, group, length);
    }

    /** Reads the socket's filter of a group; {@link #filterIsIncluding} and {@link #filterSources} have it. */
    public int getFilter(long socket, int index, InetAddress group, int room) {
        GroupLayout layout = table.layout();
        scratch.require(layout.filterLength(room));
        layout.putFilterHead(scratch.buffer(), scratch.valueAt(), index, group, true, room);
        filterRoom = room;
        int name = table.number(MembershipCall.SET_FILTER);
        return receive(socket, Family.of(group).level(), name, layout.filterLength(room));
    }

    /** Whether the filter that {@link #getFilter} has just read includes its sources. */
    public boolean filterIsIncluding() {
        return table.layout().isIncluding(scratch.buffer(), scratch.valueAt());
    }

    /** How many sources there are in the filter that {@link #getFilter} has just read; there may have been room for fewer. */
    public int filterCount() {
        return table.layout().filterCount(scratch.buffer(), scratch.valueAt());
    }

    /** The sources that {@link #getFilter} has just read. */
    public Set<InetAddress> filterSources() {
        return Set.copyOf(table.layout().sources(scratch.buffer(), scratch.valueAt(), filterRoom));
    }

    private int send(long socket, MembershipCall call, InetAddress group, int length) {
        return send(socket, Family.of(group).level(), table.number(call), length);
    }

    private int send(long socket, int level, int name, int length) {
        try {
            return calls.setsockopt(socket, level, name, scratch.valueAddress(), length);
        } finally {
            Reference.reachabilityFence(scratch);
        }
    }

    private int receive(long socket, int level, int name, int room) {
        scratch.length(room);
        try {
            return calls.getsockopt(socket, level, name, scratch.valueAddress(), scratch.lengthAddress());
        } finally {
            Reference.reachabilityFence(scratch);
        }
    }
}
