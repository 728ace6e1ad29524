package io.multicast.netty.internal.membership.kernel;

import io.multicast.netty.internal.membership.SourceFilter;
import io.multicast.netty.internal.option.Errno;
import io.multicast.netty.internal.option.ErrnoTable;
import io.multicast.netty.internal.option.Family;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * A dual-stack socket of macOS or FreeBSD, by in_mcast.c and in6_mcast.c of these systems. No index 0; an INCLUDE membership
 * outlives its last source; what is joined on an interface goes with it.
 */
public final class BsdSocket extends ModelSocket {
    private final ModelHost host;
    private final int maxGroups;
    private final int maxSources;
    private final List<Member> members = new ArrayList<>();

    /**
     * On that host.
     *
     * @param maxGroups IP_MAX_MEMBERSHIPS
     * @param maxSources net.inet.ip.mcast.maxsocksrc
     */
    public BsdSocket(ModelHost host, ErrnoTable errnos, int maxGroups, int maxSources) {
        super(errnos);
        this.host = host;
        this.maxGroups = maxGroups;
        this.maxSources = maxSources;
    }

    private ModelHost.Stack stack(int index, InetAddress group) {
        return host.stack(index, Family.of(group));
    }

    /** Those whose interface has gone since are gone. */
    private Member find(int index, InetAddress group) {
        ModelHost.Stack stack = stack(index, group);
        members.removeIf(member -> member.stack != stack(member.index, member.group));
        return members.stream()
                .filter(member -> member.stack == stack && member.group.equals(group))
                .findFirst()
                .orElse(null);
    }

    private Member member(int index, InetAddress group) {
        Member member = find(index, group);
        Refused.when(member == null, Errno.EADDRNOTAVAIL);
        return member;
    }

    private Member add(int index, InetAddress group, boolean including) {
        ModelHost.Stack stack = stack(index, group);
        Refused.when(stack == null, Errno.EADDRNOTAVAIL);
        Refused.when(members.size() >= maxGroups, Errno.ENOMEM);
        Member member = new Member(index, group, including, stack);
        members.add(member);
        stack.join(group);
        return member;
    }

    @Override
    void join(int index, InetAddress group) {
        Member member = find(index, group);
        if (member != null) {
            throw new Refused(member.including ? Errno.EINVAL : Errno.EADDRINUSE);
        }
        add(index, group, false);
    }

    @Override
    void leave(int index, InetAddress group) {
        remove(member(index, group));
    }

    private void remove(Member member) {
        members.remove(member);
        member.stack.leave(member.group);
    }

    @Override
    void joinSource(int index, InetAddress group, InetAddress source) {
        Member member = find(index, group);
        Refused.when(member != null && !member.including, Errno.EINVAL);
        Refused.when(member != null && member.has(source), Errno.EADDRNOTAVAIL);
        Refused.when(member != null && member.count() >= maxSources, Errno.ENOBUFS);
        (member == null ? add(index, group, true) : member).add(source);
    }

    @Override
    void leaveSource(int index, InetAddress group, InetAddress source) {
        Member member = member(index, group);
        Refused.when(!member.including || !member.has(source), Errno.EADDRNOTAVAIL);
        member.sources.remove(source);
    }

    @Override
    void block(int index, InetAddress group, InetAddress source) {
        Member member = member(index, group);
        Refused.when(member.including, Errno.EINVAL);
        Refused.when(member.has(source), Errno.EADDRNOTAVAIL);
        Refused.when(member.count() >= maxSources, Errno.ENOBUFS);
        member.add(source);
    }

    @Override
    void unblock(int index, InetAddress group, InetAddress source) {
        Member member = member(index, group);
        Refused.when(member.including, Errno.EINVAL);
        Refused.when(!member.has(source), Errno.EADDRNOTAVAIL);
        member.sources.remove(source);
    }

    @Override
    public SourceFilter held(int index, InetAddress group) {
        Member member = find(index, group);
        return member == null ? null : member.filter();
    }

    @Override
    public void close() {
        List.copyOf(members).forEach(this::remove);
    }
}
