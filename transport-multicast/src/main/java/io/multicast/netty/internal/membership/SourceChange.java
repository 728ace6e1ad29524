package io.multicast.netty.internal.membership;

import io.multicast.netty.internal.option.Errno;
import io.multicast.netty.internal.option.MembershipCall;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** Calls that take one source into a filter's list or out of it. */
enum SourceChange {
    BLOCK(MembershipCall.BLOCK_SOURCE, true),
    UNBLOCK(MembershipCall.UNBLOCK_SOURCE, false),
    LEAVE(MembershipCall.LEAVE_SOURCE_GROUP, false);

    private final MembershipCall call;
    private final boolean adds;

    SourceChange(MembershipCall call, boolean adds) {
        this.call = call;
        this.adds = adds;
    }

    MembershipCall call() {
        return call;
    }

    /** The error with which systems refuse the call on that membership, or null. */
    @Nullable
    Errno refusal(SourceFilter held, InetAddress source) {
        if (held.isEmpty() || held.including() != (this == LEAVE)) {
            return Errno.EINVAL;
        }
        return held.sources().contains(source) == adds ? Errno.EADDRNOTAVAIL : null;
    }

    /** The filter after the call; one that is blocked in a membership made elsewhere was for any source. */
    SourceFilter apply(SourceFilter held, InetAddress source) {
        SourceFilter base = adds && held.isEmpty() ? SourceFilter.ANY_SOURCE : held;
        return adds ? base.with(source) : base.without(source);
    }
}
