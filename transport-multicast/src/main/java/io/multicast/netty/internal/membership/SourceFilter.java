package io.multicast.netty.internal.membership;

import java.net.InetAddress;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A source filter of RFC 3376, section 2. Immutable. */
public final class SourceFilter {
    private static final InetAddress[] NOBODY = {};

    /** Every source: EXCLUDE of none. */
    public static final SourceFilter ANY_SOURCE = new SourceFilter(false, NOBODY);

    /** No source, which is no membership: INCLUDE of none. */
    public static final SourceFilter NONE = new SourceFilter(true, NOBODY);

    private final boolean including;
    private final Sources sources;

    /** Of an array without repetitions that nobody changes any more. */
    private SourceFilter(boolean including, InetAddress[] sources) {
        this.including = including;
        this.sources = new Sources(sources);
    }

    private static SourceFilter of(boolean including, InetAddress[] sources) {
        if (sources.length == 0) {
            return including ? NONE : ANY_SOURCE;
        }
        return new SourceFilter(including, sources);
    }

    private static SourceFilter of(boolean including, Collection<InetAddress> sources) {
        Set<InetAddress> once = sources instanceof Set<InetAddress> set ? set : new LinkedHashSet<>(sources);
        return of(including, once.toArray(InetAddress[]::new));
    }

    /** Only these sources. */
    public static SourceFilter include(Collection<InetAddress> sources) {
        return of(true, sources);
    }

    /** All sources but these. */
    public static SourceFilter exclude(Collection<InetAddress> sources) {
        return of(false, sources);
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
        return sources.contains(source) ? this : plus(source);
    }

    /** The same for a source that is known not to be in the list. */
    SourceFilter plus(InetAddress source) {
        InetAddress[] more = Arrays.copyOf(sources.list, sources.list.length + 1);
        more[sources.list.length] = source;
        return new SourceFilter(including, more);
    }

    /** The same mode with one source less in the list. */
    public SourceFilter without(InetAddress source) {
        int at = sources.indexOf(source);
        if (at < 0) {
            return this;
        }
        InetAddress[] fewer = new InetAddress[sources.list.length - 1];
        System.arraycopy(sources.list, 0, fewer, 0, at);
        System.arraycopy(sources.list, at + 1, fewer, at, fewer.length - at);
        return of(including, fewer);
    }

    private SourceFilter keep(Predicate<InetAddress> kept) {
        InetAddress[] fewer = Arrays.stream(sources.list).filter(kept).toArray(InetAddress[]::new);
        return fewer.length == sources.list.length ? this : of(including, fewer);
    }

    /** What either of two accepts (RFC 3376, section 3.2). */
    public SourceFilter or(SourceFilter other) {
        if (other.isEmpty() || equals(other)) {
            return this;
        }
        if (isEmpty()) {
            return other;
        }
        if (including != other.including) {
            return including ? other.or(this) : keep(source -> !other.sources.contains(source));
        }
        return including ? union(other) : keep(other.sources::contains);
    }

    private SourceFilter union(SourceFilter other) {
        List<InetAddress> added = other.sources.stream()
                .filter(source -> !sources.contains(source))
                .toList();
        InetAddress[] both = Arrays.copyOf(sources.list, sources.list.length + added.size());
        for (int i = 0; i < added.size(); i++) {
            both[sources.list.length + i] = added.get(i);
        }
        return added.isEmpty() ? this : new SourceFilter(including, both);
    }

    /** Whether nothing at all is received. */
    public boolean isEmpty() {
        return including && sources.list.length == 0;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof SourceFilter that && including == that.including && sources.equals(that.sources));
    }

    @Override
    public int hashCode() {
        return sources.hashCode() * 31 + Boolean.hashCode(including);
    }

    @Override
    public String toString() {
        return (including ? "INCLUDE " : "EXCLUDE ") + sources;
    }

    /** A set over an array: most have one element or two, and some have thousands. */
    private static final class Sources extends AbstractSet<InetAddress> {
        private static final int FEW = 8;

        private final InetAddress[] list;
        private volatile @Nullable Set<InetAddress> index; // made when there are many, and one is looked for

        private Sources(InetAddress[] list) {
            this.list = list;
        }

        @Override
        public boolean contains(Object wanted) {
            return list.length > FEW ? index().contains(wanted) : indexOf(wanted) >= 0;
        }

        private int indexOf(Object wanted) {
            for (int i = 0; i < list.length; i++) {
                if (list[i].equals(wanted)) {
                    return i;
                }
            }
            return -1;
        }

        private Set<InetAddress> index() {
            Set<InetAddress> made = index;
            if (made == null) {
                made = new HashSet<>(Arrays.asList(list));
                index = made;
            }
            return made;
        }

        @Override
        public Iterator<InetAddress> iterator() {
            return List.of(list).iterator();
        }

        @Override
        public int size() {
            return list.length;
        }
    }
}
