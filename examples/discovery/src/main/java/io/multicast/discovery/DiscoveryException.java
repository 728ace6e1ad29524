package io.multicast.discovery;

import org.jspecify.annotations.Nullable;

/** Something asked of a {@link ServiceDirectory} can't be done: the message says what, why, and what to do about it. */
public class DiscoveryException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * A failure.
     *
     * @param message what was asked, what came out, what to do
     */
    public DiscoveryException(String message) {
        super(message);
    }

    /**
     * A failure with a cause.
     *
     * @param message what was asked, what came out, what to do
     * @param cause why, or null
     */
    public DiscoveryException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
