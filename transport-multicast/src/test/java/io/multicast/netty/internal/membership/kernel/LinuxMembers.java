package io.multicast.netty.internal.membership.kernel;

import io.multicast.netty.internal.membership.SourceFilter;
import io.multicast.netty.internal.option.Errno;
import io.multicast.netty.internal.option.Family;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * A socket's memberships in one family. They are kept under the index, whatever becomes of the interface: one whose interface
 * was deleted keeps its slot until it is left.
 */
abstract class LinuxMembers {
    final ModelHost host;
    final Family family;
    final List<Member> newestFirst = new ArrayList<>();
    private final int maxSources;

    LinuxMembers(ModelHost host, Family family, int maxSources) {
        this.host = host;
        this.family = family;
        this.maxSources = maxSources;
    }

    /** Gives the index under which it is kept. */
    abstract int join(int index, InetAddress group, boolean including);

    abstract void leave(int index, InetAddress group);

    /** The index of the interface that a call means, be it there or not; 0 for none. */
    abstract int resolve(int index);

    /** The membership that a call about one source means, or null. */
    abstract Member ofSource(int index, InetAddress group);

    /** The membership that a call with a whole filter means, or null. */
    abstract Member ofFilter(int index, InetAddress group);

    final ModelHost.Stack stack(int index) {
        return host.stack(index, family);
    }

    final Member find(int index, InetAddress group) {
        return newestFirst.stream()
                .filter(member -> member.index == index && member.group.equals(group))
                .findFirst()
                .orElse(null);
    }

    final void add(int index, InetAddress group, boolean including) {
        newestFirst.add(0, new Member(index, group, including, stack(index)));
        stack(index).join(group);
    }

    /** The interface of that index may be another by now, and loses a member all the same. */
    final void remove(Member member) {
        newestFirst.remove(member);
        ModelHost.Stack stack = stack(member.index);
        if (stack != null) {
            stack.leave(member.group);
        }
    }

    final void close() {
        List.copyOf(newestFirst).forEach(this::remove);
    }

    final SourceFilter held(int index, InetAddress group) {
        Member member = find(index, group);
        return member == null ? null : member.filter();
    }

    /** Joins where that is still to be done; the source is added in any case. */
    void joinSource(int index, InetAddress group, InetAddress source) {
        int joined = index;
        try {
            joined = join(index, group, true);
        } catch (Refused e) {
            Refused.when(e.errno() != Errno.EADDRINUSE, e.errno());
        }
        addSource(joined, group, true, source);
    }

    final void addSource(int index, InetAddress group, boolean including, InetAddress source) {
        Member member = joined(index, ofSource(index, group));
        takeMode(member, including);
        Refused.when(member.count() >= maxSources, Errno.ENOBUFS);
        Refused.when(member.has(source), Errno.EADDRNOTAVAIL);
        member.add(source);
    }

    final void removeSource(int index, InetAddress group, boolean including, InetAddress source) {
        Member member = joined(index, ofSource(index, group));
        takeMode(member, including);
        Refused.when(!member.has(source), Errno.EADDRNOTAVAIL);
        if (including && member.sources.size() == 1) {
            remove(member);
        } else {
            member.sources.remove(source);
        }
    }

    /** As long as there is no list the mode follows the call, even one that then fails. */
    private static void takeMode(Member member, boolean including) {
        Refused.when(member.sources != null && member.including != including, Errno.EINVAL);
        member.including = including;
    }

    /** INCLUDE of none leaves. */
    final void change(int index, InetAddress group, SourceFilter filter) {
        Refused.when(filter.sources().size() > maxSources, Errno.ENOBUFS);
        if (filter.isEmpty()) {
            requireDevice(index);
            leave(index, group);
            return;
        }
        Member member = joined(index, ofFilter(index, group));
        boolean listens = stack(member.index).has(group);
        Refused.when(!listens && !filter.sources().isEmpty(), Errno.ESRCH);
        member.including = filter.including();
        member.sources = filter.sources().isEmpty() ? null : new LinkedHashSet<>(filter.sources());
    }

    private Member joined(int index, Member found) {
        requireDevice(index);
        Refused.when(found == null, Errno.EINVAL);
        return found;
    }

    private void requireDevice(int index) {
        Refused.when(stack(resolve(index)) == null, Errno.ENODEV);
    }
}
