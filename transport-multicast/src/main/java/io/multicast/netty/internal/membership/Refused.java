package io.multicast.netty.internal.membership;

import io.multicast.netty.internal.option.Refusal;

/**
 * An interface that a selector fits and on which the group could not be joined, though it could on others.
 *
 * @param wish what was wanted
 * @param refusal where it could not be had, and why
 */
public record Refused(Wish wish, Refusal refusal) {}
