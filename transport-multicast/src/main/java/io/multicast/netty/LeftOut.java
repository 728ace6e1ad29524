package io.multicast.netty;

import io.multicast.netty.internal.channel.SocketFamily;
import io.multicast.netty.internal.option.Family;
import io.multicast.netty.internal.option.MembershipCall;
import java.lang.System.Logger.Level;

/** Groups of a family that a socket does not speak, where the user has said that they may be left out. */
final class LeftOut {
    private static final System.Logger LOG = System.getLogger("io.multicast.netty");

    private LeftOut() {}

    static void joinIfSpoken(ChannelSocket socket, Membership membership) {
        SocketFamily family = socket.open(() -> failure(socket, membership)).family();
        if (family.speaks(Family.of(membership.group()))) {
            socket.memberships().join(membership);
            return;
        }
        MulticastException cause = failure(socket, membership)
                .hint("the socket is " + family + "; " + Families.hint())
                .exception();
        LOG.log(Level.INFO, "left out: " + cause.getMessage());
        // once the handlers that are to hear of it are in the pipeline
        socket.channel()
                .eventLoop()
                .execute(() -> socket.channel()
                        .pipeline()
                        .fireUserEventTriggered(
                                new MulticastEvent(MulticastEvent.Type.LEFT_OUT, membership, "", 0, cause)));
    }

    private static Failure failure(ChannelSocket socket, Membership membership) {
        return socket.failure().membership(MembershipCall.JOIN_GROUP, membership);
    }
}
