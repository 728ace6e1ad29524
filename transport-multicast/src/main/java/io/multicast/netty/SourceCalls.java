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
        if (applied.get(key) == null) {
            sources.forEach(source -> foreign(change, key, membership, source));
            return;
        }
        SourceFilter own = wish == null ? applied.held(key) : wish.membership().filter();
        for (InetAddress source : sources) {
            check(change.refusal(own, source), change, membership, source);
            own = change.apply(own, source);
        }
        applied.change(key, membership, own.or(wishes.others(key, wish)));
    }

    /** A membership that was made by other means: the kernel answers, but for what Linux would do wrong. */
    private void foreign(SourceChange change, GroupOnInterface key, Membership membership, InetAddress source) {
        boolean deafening =
                change == SourceChange.LEAVE && applied.isAnySource(key, () -> failure(change, membership, source));
        check(deafening ? Errno.EINVAL : null, change, membership, source);
        applied.call(change.call(), key, membership, source);
        applied.record(key, membership, change.apply(SourceFilter.NONE, source));
    }

    /**
     * What is known is not left to the kernel to refuse: Linux turns an any-source membership that it refuses to take a
     * source from into one that receives nothing.
     */
    private void check(@Nullable Errno refusal, SourceChange change, Membership membership, InetAddress source) {
        if (refusal != null) {
            throw failure(change, membership, source).errno(refusal).exception();
        }
    }

    private Failure failure(SourceChange change, Membership membership, InetAddress source) {
        return applied.failure(change.call(), membership).source(source);
    }
}
