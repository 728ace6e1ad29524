package io.multicast.discovery;

import org.jspecify.annotations.Nullable;

/**
 * What happens to a registration.
 *
 * @param kind what happened
 * @param service the service with the name that it has now
 * @param cause why it failed, else null
 */
public record RegistrationEvent(
        Kind kind, Service service, @Nullable Throwable cause) {
    /** What happened to a registration. */
    public enum Kind {
        /** The name is asked for. */
        REGISTERING,
        /** Registered under the name. */
        REGISTERED,
        /** The name is another's: this is the next one. REGISTERING and REGISTERED follow. */
        RENAMED,
        /** Not registered any more, or not seen by all: the cause says why. It is tried again while not unregistered. */
        FAILED
    }

    /**
     * An event without cause.
     *
     * @param kind what happened
     * @param service the service
     */
    public RegistrationEvent(Kind kind, Service service) {
        this(kind, service, null);
    }
}
