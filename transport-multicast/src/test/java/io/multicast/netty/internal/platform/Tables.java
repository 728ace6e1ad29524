package io.multicast.netty.internal.platform;

import io.multicast.netty.internal.option.RecordingCalls;
import io.multicast.netty.internal.option.SystemTable;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.function.Supplier;

/** Every system that the library has a table for, on any machine. */
public enum Tables {
    LINUX_64_LITTLE(() -> Linux.table(8), ByteOrder.LITTLE_ENDIAN, 4),
    LINUX_64_BIG(() -> Linux.table(8), ByteOrder.BIG_ENDIAN, 4),
    LINUX_32_LITTLE(() -> Linux.table(4), ByteOrder.LITTLE_ENDIAN, 4),
    LINUX_32_BIG(() -> Linux.table(4), ByteOrder.BIG_ENDIAN, 4),
    MACOS(MacOs::table, ByteOrder.LITTLE_ENDIAN, 4),
    FREEBSD(() -> FreeBsd.table(false), ByteOrder.LITTLE_ENDIAN, 4),
    FREEBSD_I386(() -> FreeBsd.table(true), ByteOrder.LITTLE_ENDIAN, 4),
    WINDOWS_64(Windows::table, ByteOrder.LITTLE_ENDIAN, 8),
    WINDOWS_32(Windows::table, ByteOrder.LITTLE_ENDIAN, 4);

    private final Supplier<SystemTable> table;
    private final ByteOrder order;
    private final int handleSize;

    Tables(Supplier<SystemTable> table, ByteOrder order, int handleSize) {
        this.table = table;
        this.order = order;
        this.handleSize = handleSize;
    }

    /** The system's table. */
    public SystemTable table() {
        return table.get();
    }

    /** A machine of that system which keeps what it is told. */
    public RecordingCalls calls() {
        return new RecordingCalls(order, handleSize);
    }

    /** The file of what it is to be told, named after it. */
    String golden() {
        return "golden/" + name().toLowerCase(Locale.ROOT).replace('_', '-') + ".txt";
    }
}
