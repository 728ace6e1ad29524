package io.multicast.netty;

import io.multicast.netty.internal.membership.GroupOnInterface;

/**
 * One place that a membership leads to.
 *
 * @param key the group on that interface
 * @param membership what is wanted there
 */
record Target(GroupOnInterface key, Membership membership) {}
