package io.multicast.netty.internal.membership.kernel;

import io.multicast.netty.internal.membership.SourceFilter;
import io.multicast.netty.internal.option.ErrnoTable;
import io.multicast.netty.internal.option.Family;
import java.net.InetAddress;

/** A dual-stack socket of Linux: one list of memberships for each family. */
public final class LinuxSocket extends ModelSocket {
    private final LinuxMembers ipv4;
    private final LinuxMembers ipv6;

    /**
     * On that host.
     *
     * @param maxGroups net.ipv4.igmp_max_memberships
     * @param maxSources net.ipv4.igmp_max_msf; IPv6 has 64
     */
    public LinuxSocket(ModelHost host, ErrnoTable errnos, int maxGroups, int maxSources) {
        super(errnos);
        ipv4 = new LinuxIpv4(host, maxGroups, maxSources);
        ipv6 = new LinuxIpv6(host, 64);
    }

    private LinuxMembers of(InetAddress group) {
        return Family.of(group) == Family.IPV4 ? ipv4 : ipv6;
    }

    @Override
    public SourceFilter held(int index, InetAddress group) {
        return of(group).held(index, group);
    }

    @Override
    public void close() {
        ipv4.close();
        ipv6.close();
    }

    @Override
    void join(int index, InetAddress group) {
        of(group).join(index, group, false);
    }

    @Override
    void leave(int index, InetAddress group) {
        of(group).leave(index, group);
    }

    @Override
    void joinSource(int index, InetAddress group, InetAddress source) {
        of(group).joinSource(index, group, source);
    }

    @Override
    void leaveSource(int index, InetAddress group, InetAddress source) {
        of(group).removeSource(index, group, true, source);
    }

    @Override
    void block(int index, InetAddress group, InetAddress source) {
        of(group).addSource(index, group, false, source);
    }

    @Override
    void unblock(int index, InetAddress group, InetAddress source) {
        of(group).removeSource(index, group, false, source);
    }

    @Override
    void change(int index, InetAddress group, SourceFilter filter) {
        of(group).change(index, group, filter);
    }
}
