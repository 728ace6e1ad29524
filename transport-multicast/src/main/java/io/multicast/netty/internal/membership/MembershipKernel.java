package io.multicast.netty.internal.membership;

import io.multicast.netty.internal.network.NetworkView;
import io.multicast.netty.internal.option.InterfaceNames;
import io.multicast.netty.internal.option.MembershipCall;
import java.net.InetAddress;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All that the engine asks of the system, for one socket: the seam behind which the real kernel stands, or in tests a model
 * of one. Called on the socket's event loop only, while the socket is open. Calls answer 0 or the system's error number;
 * what that means is in the system's {@link io.multicast.netty.internal.option.AnswerTable}.
 */
public interface MembershipKernel {
    /**
     * One of the calls of RFC 3678, section 5.
     *
     * @param call any but {@link MembershipCall#SET_FILTER}
     * @param index the interface; 0, for JOIN_GROUP and LEAVE_GROUP alone, leaves it to the system
     * @param source for the calls that name one, else null
     */
    int call(MembershipCall call, InetAddress group, int index, @Nullable InetAddress source);

    /** The whole filter of a membership at once; only where the system's table has {@link MembershipCall#SET_FILTER}. */
    int setFilter(Place place, SourceFilter filter);

    /** The filter that the socket holds, as far as the system tells. */
    FilterAnswer filter(Place place);

    /** A way to read the groups that each interface has, for whatever socket. It may be used on any thread. */
    Supplier<GroupTables> groups();

    /** What the socket is bound to. */
    Binding binding();

    /** The interfaces, and the routes to groups. */
    NetworkView network();

    /** The names of interfaces. */
    InterfaceNames names();
}
