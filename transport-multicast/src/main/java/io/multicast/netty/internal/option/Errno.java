package io.multicast.netty.internal.option;

/** The errors that socket options meet, with their meaning in words. The number is the system's. */
public enum Errno {
    EPERM("operation not permitted"),
    ESRCH("no such entry"),
    EINTR("interrupted"),
    EBADF("not an open descriptor"),
    ENOMEM("out of memory"),
    EACCES("permission denied"),
    EFAULT("bad address"),
    ENODEV("no such device"),
    ENXIO("device not configured"),
    EINVAL("invalid argument"),
    ENFILE("too many open files in the system"),
    EMFILE("too many open files in this process"),
    ENOSYS("not implemented by this system"),
    EPROTO("protocol error"),
    ENOTSOCK("not a socket"),
    EMSGSIZE("message too long"),
    ENOPROTOOPT("option not available for this protocol"),
    EOPNOTSUPP("operation not supported"),
    EAFNOSUPPORT("address family not supported"),
    EADDRINUSE("address already in use"),
    EADDRNOTAVAIL("address not available"),
    ENETDOWN("network is down"),
    ENETUNREACH("network is unreachable"),
    ENOBUFS("no buffer space available"),
    EHOSTUNREACH("no route to host"),
    ETOOMANYREFS("too many references"),
    /** A number that the system's table does not name. */
    UNKNOWN("unknown error");

    private final String meaning;

    Errno(String meaning) {
        this.meaning = meaning;
    }

    /** What it says, in words. */
    public String meaning() {
        return meaning;
    }
}
