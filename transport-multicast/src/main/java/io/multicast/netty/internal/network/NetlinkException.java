package io.multicast.netty.internal.network;

import static io.multicast.netty.internal.network.Rtnetlink.EMFILE;
import static io.multicast.netty.internal.network.Rtnetlink.ENFILE;
import static io.multicast.netty.internal.network.Rtnetlink.ENOBUFS;
import static io.multicast.netty.internal.network.Rtnetlink.ENOMEM;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;

/** A call on a netlink socket, or a request sent through one, that failed. */
final class NetlinkException extends UncheckedIOException {
    private static final long serialVersionUID = 1;
    private static final Set<Integer> SCARCE = Set.of(ENOMEM, ENFILE, EMFILE, ENOBUFS);

    private final int error;
    private final boolean opening;

    private NetlinkException(String message, int error, boolean opening) {
        super(message, new IOException(message));
        this.error = error;
        this.opening = opening;
    }

    static NetlinkException opening(int error) {
        return new NetlinkException("a netlink socket can't be opened: error " + error, error, true);
    }

    static NetlinkException in(String call, int error) {
        return new NetlinkException(call + " on a netlink socket: error " + error, error, false);
    }

    /** Whether this process may have no such socket at all (seccomp, RestrictAddressFamilies), not just none right now. */
    boolean isRefusal() {
        return opening && !SCARCE.contains(error);
    }
}
