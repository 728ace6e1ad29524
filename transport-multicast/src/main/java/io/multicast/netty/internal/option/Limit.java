package io.multicast.netty.internal.option;

import java.util.Set;

/**
 * A system setting that bounds memberships.
 *
 * @param family whose memberships it bounds
 * @param calls the calls that can run into it
 * @param setting its name, as the system's administrator writes it
 * @param what what it counts
 */
public record Limit(Family family, Set<MembershipCall> calls, String setting, String what) {}
