package io.multicast.netty.internal.option;

/**
 * One option on one system.
 *
 * @param level the level of {@code setsockopt}
 * @param name the option's number
 * @param codec how its value is encoded
 */
public record OptionRow(int level, int name, Codec codec) {}
