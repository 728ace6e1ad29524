package io.multicast.discovery;

/** Told what a {@link ServiceBrowser} sees: on the directory's thread, one call after the other; it must not block. */
@FunctionalInterface
public interface ServiceListener {
    /**
     * An instance was added, updated or removed.
     *
     * @param event what happened
     */
    void serviceChanged(ServiceEvent event);

    /**
     * A look-up failed: no server answers, no interface is there. What was found before stays until it expires, and browsing
     * goes on; the same cause is told once until a look-up succeeds.
     *
     * @param cause why
     */
    default void browseFailed(Throwable cause) {}
}
