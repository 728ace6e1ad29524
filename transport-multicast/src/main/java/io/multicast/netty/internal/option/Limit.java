package io.multicast.netty.internal.option;

import java.util.Set;

/**
 * A system setting that bounds memberships.
 *
 * @param family whose memberships it bounds
 * @param calls the calls that can run into it
 * @param setting its name, as the system's administrator writes it
 * @param of what it counts
 */
public record Limit(Family family, Set<MembershipCall> calls, String setting, Of of) {
    /** What a limit counts. */
    public enum Of {
        /** The groups of one socket. */
        GROUPS("groups per socket"),
        /** The sources of one group. */
        SOURCES("sources per group"),
        /** The memory that a socket's groups and sources take, and that one call may take. */
        BYTES("bytes of option memory per socket");

        private final String text;

        Of(String text) {
            this.text = text;
        }

        /** In words. */
        @Override
        public String toString() {
            return text;
        }
    }
}
