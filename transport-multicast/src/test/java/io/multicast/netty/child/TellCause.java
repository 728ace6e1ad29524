package io.multicast.netty.child;

import io.multicast.netty.Multicast;

/** Says whether multicast is available, and if not, why; uses nothing else, of Netty neither. */
public final class TellCause {
    private TellCause() {}

    /** Takes no arguments. */
    public static void main(String[] arguments) {
        System.out.println("available: " + Multicast.isAvailable());
        Throwable cause = Multicast.unavailabilityCause();
        System.out.println("cause: " + (cause == null ? "none" : cause.getMessage()));
    }
}
