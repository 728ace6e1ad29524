package io.multicast.netty;

import io.multicast.netty.internal.channel.SocketHandle;
import io.multicast.netty.internal.membership.Binding;
import io.multicast.netty.internal.membership.Diagnosis;
import io.multicast.netty.internal.membership.GroupTables;
import io.multicast.netty.internal.membership.MembershipEngine;
import io.multicast.netty.internal.membership.Refused;
import io.multicast.netty.internal.option.Family;
import io.multicast.netty.internal.option.MembershipCall;
import io.multicast.netty.internal.option.Refusal;
import io.netty.channel.socket.DatagramChannel;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The memberships of one channel, in users' words. Event loop only, but for {@link #snapshot}. */
final class Memberships {
    private final ChannelSocket socket;
    private final SocketKernel kernel;
    private final EventTeller events;
    private final MembershipEngine engine;
    private final Set<Membership> warned = new HashSet<>(); // mostly empty
    private final BindingCheck bindingCheck;

    Memberships(ChannelSocket socket) {
        this.socket = socket;
        kernel = new SocketKernel(socket);
        events = new EventTeller(socket);
        engine = new MembershipEngine(kernel, socket.table(), events);
        bindingCheck = new BindingCheck(socket.channel(), this);
    }

    MembershipEngine engine() {
        return engine;
    }

    Binding binding() {
        return kernel.binding();
    }

    EventTeller events() {
        return events;
    }

    /** Each with one interface and the filter in force. Any thread. */
    Set<Membership> snapshot() {
        return engine.memberships().stream().map(Membership::of).collect(Collectors.toUnmodifiableSet());
    }

    /** Joins; answers what a selector fits and could not be joined. */
    List<Refused> join(Membership membership) {
        require(MembershipCall.JOIN_GROUP, membership);
        try {
            List<Refused> refused = engine.join(membership.wish());
            bindingCheck.soon();
            warnOfRange(membership);
            return refused;
        } catch (Refusal e) {
            throw failure(e, membership);
        }
    }

    /** Once for each, however often it is joined. */
    private void warnOfRange(Membership membership) {
        if (membership.lacksSources() && warned.add(membership)) {
            EventTeller.warnOfRange(membership);
        }
    }

    void leave(Membership membership) {
        require(MembershipCall.LEAVE_GROUP, membership);
        try {
            engine.leave(membership.wish());
        } catch (Refusal e) {
            throw failure(e, membership);
        }
    }

    void block(Membership membership, InetAddress source) {
        require(MembershipCall.BLOCK_SOURCE, membership);
        try {
            engine.block(membership.wish(), source);
        } catch (Refusal e) {
            throw failure(e, membership);
        }
    }

    void unblock(Membership membership, InetAddress source) {
        require(MembershipCall.UNBLOCK_SOURCE, membership);
        try {
            engine.unblock(membership.wish(), source);
        } catch (Refusal e) {
            throw failure(e, membership);
        }
    }

    /** Makes this the whole set, or leaves everything as it was. */
    void replace(Set<Membership> wanted) {
        wanted.forEach(membership -> require(MembershipCall.JOIN_GROUP, membership));
        try {
            engine.set(wanted.stream().map(Membership::wish).toList());
            bindingCheck.soon();
            wanted.forEach(this::warnOfRange);
        } catch (Refusal e) {
            throw failure(e, null);
        }
    }

    /** A way to read the tables that {@link #diagnose} wants, on any thread. */
    Supplier<GroupTables> tables() {
        return kernel.groups();
    }

    Diagnosis diagnose(GroupTables tables) {
        return engine.diagnose(tables);
    }

    /** Fails on a closed channel, also where the kernel would not have to be asked, and where nothing could be received. */
    private void require(MembershipCall call, Membership membership) {
        Supplier<Failure> failure = () -> socket.failure().membership(call, membership);
        SocketHandle handle = socket.open(failure);
        if (!(socket.channel() instanceof DatagramChannel)) {
            throw failure.get()
                    .hint("groups are joined by datagram channels alone")
                    .exception();
        }
        if (Family.of(membership.group()) == Family.IPV4 && !handle.family().speaks(Family.IPV4)) {
            throw failure.get()
                    .hint("the socket is restricted to IPv6 (IPV6_V6ONLY), so it receives nothing of an IPv4 group")
                    .exception();
        }
    }

    MulticastException failure(Refusal refusal, @Nullable Membership asked) {
        return socket.failure()
                .refusal(refusal, asked == null ? null : asked.networkInterface())
                .exception(refusal.getCause());
    }
}
