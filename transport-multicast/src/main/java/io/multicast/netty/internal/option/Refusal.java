package io.multicast.netty.internal.option;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * What could not be had, as plain facts: what was asked, where, and what the system said. Thrown by everything inside; the
 * edge makes of it what users see.
 */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable MembershipCall call;
    private final String operation;
    private transient @Nullable InetAddress group;
    private transient @Nullable InetAddress source;
    private int index;
    private @Nullable String interfaceName;
    private int errno;
    private @Nullable String reason;
    private int held;
    private int sources;

    private Refusal(@Nullable MembershipCall call, String operation, @Nullable Throwable cause) {
        super(null, cause, true, false);
        this.call = call;
        this.operation = operation;
    }

    /** Of a membership call. */
    public static Refusal of(MembershipCall call, InetAddress group) {
        return of(call, group, null);
    }

    /** Of a membership call, for that cause. */
    public static Refusal of(MembershipCall call, InetAddress group, @Nullable Throwable cause) {
        Refusal refusal = new Refusal(call, call.verb() + " group " + AddressText.of(group), cause);
        refusal.group = group;
        return refusal;
    }

    /** Of anything else, in words that follow "could not". */
    public static Refusal of(String operation, @Nullable Throwable cause) {
        return new Refusal(null, operation, cause);
    }

    /** The source that the call named. */
    public Refusal from(@Nullable InetAddress newSource) {
        source = newSource;
        return this;
    }

    /** The interface, as far as it is known: its index, or 0; its name, or null. */
    public Refusal on(int newIndex, @Nullable String newName) {
        index = newIndex;
        interfaceName = newName;
        return this;
    }

    /** What the system answered. */
    public Refusal errno(int number) {
        errno = number;
        return this;
    }

    /** Why, in words, where that is known better than by the error number. */
    public Refusal because(@Nullable String newReason) {
        reason = newReason;
        return this;
    }

    /** How many memberships of the group's family the socket held then. */
    public Refusal held(int count) {
        held = count;
        return this;
    }

    /** How many sources the filter would have had. */
    public Refusal sources(int count) {
        sources = count;
        return this;
    }

    /** The same of another group or interface. */
    public Refusal elsewhere(InetAddress otherGroup, int otherIndex, @Nullable String otherName) {
        Refusal other = call == null ? of(operation, getCause()) : of(call, otherGroup, getCause());
        other.group = otherGroup;
        other.source = source;
        other.errno = errno;
        other.reason = reason;
        other.held = held;
        other.sources = sources;
        return other.on(otherIndex, otherName);
    }

    /** The membership call, or null. */
    public @Nullable MembershipCall call() {
        return call;
    }

    /** What was asked, in words that follow "could not". */
    public String operation() {
        return operation;
    }

    /** The group, or null. */
    public @Nullable InetAddress group() {
        return group;
    }

    /** The source, or null. */
    public @Nullable InetAddress source() {
        return source;
    }

    /** The index of the interface, or 0. */
    public int index() {
        return index;
    }

    /** The name of the interface, or null. */
    public @Nullable String interfaceName() {
        return interfaceName;
    }

    /** The system's error number, or 0 when it was not asked. */
    public int errno() {
        return errno;
    }

    /** Why, in words, or null when the error number says all. */
    public @Nullable String reason() {
        return reason;
    }

    /** How many memberships of the group's family the socket held. */
    public int held() {
        return held;
    }

    /** How many sources the filter would have had. */
    public int sources() {
        return sources;
    }

    @Override
    public String getMessage() {
        return "could not " + operation + (interfaceName == null ? "" : " on " + interfaceName)
                + (errno == 0 ? "" : ": error " + errno) + (reason == null ? "" : ": " + reason);
    }
}
