package io.multicast.netty.testing;

import static io.multicast.netty.testing.Libc.C;
import static io.multicast.netty.testing.Libc.check;

/** A dual-stack socket of a namespace's own, made without Java's network classes and without Netty. */
public final class UdpSocket implements AutoCloseable {
    private static final int AF_INET6 = 10;
    private static final int SOCK_DGRAM_CLOEXEC = 2 | 02000000;

    private final int fd;

    private UdpSocket(int fd) {
        this.fd = fd;
    }

    /** Opens one. */
    public static UdpSocket in(Namespace namespace) {
        return new UdpSocket(namespace.call(() -> check(C.socket(AF_INET6, SOCK_DGRAM_CLOEXEC, 0))));
    }

    /** Its number. */
    public int fd() {
        return fd;
    }

    @Override
    public void close() {
        C.close(fd);
    }
}
