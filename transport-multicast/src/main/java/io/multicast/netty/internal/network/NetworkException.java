package io.multicast.netty.internal.network;

import static io.multicast.netty.internal.network.Rtnetlink.EIO;
import static io.multicast.netty.internal.network.Rtnetlink.EMFILE;
import static io.multicast.netty.internal.network.Rtnetlink.ENFILE;
import static io.multicast.netty.internal.network.Rtnetlink.ENOBUFS;
import static io.multicast.netty.internal.network.Rtnetlink.ENOMEM;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;

/** The network could not be asked. */
public final class NetworkException extends UncheckedIOException {
    private static final long serialVersionUID = 1;
    private static final Set<Integer> SCARCE = Set.of(ENOMEM, ENFILE, EMFILE, ENOBUFS);

    private final int errno;
    private final boolean refusal;

    private NetworkException(String message, IOException cause, int errno, boolean refusal) {
        super(message, cause);
        this.errno = errno;
        this.refusal = refusal;
    }

    private static NetworkException of(String message, int errno, boolean refusal) {
        return new NetworkException(message, new IOException(message), errno, refusal);
    }

    static NetworkException opening(int errno) {
        return of("a netlink socket can't be opened: error " + errno, errno, !isScarcity(errno));
    }

    static NetworkException in(String call, int errno) {
        return of(call + " on a netlink socket: error " + errno, errno, false);
    }

    static NetworkException naming(String name, int errno) {
        return of("the system can't say whether there is an interface " + name + ": error " + errno, errno, false);
    }

    static NetworkException of(IOException cause) {
        return new NetworkException("the network can't be asked: " + cause.getMessage(), cause, EIO, false);
    }

    /** Whether there is no descriptor or memory at this moment: no answer to what was asked. */
    static boolean isScarcity(int errno) {
        return SCARCE.contains(errno);
    }

    /** The error number that the system gave; EIO where java.net hides it. */
    public int errno() {
        return errno;
    }

    /** Whether this process may have no such socket at all (seccomp, RestrictAddressFamilies), not just none right now. */
    boolean isRefusal() {
        return refusal;
    }
}
