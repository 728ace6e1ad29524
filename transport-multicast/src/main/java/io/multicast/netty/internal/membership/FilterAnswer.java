package io.multicast.netty.internal.membership;

import io.multicast.netty.internal.option.Answer;

/**
 * What a system says when it is asked for a socket's filter at a place.
 *
 * @param answer OK when it holds one; NOT_MEMBER or NO_INTERFACE when it does not; anything else when it can't be asked
 * @param errno the error number, or 0 where there was none
 * @param filter what it holds; none when it holds nothing or can't be asked
 */
public record FilterAnswer(Answer answer, int errno, SourceFilter filter) {
    /** The system has no way to ask. */
    public static final FilterAnswer UNKNOWN = new FilterAnswer(Answer.NO_CALL, 0, SourceFilter.NONE);

    /** It holds that one. */
    public static FilterAnswer of(SourceFilter filter) {
        return new FilterAnswer(Answer.OK, 0, filter);
    }

    /** Whether the socket is known to be a member. */
    public boolean isHeld() {
        return answer == Answer.OK;
    }

    /** Whether the socket is known to be none. */
    public boolean isNotHeld() {
        return answer == Answer.NOT_MEMBER || answer == Answer.NO_INTERFACE;
    }
}
