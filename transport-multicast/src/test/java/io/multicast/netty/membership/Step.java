package io.multicast.netty.membership;

import io.multicast.netty.Membership;
import io.multicast.netty.Multicast;
import io.multicast.netty.MulticastChannelOption;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** One call of a user. {@code wanted} has one membership, but for SET. */
record Step(Operation operation, List<Wanted> wanted) {
    enum Operation {
        JOIN,
        LEAVE,
        BLOCK,
        UNBLOCK,
        SET,
        CLOSE
    }

    Wanted one() {
        return wanted.get(0);
    }

    /** The source that is blocked or unblocked. */
    InetAddress source() {
        return one().sources().get(0);
    }

    Future<?> run(Multicast multicast) {
        return switch (operation) {
            case JOIN -> multicast.join(one().membership());
            case LEAVE -> multicast.leave(one().membership());
            case BLOCK -> multicast.block(one().membership(), source());
            case UNBLOCK -> multicast.unblock(one().membership(), source());
            case SET -> multicast.set(MulticastChannelOption.MEMBERSHIPS, memberships());
            case CLOSE -> multicast.channel().close();
        };
    }

    private Set<Membership> memberships() {
        return wanted.stream().map(Wanted::membership).collect(Collectors.toSet());
    }

    @Override
    public String toString() {
        return operation + (operation == Operation.CLOSE ? "" : " " + wanted);
    }
}
