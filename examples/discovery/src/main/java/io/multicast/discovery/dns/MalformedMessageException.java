package io.multicast.discovery.dns;

/** Bytes that are no DNS message. Anybody can send such bytes, so it has no stack trace: it costs little. */
public final class MalformedMessageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    MalformedMessageException(String message) {
        super(message, null, false, false);
    }
}
