package io.multicast.discovery.mdns.protocol;

import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * What all links share.
 *
 * @param timers the time and what is to be done
 * @param random the source of random numbers
 * @param outlet where packets go
 * @param unicastReachable whether unicast to port 5353 comes in here, not at another responder of this host
 */
record Surroundings(Timers timers, RandomGenerator random, Outlet outlet, BooleanSupplier unicastReachable) {}
