package io.multicast.netty.internal.membership;

import io.multicast.netty.internal.option.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * What became of a membership.
 *
 * @param type what happened
 * @param membership the membership, for the one interface, with the filter in force; of a failure, as it was wished
 * @param index the interface
 * @param name the interface's name as far as it is known, else empty
 * @param cause why it failed, or null
 */
public record MembershipEvent(
        Type type,
        Wish membership,
        int index,
        String name,
        @Nullable Refusal cause) {
    /** What happened. */
    public enum Type {
        JOINED,
        LEFT,
        LOST,
        RESTORED,
        FAILED
    }
}
