package io.multicast.netty.internal.membership;

import java.net.InetAddress;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A source filter of RFC 3376, section 2. Immutable. */
public final class SourceFilter {
    /** Every source: EXCLUDE of none. */
    public static final SourceFilter ANY_SOURCE = new SourceFilter(false, Set.of());

    /** No source, which is no membership: INCLUDE of none. */
    public static final SourceFilter NONE = new SourceFilter(true, Set.of());

    private final boolean including;
    private final Set<InetAddress> sources;

    /** Of a set that nobody changes any more. */
    private SourceFilter(boolean including, Set<InetAddress> sources) {
        this.including = including;
        this.sources = Collections.unmodifiableSet(sources);
    }

    /** Only these sources. */
    public static SourceFilter include(Collection<InetAddress> sources) {
        return new SourceFilter(true, new LinkedHashSet<>(sources));
    }

    /** All sources but these. */
    public static SourceFilter exclude(Collection<InetAddress> sources) {
        return new SourceFilter(false, new LinkedHashSet<>(sources));
    }

    /** Whether only the sources are wanted (INCLUDE) rather than all but them (EXCLUDE). */
    public boolean including() {
        return including;
    }

    /** The sources, in the order given. */
    public Set<InetAddress> sources() {
        return sources;
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

    private SourceFilter without(Set<InetAddress> accepted) {
        Set<InetAddress> fewer = new LinkedHashSet<>(sources);
        fewer.removeAll(accepted);
        return new SourceFilter(including, fewer);
    }

    /** What either of two accepts (RFC 3376, section 3.2). */
    public SourceFilter or(SourceFilter other) {
        if (other.isEmpty() || equals(other)) {
            return this;
        }
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

    /** Whether nothing at all is received. */
    public boolean isEmpty() {
        return including && sources.isEmpty();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof SourceFilter that && including == that.including && sources.equals(that.sources));
    }

    @Override
    public int hashCode() {
        return Objects.hash(including, sources);
    }

    @Override
    public String toString() {
        return (including ? "INCLUDE " : "EXCLUDE ") + sources;
    }
}
