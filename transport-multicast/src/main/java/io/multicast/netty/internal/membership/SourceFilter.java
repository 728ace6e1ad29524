package io.multicast.netty.internal.membership;

import java.net.InetAddress;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A source filter of RFC 3376, section 2.
 *
 * @param including whether only the sources are wanted (INCLUDE) or all but them (EXCLUDE)
 * @param sources in the order given
 */
public record SourceFilter(boolean including, Set<InetAddress> sources) {
    /** Every source: EXCLUDE of none. */
    public static final SourceFilter ANY_SOURCE = new SourceFilter(false, Set.of());

    /** Copies the sources. */
    public SourceFilter {
        sources = Collections.unmodifiableSet(new LinkedHashSet<>(sources));
    }

    /** Only these sources. */
    public static SourceFilter include(Collection<InetAddress> sources) {
        return new SourceFilter(true, new LinkedHashSet<>(sources));
    }

    /** All sources but these. */
    public static SourceFilter exclude(Collection<InetAddress> sources) {
        return new SourceFilter(false, new LinkedHashSet<>(sources));
    }

    /** The same mode with one more source in the list. */
    public SourceFilter with(InetAddress source) {
        Set<InetAddress> more = new LinkedHashSet<>(sources);
        more.add(source);
        return new SourceFilter(including, more);
    }

    /** The same mode with one source less in the list. */
    public SourceFilter without(InetAddress source) {
        return without(Set.of(source));
    }

    /** What either of two accepts (RFC 3376, section 3.2). */
    public SourceFilter or(SourceFilter other) {
        if (including != other.including) {
            return including ? other.or(this) : without(other.sources);
        }
        Set<InetAddress> both = new LinkedHashSet<>(sources);
        if (including) {
            both.addAll(other.sources);
        } else {
            both.retainAll(other.sources);
        }
        return new SourceFilter(including, both);
    }

    private SourceFilter without(Set<InetAddress> accepted) {
        Set<InetAddress> fewer = new LinkedHashSet<>(sources);
        fewer.removeAll(accepted);
        return new SourceFilter(including, fewer);
    }

    /** Whether nothing at all is received: INCLUDE of none, which is no membership. */
    public boolean isEmpty() {
        return including && sources.isEmpty();
    }
}
