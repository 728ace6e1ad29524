package io.multicast.netty.internal.network;

import io.multicast.netty.internal.option.Family;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

    /**
     * A verdict on each interface, in their order.
     *
     * @param interfaces all that there are
     * @param family the group's, or null when it does not matter
     * @param network to ask for routes
     * @throws NetworkException when a route has to be asked for and can't be
     */
    List<Verdict> judge(InterfaceList interfaces, @Nullable Family family, NetworkView network);

    /** Whether the verdicts can change with routes alone. */
    default boolean goesByRoutes() {
        return false;
    }
}
