package io.multicast.netty.internal.membership.kernel;

import io.multicast.netty.internal.membership.SourceFilter;
import io.multicast.netty.internal.option.Errno;
import io.multicast.netty.internal.option.ErrnoTable;
import io.multicast.netty.internal.option.MembershipCall;
import java.net.InetAddress;

/** The membership calls of one socket. They answer as the system's do: 0 or its number of the error. */
public abstract class ModelSocket {
    private final ErrnoTable errnos;

    ModelSocket(ErrnoTable errnos) {
        this.errnos = errnos;
    }

    /** One of the calls with a group and perhaps a source, as {@code setsockopt} has them. */
    public final int call(MembershipCall call, int index, InetAddress group, InetAddress source) {
        return answer(() -> {
            switch (call) {
                case JOIN_GROUP -> join(index, group);
                case LEAVE_GROUP -> leave(index, group);
                case JOIN_SOURCE_GROUP -> joinSource(index, group, source);
                case LEAVE_SOURCE_GROUP -> leaveSource(index, group, source);
                case BLOCK_SOURCE -> block(index, group, source);
                case UNBLOCK_SOURCE -> unblock(index, group, source);
                default -> throw new IllegalArgumentException(call.toString());
            }
        });
    }

    /** The whole filter at once. */
    public final int setFilter(int index, InetAddress group, SourceFilter filter) {
        return answer(() -> change(index, group, filter));
    }

    private int answer(Runnable call) {
        try {
            call.run();
            return 0;
        } catch (Refused e) {
            return errnos.number(e.errno());
        }
    }

    /** The filter of a group, as the system tells it; null for no membership. Never refused for want of an interface. */
    public abstract SourceFilter held(int index, InetAddress group);

    /** Ends it, and with it all memberships. */
    public abstract void close();

    abstract void join(int index, InetAddress group);

    abstract void leave(int index, InetAddress group);

    abstract void joinSource(int index, InetAddress group, InetAddress source);

    abstract void leaveSource(int index, InetAddress group, InetAddress source);

    abstract void block(int index, InetAddress group, InetAddress source);

    abstract void unblock(int index, InetAddress group, InetAddress source);

    /** For systems that have no such call. */
    void change(int index, InetAddress group, SourceFilter filter) {
        throw new Refused(Errno.ENOPROTOOPT);
    }
}
