package io.multicast.netty.internal.jna;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import io.multicast.netty.internal.option.SocketCalls;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The socket calls of {@code ws2_32.dll}. A SOCKET is as wide as a pointer. JNA saves GetLastError right after each call;
 * that is the value which WSAGetLastError answers. Checked byte for byte, not run on Windows.
 */
public final class WinsockCalls implements SocketCalls {
    static final class Ws2 {
        static {
            Native.register(Ws2.class, NativeLibrary.getInstance("ws2_32"));
        }

        private Ws2() {}

        static native int setsockopt(
                @Nullable Pointer socket, int level, int name, @Nullable Pointer value, int length);

        static native int getsockopt(
                @Nullable Pointer socket, int level, int name, @Nullable Pointer value, @Nullable Pointer length);
    }

    private WinsockCalls() {}

    /** Binds the calls. */
    public static SocketCalls bind() {
        Ws2.setsockopt(null, 0, 0, null, 0); // fails at once, and shows here that the library could be bound
        return new WinsockCalls();
    }

    @Override
    public int setsockopt(long socket, int level, int name, long address, int length) {
        return Ws2.setsockopt(Pointer.createConstant(socket), level, name, new Pointer(address), length) == 0
                ? 0
                : Native.getLastError();
    }

    @Override
    public int getsockopt(long socket, int level, int name, long address, long lengthAddress) {
        return Ws2.getsockopt(
                                Pointer.createConstant(socket),
                                level,
                                name,
                                new Pointer(address),
                                new Pointer(lengthAddress))
                        == 0
                ? 0
                : Native.getLastError();
    }

    @Override
    public long addressOf(ByteBuffer direct) {
        return Addresses.of(direct);
    }

    @Override
    public int handleSize() {
        return Native.POINTER_SIZE;
    }
}
