package io.multicast.netty.internal.membership.kernel;

import io.multicast.netty.internal.membership.SourceFilter;
import java.net.InetAddress;
import java.util.LinkedHashSet;
import java.util.Set;

/** What a socket keeps of one group on one interface. */
final class Member {
    final int index;
    final InetAddress group;
    final ModelHost.Stack stack; // of its interface when it was joined
    boolean including;
    Set<InetAddress> sources;

    Member(int index, InetAddress group, boolean including, ModelHost.Stack stack) {
        this.stack = stack;
        this.index = index;
        this.group = group;
        this.including = including;
    }

    boolean has(InetAddress source) {
        return sources != null && sources.contains(source);
    }

    void add(InetAddress source) {
        if (sources == null) {
            sources = new LinkedHashSet<>();
        }
        sources.add(source);
    }

    int count() {
        return sources == null ? 0 : sources.size();
    }

    SourceFilter filter() {
        Set<InetAddress> list = sources == null ? Set.of() : sources;
        return including ? SourceFilter.include(list) : SourceFilter.exclude(list);
    }
}
