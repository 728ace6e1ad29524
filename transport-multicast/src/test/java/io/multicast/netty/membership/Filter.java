package io.multicast.netty.membership;

import java.net.InetAddress;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** A source filter of RFC 3376 as the model has it: INCLUDE or EXCLUDE these sources. */
record Filter(boolean including, Set<InetAddress> sources) {
    static final Filter ANY = new Filter(false, Set.of());
    static final Filter NOTHING = new Filter(true, Set.of());

    Filter {
        sources = Set.copyOf(sources);
    }

    static Filter of(boolean including, Collection<InetAddress> sources) {
        return new Filter(including, new HashSet<>(sources));
    }

    boolean accepts(InetAddress source) {
        return including == sources.contains(source);
    }

    Filter with(InetAddress source) {
        Set<InetAddress> more = new HashSet<>(sources);
        more.add(source);
        return new Filter(including, more);
    }

    Filter without(InetAddress source) {
        Set<InetAddress> fewer = new HashSet<>(sources);
        fewer.remove(source);
        return new Filter(including, fewer);
    }

    /** What either accepts: RFC 3376, section 3.2. */
    Filter or(Filter other) {
        if (including && !other.including) {
            return other.or(this);
        }
        Set<InetAddress> list = new HashSet<>(sources);
        if (including) {
            list.addAll(other.sources);
        } else {
            list.removeIf(other::accepts);
        }
        return new Filter(including, list);
    }

    /** INCLUDE of none is no membership. */
    boolean isNothing() {
        return including && sources.isEmpty();
    }
}
