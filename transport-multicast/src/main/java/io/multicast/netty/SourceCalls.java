package io.multicast.netty;

import io.multicast.netty.internal.membership.GroupOnInterface;
import io.multicast.netty.internal.membership.SourceFilter;
import io.multicast.netty.internal.option.Errno;
import java.net.InetAddress;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes single sources into the filter of a group on one interface, or out of it. */
final class SourceCalls {
    private final AppliedMemberships applied;
    private final Wishes wishes;

    SourceCalls(AppliedMemberships applied, Wishes wishes) {
        this.applied = applied;
        this.wishes = wishes;
    }

    void make(
            SourceChange change,
            GroupOnInterface key,
            Membership membership,
            @Nullable Wish wish,
            Set<InetAddress> sources) {
        SourceFilter others = wishes.others(key, wish);
        SourceFilter own = wish == null ? applied.held(key) : wish.membership().filter();
        for (InetAddress source : sources) {
            check(change, key, membership, own, source);
            own = change.apply(own, source);
            if (others.isEmpty()) {
                applied.call(change.call(), key, membership, source);
                applied.record(key, membership, own);
            }
        }
        if (!others.isEmpty()) {
            applied.change(key, membership, own.or(others));
        }
    }

    /**
     * What was joined here is not left to the kernel to refuse: Linux turns an any-source membership that it refuses to take
     * a source from into one that receives nothing.
     */
    private void check(
            SourceChange change, GroupOnInterface key, Membership membership, SourceFilter own, InetAddress source) {
        Errno refusal = applied.get(key) == null ? null : change.refusal(own, source);
        if (refusal != null) {
            throw applied.failure(change.call(), membership)
                    .source(source)
                    .errno(refusal)
                    .exception();
        }
    }
}
