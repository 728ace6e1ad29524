package io.multicast.netty.internal.jna;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import io.multicast.netty.internal.network.NetlinkCalls;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Netlink sockets by the C library of a 64-bit Linux process. The library is bound when the first one is opened. */
public final class LibcNetlink implements NetlinkCalls {
    private static final int AF_NETLINK = 16;
    private static final int SOCK_RAW = 3;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int NETLINK_ROUTE = 0;
    private static final int MSG_TRUNC = 0x20; // makes recv answer a datagram's own length
    private static final int MSG_DONTWAIT = 0x40;

    private static final int SOL_SOCKET = 1;
    private static final int SO_RCVBUF = 8;
    private static final int SO_RCVBUFFORCE = 33;
    private static final int QUEUE = 1 << 22; // a message about an interface takes 2 to 4 KB of it
    private static final int SOL_NETLINK = 270;
    private static final int NETLINK_ADD_MEMBERSHIP = 1;
    private static final int NETLINK_DROP_MEMBERSHIP = 2;

    /** struct sockaddr_nl, or an int. */
    private static final int ROOM = 12;

    private static final class C {
        static {
            Native.register(C.class, NativeLibrary.getProcess());
        }

        static native int socket(int family, int type, int protocol);

        static native int bind(int socket, long address, int length);

        static native int setsockopt(int socket, int level, int name, long value, int length);

        static native long send(int socket, long address, long length, int flags);

        static native long recv(int socket, long address, long length, int flags);

        static native int close(int descriptor);
    }

    @Override
    public int open(int groups) {
        int socket = C.socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
        if (socket < 0) {
            return -Native.getLastError();
        }
        int error = groups == 0 ? 0 : subscribe(socket, groups);
        if (error != 0) {
            close(socket);
        }
        return error == 0 ? socket : -error;
    }

    private int subscribe(int socket, int groups) {
        ByteBuffer memory = ByteBuffer.allocateDirect(ROOM).order(ByteOrder.nativeOrder());
        try {
            long address = addressOf(memory);
            memory.putInt(0, QUEUE);
            if (C.setsockopt(socket, SOL_SOCKET, SO_RCVBUFFORCE, address, Integer.BYTES) != 0) { // needs CAP_NET_ADMIN
                C.setsockopt(socket, SOL_SOCKET, SO_RCVBUF, address, Integer.BYTES); // less will do, too
            }
            memory.putShort((short) AF_NETLINK).putShort((short) 0).putInt(0).putInt(groups);
            return C.bind(socket, address, ROOM) == 0 ? 0 : Native.getLastError();
        } finally {
            Reference.reachabilityFence(memory);
        }
    }

    @Override
    public int subscribe(int descriptor, int group, boolean wanted) {
        ByteBuffer memory = ByteBuffer.allocateDirect(ROOM).order(ByteOrder.nativeOrder());
        try {
            memory.putInt(0, group);
            int name = wanted ? NETLINK_ADD_MEMBERSHIP : NETLINK_DROP_MEMBERSHIP;
            return result(C.setsockopt(descriptor, SOL_NETLINK, name, addressOf(memory), Integer.BYTES));
        } finally {
            Reference.reachabilityFence(memory);
        }
    }

    @Override
    public int send(int descriptor, long address, int length) {
        return result(C.send(descriptor, address, length, 0));
    }

    @Override
    public int receive(int descriptor, long address, int length, boolean wait) {
        return result(C.recv(descriptor, address, length, MSG_TRUNC | (wait ? 0 : MSG_DONTWAIT)));
    }

    private static int result(long returned) {
        return returned < 0 ? -Native.getLastError() : (int) returned;
    }

    @Override
    public void close(int descriptor) {
        C.close(descriptor);
    }

    @Override
    public long addressOf(ByteBuffer direct) {
        return Addresses.of(direct);
    }
}
