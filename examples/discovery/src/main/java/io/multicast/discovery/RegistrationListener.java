package io.multicast.discovery;

/** Told what happens to a registration: on the directory's thread, one call after the other; it must not block. */
@FunctionalInterface
public interface RegistrationListener {
    /**
     * Something happened.
     *
     * @param event what
     */
    void registrationChanged(RegistrationEvent event);
}
