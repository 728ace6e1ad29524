package io.multicast.netty.membership;

import io.multicast.netty.Membership;
import java.net.InetAddress;
import java.util.List;

/** A membership as a step asks for it: any source, from these, or all except these. */
record Wanted(InetAddress group, Target target, Kind kind, List<InetAddress> sources) {
    enum Kind {
        ANY,
        FROM,
        EXCEPT
    }

    Filter filter() {
        return kind == Kind.ANY ? Filter.ANY : Filter.of(kind == Kind.FROM, sources);
    }

    Membership membership() {
        Membership any = Membership.of(group).on(target.selector());
        InetAddress[] list = sources.toArray(InetAddress[]::new);
        return switch (kind) {
            case ANY -> any;
            case FROM -> any.from(list);
            case EXCEPT -> any.except(list);
        };
    }

    @Override
    public String toString() {
        return target + " " + membership();
    }
}
