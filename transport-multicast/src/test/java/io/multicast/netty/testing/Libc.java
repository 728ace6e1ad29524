package io.multicast.netty.testing;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;

/** The C library's calls that the fixtures make themselves, independent of the library under test. */
interface Libc extends Library {
    Libc C = Native.load("c", Libc.class);

    int open(String path, int flags);

    int close(int fd);

    int setns(int fd, int type);

    int sched_getcpu();

    int sched_setaffinity(int pid, long size, Pointer mask);

    int unshare(int flags);

    int mount(String source, String target, String type, long flags, Pointer data);

    int if_nametoindex(String name);

    Pointer if_indextoname(int index, Pointer name);

    int socket(int domain, int type, int protocol);

    int getsockopt(int fd, int level, int name, Pointer value, IntByReference length);

    int setsockopt(int fd, int level, int name, Pointer value, int length);

    int recvfrom(int fd, Pointer buffer, long size, int flags, Pointer address, IntByReference length);

    /** Passes the result on, or throws with the errno of the call that has just been made. */
    static int check(int result) {
        if (result < 0) {
            throw new LastErrorException(Native.getLastError());
        }
        return result;
    }
}
