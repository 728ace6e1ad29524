package io.multicast.netty.internal.membership.kernel;

import io.multicast.netty.internal.option.Errno;
import io.multicast.netty.internal.option.Family;
import java.net.InetAddress;

/** Index 0 is any interface on which the socket is a member already, the latest first; else the route's. */
final class LinuxIpv6 extends LinuxMembers {
    LinuxIpv6(ModelHost host, int maxSources) {
        super(host, Family.IPV6, maxSources);
    }

    private Member any(int index, InetAddress group) {
        return newestFirst.stream()
                .filter(member -> (index == 0 || member.index == index) && member.group.equals(group))
                .findFirst()
                .orElse(null);
    }

    @Override
    int resolve(int index) {
        return index == 0 ? host.route(Family.IPV6) : index;
    }

    @Override
    int join(int index, InetAddress group, boolean including) {
        Refused.when(any(index, group) != null, Errno.EADDRINUSE);
        int real = resolve(index);
        Refused.when(host.at(real) == null, Errno.ENODEV);
        Refused.when(stack(real) == null, Errno.EINVAL);
        add(real, group, including);
        return index;
    }

    @Override
    void leave(int index, InetAddress group) {
        Member member = any(index, group);
        Refused.when(member == null, Errno.EADDRNOTAVAIL);
        remove(member);
    }

    @Override
    Member ofSource(int index, InetAddress group) {
        return any(index, group);
    }

    @Override
    Member ofFilter(int index, InetAddress group) {
        return find(index, group);
    }
}
