package io.multicast.netty.internal.option;

/** What a system's answer to a membership call means; which error number says so is a row of its {@link AnswerTable}. */
public enum Answer {
    /** It was done. */
    OK,
    /** The socket is a member there already, or of that source. */
    MEMBER_ALREADY,
    /** The socket is no member there, or not of that source. */
    NOT_MEMBER,
    /** A limit of the system is reached. */
    LIMIT,
    /** There is no such interface, or it can't carry the group. */
    NO_INTERFACE,
    /** This system, or an emulation of it, may lack the call; an older one may do. */
    NO_CALL,
    /** Anything else. */
    REFUSED
}
