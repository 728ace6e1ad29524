package io.multicast.netty;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of a membership, fired through the pipeline as a user event ({@code userEventTriggered}) of channels that
 * {@linkplain MulticastInitializer.Builder#followNetworkChanges() follow the network}. On the event loop, in the order in
 * which it happened.
 */
public final class MulticastEvent {
    /** What happened. */
    public enum Type {
        /** The group was joined on the interface: by a call, or because a selector takes an interface that is new. */
        JOINED,
        /** The group was left on the interface: by a call, or because a selector takes it no more. */
        LEFT,
        /** The interface was deleted, and the membership with it. */
        LOST,
        /** What was lost is joined again. */
        RESTORED,
        /**
         * The group could not be joined on the interface, or an option that names it not be set again. Told once for each
         * cause; tried again when the interface changes, when room is made under a limit, and at times (1 to 60 s).
         */
        FAILED,
        /** The socket does not speak the group's family, see {@link MulticastInitializer.Builder#joinIfSpoken}. */
        LEFT_OUT
    }

    private final Type type;
    private final @Nullable Membership membership;
    private final String interfaceName;
    private final int interfaceIndex;
    private final @Nullable MulticastException cause;

    MulticastEvent(
            Type type,
            @Nullable Membership membership,
            String interfaceName,
            int interfaceIndex,
            @Nullable MulticastException cause) {
        this.type = type;
        this.membership = membership;
        this.interfaceName = interfaceName;
        this.interfaceIndex = interfaceIndex;
        this.cause = cause;
    }

    /**
     * What happened.
     *
     * @return the type
     */
    public Type type() {
        return type;
    }

    /**
     * The membership, with its group and filter.
     *
     * @return the membership; empty when an option could not be set again, see {@link #cause()}
     */
    public Optional<Membership> membership() {
        return Optional.ofNullable(membership);
    }

    /**
     * The name that the interface has, or had when it was lost.
     *
     * @return the name; empty when it is not known
     */
    public String interfaceName() {
        return interfaceName;
    }

    /**
     * The index that the interface has, or had when it was lost.
     *
     * @return the index
     */
    public int interfaceIndex() {
        return interfaceIndex;
    }

    /**
     * Why it {@link Type#FAILED}, or was {@link Type#LEFT_OUT}.
     *
     * @return the exception; empty for the other types
     */
    public Optional<MulticastException> cause() {
        return Optional.ofNullable(cause);
    }

    /** Such as {@code LOST 239.1.2.3 on eth1 (interface eth1, index 3)}. */
    @Override
    public String toString() {
        String what = membership == null ? setting() : membership.toString();
        String where = " (interface " + interfaceName + ", index " + interfaceIndex + ")";
        return type + " " + what + where + (cause == null ? "" : ": " + cause.getMessage());
    }

    private String setting() {
        return cause().flatMap(MulticastException::option)
                .map(MulticastChannelOption::name)
                .orElse("a setting");
    }
}
