package io.multicast.netty.internal.membership.kernel;

import io.multicast.netty.internal.membership.SourceFilter;
import io.multicast.netty.internal.option.Errno;
import io.multicast.netty.internal.option.ErrnoTable;
import io.multicast.netty.internal.option.Family;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A dual-stack socket of Windows, by the table on Microsoft's page "Multicast Socket Option Behavior": initial option,
 * conflicting option, error. What the table leaves open is as RFC 3678 has it.
 */
public final class WindowsSocket extends ModelSocket {
    private final ModelHost host;
    private final List<Member> members = new ArrayList<>();
    private final Set<List<Object>> droppedSources = new HashSet<>(); // since the last join

    /** On that host. */
    public WindowsSocket(ModelHost host, ErrnoTable errnos) {
        super(errnos);
        this.host = host;
    }

    private ModelHost.Stack stack(int index, InetAddress group) {
        return host.stack(resolve(index, group), Family.of(group));
    }

    /** 0 is the default interface, which is chosen by metric as a route is. */
    private int resolve(int index, InetAddress group) {
        return index == 0 ? host.route(Family.of(group)) : index;
    }

    private Member find(int index, InetAddress group) {
        ModelHost.Stack stack = stack(index, group);
        members.removeIf(member -> member.stack != stack(member.index, member.group));
        return members.stream()
                .filter(member -> member.stack == stack && member.group.equals(group))
                .findFirst()
                .orElse(null);
    }

    private Member add(int index, InetAddress group, boolean including) {
        ModelHost.Stack stack = stack(index, group);
        Refused.when(stack == null, Errno.EADDRNOTAVAIL);
        Member member = new Member(resolve(index, group), group, including, stack);
        droppedSources.removeIf(dropped -> dropped.subList(0, 2).equals(place(member)));
        members.add(member);
        stack.join(group);
        return member;
    }

    private static List<Object> place(Member member) {
        return List.of(member.index, member.group);
    }

    private List<Object> dropped(int index, InetAddress group, InetAddress source) {
        return List.of(resolve(index, group), group, source);
    }

    @Override
    void join(int index, InetAddress group) {
        Member member = find(index, group);
        if (member != null) {
            throw new Refused(isBlocking(member) ? Errno.EINVAL : Errno.EADDRNOTAVAIL);
        }
        add(index, group, false);
    }

    private static boolean isBlocking(Member member) {
        return !member.including && member.count() > 0;
    }

    /** Also after a drop: "any subsequent call". */
    @Override
    void leave(int index, InetAddress group) {
        Member member = find(index, group);
        Refused.when(member == null, Errno.EINVAL);
        remove(member);
    }

    private void remove(Member member) {
        members.remove(member);
        member.stack.leave(member.group);
    }

    @Override
    void joinSource(int index, InetAddress group, InetAddress source) {
        Member member = find(index, group);
        Refused.when(member != null && isBlocking(member), Errno.EINVAL);
        Refused.when(member != null && (!member.including || member.has(source)), Errno.EADDRNOTAVAIL);
        (member == null ? add(index, group, true) : member).add(source);
    }

    /** Dropping a source twice is another error than dropping what was never there. */
    @Override
    void leaveSource(int index, InetAddress group, InetAddress source) {
        Member member = find(index, group);
        Refused.when(droppedSources.contains(dropped(index, group, source)), Errno.EADDRNOTAVAIL);
        Refused.when(member == null || !member.including, Errno.EINVAL);
        Refused.when(!member.has(source), Errno.EADDRNOTAVAIL);
        member.sources.remove(source);
        droppedSources.add(dropped(index, group, source));
        if (member.count() == 0) {
            remove(member);
        }
    }

    @Override
    void block(int index, InetAddress group, InetAddress source) {
        Member member = find(index, group);
        Refused.when(member == null || member.including, Errno.EINVAL);
        Refused.when(member.has(source), Errno.EADDRNOTAVAIL);
        member.add(source);
    }

    /** Unblocking twice is another error than unblocking what was never blocked. */
    @Override
    void unblock(int index, InetAddress group, InetAddress source) {
        Member member = find(index, group);
        Refused.when(member == null || member.including || member.sources == null, Errno.EINVAL);
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
