package io.multicast.netty.internal.membership;

/**
 * Something that is not as it should be.
 *
 * @param membership what is wanted, or was taken by the kernel
 * @param text what is there instead, in words
 */
public record Finding(Wish membership, String text) {}
