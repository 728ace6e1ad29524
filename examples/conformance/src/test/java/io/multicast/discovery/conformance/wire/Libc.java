package io.multicast.discovery.conformance.wire;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;

/** The calls that a packet(7) socket needs. */
interface Libc extends Library {
    Libc C = Native.load("c", Libc.class);

    int socket(int domain, int type, int protocol);

    int bind(int fd, Pointer address, int length);

    int setsockopt(int fd, int level, int name, Pointer value, int length);

    int recvfrom(int fd, Pointer buffer, long size, int flags, Pointer address, Pointer length);

    int sendto(int fd, byte[] buffer, long size, int flags, Pointer address, int length);

    int ioctl(int fd, long request, Pointer argument);

    int if_nametoindex(String name);

    int close(int fd);

    /** Passes the result on, or throws with the errno of the call that has just been made. */
    static int check(int result) {
        if (result < 0) {
            throw new LastErrorException(Native.getLastError());
        }
        return result;
    }
}
