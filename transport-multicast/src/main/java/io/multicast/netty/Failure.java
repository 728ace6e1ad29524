package io.multicast.netty;

import io.multicast.netty.internal.channel.SocketFamily;
import io.multicast.netty.internal.option.AddressText;
import io.multicast.netty.internal.option.Errno;
import io.multicast.netty.internal.option.MembershipCall;
import io.multicast.netty.internal.option.Refusal;
import io.multicast.netty.internal.option.SystemTable;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** What is known about a call that failed; becomes a {@link MulticastException}. */
final class Failure {
    final SystemTable table;
    final String transport;

    @Nullable
    SocketFamily socketFamily;

    String operation = "";

    @Nullable
    MulticastChannelOption<?> option;

    @Nullable
    Object value;

    @Nullable
    MembershipCall call;

    @Nullable
    InetAddress group;

    @Nullable
    InetAddress source;

    @Nullable
    InterfaceSelector networkInterface;

    int held;
    int sources;
    int errno;

    /** The interface that was named has no index now. */
    boolean unresolved;

    @Nullable
    String hint;

    Failure(SystemTable table, String transport) {
        this.table = table;
        this.transport = transport;
    }

    Failure socketFamily(@Nullable SocketFamily newFamily) {
        socketFamily = newFamily;
        return this;
    }

    Failure operation(String newOperation) {
        operation = newOperation;
        return this;
    }

    Failure option(String verb, MulticastChannelOption<?> newOption, @Nullable Object newValue) {
        operation = verb + " " + newOption.name();
        option = newOption;
        value = newValue;
        return this;
    }

    Failure membership(MembershipCall newCall, Membership membership) {
        call = newCall;
        operation = newCall.verb() + " group " + AddressText.of(membership.group());
        group = membership.group();
        networkInterface = membership.networkInterface();
        return this;
    }

    /** What the inside says, of an interface that the caller named or that a selector leads to. */
    Failure refusal(Refusal refusal, @Nullable InterfaceSelector asked) {
        call = refusal.call();
        operation = refusal.operation();
        group = refusal.group();
        source = refusal.source();
        held = refusal.held();
        sources = refusal.sources();
        errno = refusal.errno();
        hint = refusal.reason();
        unresolved = refusal.index() == 0;
        boolean isNamed = asked instanceof MulticastInterface || refusal.index() == 0;
        networkInterface = isNamed ? asked : MulticastInterface.of(refusal.index(), refusal.interfaceName());
        return this;
    }

    Failure source(@Nullable InetAddress newSource) {
        source = newSource;
        return this;
    }

    Failure errno(int number) {
        errno = number;
        return this;
    }

    Failure errno(Errno known) {
        return errno(table.errnos().number(known));
    }

    Failure hint(String newHint) {
        hint = newHint;
        return this;
    }

    Errno known() {
        return table.errnos().errno(errno);
    }

    MulticastException exception() {
        return exception(null);
    }

    MulticastException exception(@Nullable Throwable cause) {
        if (hint == null) {
            hint = Hints.hint(this);
        }
        return new MulticastException(this, cause);
    }
}
