package io.multicast.netty.internal.jna;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import io.multicast.netty.internal.packet.PacketCalls;
import java.nio.ByteBuffer;

/** {@code recvmmsg}, {@code sendmmsg}, {@code recvmsg} and {@code sendmsg} of a Linux C library, with addresses as plain integers like {@link LibcCalls}. */
public final class LibcPacketCalls {
    private static final int MSG_DONTWAIT = 0x40;

    private LibcPacketCalls() {}

    /** Binds the calls in the width of this process's pointers. */
    public static PacketCalls bind() {
        return LibcCalls.POINTER_SIZE == Long.BYTES ? new Wide() : new Narrow();
    }

    private static int result(int result) {
        return result < 0 ? -Native.getLastError() : result;
    }

    /** 64-bit processes. */
    private static final class Wide implements PacketCalls {
        static {
            Native.register(Wide.class, NativeLibrary.getProcess());
        }

        private static native int recvmmsg(int socket, long vector, int count, int flags, long timeout);

        private static native int sendmmsg(int socket, long vector, int count, int flags);

        private static native long recvmsg(int socket, long header, int flags);

        private static native long sendmsg(int socket, long header, int flags);

        @Override
        public int receive(long socket, long vector, int count) {
            return result(recvmmsg((int) socket, vector, count, MSG_DONTWAIT, 0));
        }

        @Override
        public int send(long socket, long vector, int count) {
            return result(sendmmsg((int) socket, vector, count, MSG_DONTWAIT));
        }

        @Override
        public int receiveOne(long socket, long header) {
            return result((int) recvmsg((int) socket, header, MSG_DONTWAIT));
        }

        @Override
        public int sendOne(long socket, long header) {
            return result((int) sendmsg((int) socket, header, MSG_DONTWAIT));
        }

        @Override
        public void putInt(long address, int value) {
            new Pointer(address).setInt(0, value);
        }

        @Override
        public long addressOf(ByteBuffer direct) {
            return Addresses.of(direct);
        }

        @Override
        public int pointerSize() {
            return Long.BYTES;
        }
    }

    /** 32-bit processes. */
    private static final class Narrow implements PacketCalls {
        static {
            Native.register(Narrow.class, NativeLibrary.getProcess());
        }

        private static native int recvmmsg(int socket, int vector, int count, int flags, int timeout);

        private static native int sendmmsg(int socket, int vector, int count, int flags);

        private static native int recvmsg(int socket, int header, int flags);

        private static native int sendmsg(int socket, int header, int flags);

        @Override
        public int receive(long socket, long vector, int count) {
            return result(recvmmsg((int) socket, (int) vector, count, MSG_DONTWAIT, 0));
        }

        @Override
        public int send(long socket, long vector, int count) {
            return result(sendmmsg((int) socket, (int) vector, count, MSG_DONTWAIT));
        }

        @Override
        public int receiveOne(long socket, long header) {
            return result(recvmsg((int) socket, (int) header, MSG_DONTWAIT));
        }

        @Override
        public int sendOne(long socket, long header) {
            return result(sendmsg((int) socket, (int) header, MSG_DONTWAIT));
        }

        @Override
        public void putInt(long address, int value) {
            new Pointer(address).setInt(0, value);
        }

        @Override
        public long addressOf(ByteBuffer direct) {
            return Addresses.of(direct);
        }

        @Override
        public int pointerSize() {
            return Integer.BYTES;
        }
    }
}
