package io.multicast.netty.internal.option;

/** The protocol-independent membership calls of RFC 3678, section 5. The level is that of the group's family. */
public enum MembershipCall {
    JOIN_GROUP("join"),
    LEAVE_GROUP("leave"),
    BLOCK_SOURCE("block a source of"),
    UNBLOCK_SOURCE("unblock a source of"),
    JOIN_SOURCE_GROUP("join"),
    LEAVE_SOURCE_GROUP("leave"),
    /** The whole filter at once (MCAST_MSFILTER); only where the system takes it by {@code setsockopt}. */
    SET_FILTER("change the source filter of");

    private final String verb;

    MembershipCall(String verb) {
        this.verb = verb;
    }

    /** The call in a person's words, to be followed by the group. */
    public String verb() {
        return verb;
    }
}
