package io.multicast.netty;

import io.multicast.netty.internal.option.MembershipCall;
import io.multicast.netty.internal.option.SystemTable;
import java.util.Set;

/** The wanted set of memberships. */
final class MembershipsOption extends MulticastChannelOption<Set<Membership>> {
    MembershipsOption() {
        super("MEMBERSHIPS");
    }

    @Override
    boolean isSupported(SystemTable table) {
        return table.calls().containsKey(MembershipCall.JOIN_GROUP);
    }

    @Override
    Set<Membership> freeze(Set<Membership> value) {
        return Set.copyOf(value);
    }

    @Override
    void set(ChannelSocket socket, Set<Membership> value) {
        socket.open(() -> socket.failure().option("set", this, value));
        socket.memberships().replace(value);
    }

    @Override
    Set<Membership> get(ChannelSocket socket) {
        socket.open(() -> socket.failure().option("read", this, null));
        return socket.memberships().snapshot();
    }

    @Override
    boolean isAfterBind() {
        return true;
    }
}
