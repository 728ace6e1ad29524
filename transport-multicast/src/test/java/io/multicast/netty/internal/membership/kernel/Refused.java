package io.multicast.netty.internal.membership.kernel;

import io.multicast.netty.internal.option.Errno;

/** How a model of a kernel says no. */
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Errno errno;

    Refused(Errno errno) {
        super(errno.name(), null, false, false);
        this.errno = errno;
    }

    Errno errno() {
        return errno;
    }

    static void when(boolean condition, Errno errno) {
        if (condition) {
            throw new Refused(errno);
        }
    }
}
