package io.multicast.netty.internal.packet;

import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Whether a batched call is refused here, as security policies older than the call do (seccomp filters of container hosts):
 * then datagrams go one by one, for the rest of the process. Said once in the log. For any thread.
 */
final class BatchRefusal {
    private static final System.Logger LOG = System.getLogger("io.multicast.netty");

    private final String call;
    private final String instead;
    private final AtomicBoolean refused = new AtomicBoolean();

    BatchRefusal(String call, String instead) {
        this.call = call;
        this.instead = instead;
    }

    boolean isKnown() {
        return refused.get();
    }

    /** EPERM and ENOSYS are what policies answer; a firewall answers EPERM too, to the single call as well. */
    static boolean isPossible(int result, PacketTable table) {
        return result == -table.notPermitted() || result == -table.notImplemented();
    }

    /** After the batched call was refused and the single one was not. */
    void found() {
        if (refused.compareAndSet(false, true)) {
            LOG.log(
                    Level.WARNING,
                    call
                            + " is refused by this system or a security policy of it (seccomp): datagrams go one by one, by "
                            + instead);
        }
    }
}
