package io.multicast.netty.internal.jna;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import io.multicast.netty.internal.option.SocketCalls;
import java.nio.ByteBuffer;

/**
 * The socket calls of a Unix C library. Addresses travel as plain integers of a pointer's width: no object is made for a
 * call. A failing call answers its errno, which JNA saves right after the call.
 */
public final class LibcCalls {
    /** The size of a pointer in this process. */
    public static final int POINTER_SIZE = Native.POINTER_SIZE;

    private LibcCalls() {}

    /** Binds the calls in the width of this process's pointers. */
    public static SocketCalls bind() {
        return POINTER_SIZE == Long.BYTES ? new Wide() : new Narrow();
    }

    private static int errno(int result) {
        return result == 0 ? 0 : Native.getLastError();
    }

    /** 64-bit processes. */
    private static final class Wide implements SocketCalls {
        static {
            Native.register(Wide.class, NativeLibrary.getProcess());
        }

        private static native int setsockopt(int socket, int level, int name, long value, int length);

        private static native int getsockopt(int socket, int level, int name, long value, long length);

        @Override
        public int setsockopt(long socket, int level, int name, long address, int length) {
            return errno(setsockopt((int) socket, level, name, address, length));
        }

        @Override
        public int getsockopt(long socket, int level, int name, long address, long lengthAddress) {
            return errno(getsockopt((int) socket, level, name, address, lengthAddress));
        }

        @Override
        public long addressOf(ByteBuffer direct) {
            return Addresses.of(direct);
        }

        @Override
        public int handleSize() {
            return Integer.BYTES;
        }
    }

    /** 32-bit processes. */
    private static final class Narrow implements SocketCalls {
        static {
            Native.register(Narrow.class, NativeLibrary.getProcess());
        }

        private static native int setsockopt(int socket, int level, int name, int value, int length);

        private static native int getsockopt(int socket, int level, int name, int value, int length);

        @Override
        public int setsockopt(long socket, int level, int name, long address, int length) {
            return errno(setsockopt((int) socket, level, name, (int) address, length));
        }

        @Override
        public int getsockopt(long socket, int level, int name, long address, long lengthAddress) {
            return errno(getsockopt((int) socket, level, name, (int) address, (int) lengthAddress));
        }

        @Override
        public long addressOf(ByteBuffer direct) {
            return Addresses.of(direct);
        }

        @Override
        public int handleSize() {
            return Integer.BYTES;
        }
    }
}
