package io.multicast.netty.internal.membership.kernel;

import io.multicast.netty.internal.option.Errno;
import io.multicast.netty.internal.option.Family;
import java.net.InetAddress;

/** Index 0 is the interface that the route to the group leads to at the moment of each call. */
final class LinuxIpv4 extends LinuxMembers {
    private final int maxGroups;

    LinuxIpv4(ModelHost host, int maxGroups, int maxSources) {
        super(host, Family.IPV4, maxSources);
        this.maxGroups = maxGroups;
    }

    @Override
    int resolve(int index) {
        return index == 0 ? host.route(Family.IPV4) : index;
    }

    @Override
    int join(int index, InetAddress group, boolean including) {
        int real = resolve(index);
        Refused.when(stack(real) == null, Errno.ENODEV);
        Refused.when(find(real, group) != null, Errno.EADDRINUSE);
        Refused.when(newestFirst.size() >= maxGroups, Errno.ENOBUFS);
        add(real, group, including);
        return real;
    }

    @Override
    void joinSource(int index, InetAddress group, InetAddress source) {
        super.joinSource(resolve(index), group, source);
    }

    @Override
    void leave(int index, InetAddress group) {
        int real = resolve(index);
        Refused.when(real == 0, Errno.ENODEV);
        Member member = find(real, group);
        Refused.when(member == null, Errno.EADDRNOTAVAIL);
        remove(member);
    }

    @Override
    Member ofSource(int index, InetAddress group) {
        return find(resolve(index), group);
    }

    @Override
    Member ofFilter(int index, InetAddress group) {
        return find(resolve(index), group);
    }
}
