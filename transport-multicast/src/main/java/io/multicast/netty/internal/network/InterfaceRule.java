package io.multicast.netty.internal.network;

import java.util.List;

/** Decides which of the host's interfaces to take. */
@FunctionalInterface
public interface InterfaceRule {
    /**
     * A verdict on one interface.
     *
     * @param state the interface
     * @param refusal why it is not taken; empty when it is
     */
    record Verdict(InterfaceState state, String refusal) {
        /** Whether it is taken. */
        public boolean isSelected() {
            return refusal.isEmpty();
        }
    }

    /** A verdict on each interface, in their order. */
    List<Verdict> judge(List<InterfaceState> interfaces, NetworkView network);
}
