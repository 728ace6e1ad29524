package io.multicast.discovery.mdns.protocol;

/**
 * What those need who look for services.
 *
 * @param timers the time
 * @param links where to look
 * @param watches who is told of records
 * @param turns who may ask
 */
record Finder(Timers timers, Links links, Watches watches, AskingTurns turns) {}
