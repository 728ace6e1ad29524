package io.multicast.netty.internal.packet;

import java.net.InetAddress;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a received datagram must be like to reach the pipeline. A fact that the kernel did not tell counts as wrong.
 *
 * @param destinations the addresses it may have been sent to; none for all
 * @param interfaces the indexes of the interfaces it may have come in on; none for all
 * @param hopLimit the least hop limit it may have come with
 */
public record PacketGuard(Set<InetAddress> destinations, Set<Integer> interfaces, int hopLimit) {
    /** Lets all pass. */
    public static final PacketGuard NONE = new PacketGuard(Set.of(), Set.of(), 0);

    /** What it goes by. */
    public Set<PacketFact> needs() {
        Set<PacketFact> needs = EnumSet.noneOf(PacketFact.class);
        if (!destinations.isEmpty() || !interfaces.isEmpty()) {
            needs.add(PacketFact.DESTINATION);
        }
        if (hopLimit > 0) {
            needs.add(PacketFact.HOP_LIMIT);
        }
        return needs;
    }

    boolean accepts(ControlMessages facts, @Nullable InetAddress destination) {
        return (hopLimit == 0 || facts.hopLimit() >= hopLimit)
                && (interfaces.isEmpty() || interfaces.contains(facts.interfaceIndex()))
                && (destinations.isEmpty() || (facts.hasDestination() && destinations.contains(destination)));
    }
}
