package io.multicast.netty.benchmarks.report;

import io.multicast.netty.benchmarks.report.Section.Comparison;
import java.util.List;
import java.util.Map;

/** The questions of the report. */
final class Sections {
    private static final Comparison FIRST = new Comparison.WithFirst();

    static final List<Section> ALL = List.of(
            new Section(
                    "option",
                    "option",
                    "ns",
                    "What does one option call cost?",
                    "`IP_MULTICAST_TTL` set and read on an IPv4 socket; the failing call sets `IPV6_MULTICAST_HOPS` there"
                            + " (ENOPROTOOPT). *Multicast* is the public API on the event loop, future and exception"
                            + " included. Netty's own `IP_MULTICAST_TTL` sets another option on epoll (the unicast TTL),"
                            + " by a call of the same cost. Time is that of the thread, in user and kernel.",
                    FIRST),
            new Section(
                    "membership",
                    "membership",
                    "ns",
                    "What do a join and a leave cost beside the memberships held already?",
                    "One group joined and left, and one source blocked and unblocked, on a socket that holds so many"
                            + " others; time (the thread's own) and bytes are of the two calls together. *Multicast* keeps"
                            + " books of what is wanted and what is applied; *native calls alone* is the same without.",
                    FIRST),
            new Section(
                    "closing",
                    "closing",
                    "ns",
                    "In which order are many channels closed fastest?",
                    "Channels on one event loop, joined one after the other. The kernel looks for a group from the newest"
                            + " to the oldest, so the newest is found at once. Time is by the clock, for each channel.",
                    FIRST),
            new Section(
                    "start",
                    "start",
                    "ms",
                    "How long until the first option is set?",
                    "Whole processes: a channel is bound, with a multicast TTL. The native calls are bound on a thread of"
                            + " their own from the moment that the first initializer is built: built before the event loop"
                            + " group, that passes beside Netty's own start. Differences are taken round by round.",
                    new Comparison.WithItsBase(Map.of(
                            "Netty epoll, initializer built first", "Netty epoll",
                            "Netty epoll, initializer built after the group", "Netty epoll",
                            "Netty NIO, initializer built first", "Netty NIO",
                            "Netty NIO, initializer built after the group", "Netty NIO"))),
            new Section(
                    "handler",
                    "handler",
                    "ns",
                    "What does the initializer cost once the channel has started?",
                    "Received datagrams of 64 bytes, 128 at a time from the socket's queue to the user's handler; the"
                            + " event loop's own time. The initializer has left the pipeline by then. The second plain"
                            + " channel shows what is noise.",
                    FIRST),
            new Section(
                    "packet-cost",
                    "packet",
                    "ns",
                    "What does a datagram cost?",
                    "CPU of the thread for each datagram, in user and kernel, down to the handler or from `write` on. Receiving:"
                            + " a queue of 2,048 is emptied. *Ours* is `MulticastDatagramChannel`; *info* is where each"
                            + " datagram came from (group, interface, hop limit). Sender and receiver have a core each."
                            + " In brackets: 10 and 90 % of the rounds.",
                    FIRST),
            new Section(
                    "packet-throughput",
                    "packet",
                    "packets/s",
                    "How many datagrams get through?",
                    "A sender in C on the other core sends as fast as it can; more is better. In brackets: 10 and 90 % of the"
                            + " rounds.",
                    FIRST),
            new Section(
                    "batch",
                    "batch",
                    "ns",
                    "What does a datagram cost in Go?",
                    "golang.org/x/net `ipv4.PacketConn`: `ReadBatch` with control messages and `WriteBatch`, 32 datagrams a call"
                            + " over the loopback interface, beside C in the same run. C is what *ours* is compared with"
                            + " above, too.",
                    FIRST),
            new Section(
                    "recovery",
                    "recovery",
                    "ms",
                    "How long until datagrams arrive again after the network has changed?",
                    "From the command that sets the interface up to the first datagram of a group, on a channel that"
                            + " follows the network; a peer sends every millisecond.",
                    new Comparison.None()),
            new Section(
                    "following",
                    "following",
                    "ms",
                    "What does it cost to follow a network that moves?",
                    "By the clock, on one event loop of epoll. A pause is the longest time that a task had to wait for the"
                            + " loop; one is given to it every millisecond. `ip` makes the interfaces; beside it the"
                            + " same with nobody that follows.",
                    new Comparison.None()),
            new Section(
                    "following-events",
                    "following",
                    "events",
                    "How many events are told?",
                    "Of a place that can't be joined FAILED is told once; of an interface that stays as it is nothing.",
                    new Comparison.None()));

    private Sections() {}
}
