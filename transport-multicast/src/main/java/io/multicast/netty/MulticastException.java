package io.multicast.netty;

import io.multicast.netty.internal.option.AddressText;
import io.netty.channel.ChannelException;
import java.net.InetAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A multicast option or membership could not be had. Says what was asked, what the system said and what to do about it; the
 * message has all of it, the methods have the parts. Arrives in the future of the call, or in that of {@code bind} and
 * {@code connect} when start-up failed.
 *
 * <p>Arguments that can't be right are refused before, with {@link IllegalArgumentException}.
 */
public final class MulticastException extends ChannelException {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    MulticastException(Failure failure, @Nullable Throwable cause) {
        super(null, cause);
        this.failure = failure;
    }

    /**
     * What was asked, in words, such as {@code set IP_MULTICAST_TTL} or {@code join group 239.1.2.3}.
     *
     * @return the operation
     */
    public String operation() {
        return failure.operation;
    }

    /**
     * The option that was to be set or read.
     *
     * @return the option; empty for membership calls
     */
    public Optional<MulticastChannelOption<?>> option() {
        return Optional.ofNullable(failure.option);
    }

    /**
     * The value that was to be set.
     *
     * @return the value; empty when an option was read, and for membership calls
     */
    public Optional<Object> value() {
        return Optional.ofNullable(failure.value);
    }

    /**
     * The group of the membership.
     *
     * @return the group; empty when no membership was concerned
     */
    public Optional<InetAddress> group() {
        return Optional.ofNullable(failure.group);
    }

    /**
     * The source that the call named.
     *
     * @return the source; empty when it named none
     */
    public Optional<InetAddress> source() {
        return Optional.ofNullable(failure.source);
    }

    /**
     * The interface that the call named, or the selector of several.
     *
     * @return the interface; empty when it named none
     */
    public Optional<InterfaceSelector> networkInterface() {
        return Optional.ofNullable(failure.networkInterface);
    }

    /**
     * What the socket speaks, such as {@code AF_INET}.
     *
     * @return the family; empty when the socket could not be looked at
     */
    public Optional<String> family() {
        return Optional.ofNullable(failure.socketFamily).map(Object::toString);
    }

    /**
     * The kind of channel, by its class name, such as {@code EpollDatagramChannel}.
     *
     * @return the transport
     */
    public String transport() {
        return failure.transport;
    }

    /**
     * The system, such as {@code Linux}.
     *
     * @return the system
     */
    public String system() {
        return failure.table.system();
    }

    /**
     * The system's error number (errno; on Windows that of WSAGetLastError).
     *
     * @return the number; 0 when the system was not asked
     */
    public int errno() {
        return failure.errno;
    }

    /**
     * The name of {@link #errno()}, such as {@code ENODEV} or {@code WSAEINVAL}.
     *
     * @return the name; empty when the system was not asked
     */
    public String errnoName() {
        return failure.errno == 0 ? "" : failure.table.errnos().name(failure.errno);
    }

    /**
     * What to do about it.
     *
     * @return a sentence
     */
    public String hint() {
        return String.valueOf(failure.hint);
    }

    /** All of the above in one line. */
    @Override
    public String getMessage() {
        StringBuilder text = new StringBuilder("could not ").append(failure.operation);
        value().ifPresent(value -> text.append(" to ").append(Values.show(value)));
        source().ifPresent(source -> text.append(", source ").append(AddressText.of(source)));
        networkInterface().ifPresent(on -> text.append(" on ").append(on));
        if (failure.errno != 0) {
            text.append(": ")
                    .append(errnoName())
                    .append(" (")
                    .append(failure.errno)
                    .append("), ");
            text.append(failure.known().meaning());
        }
        text.append(": ").append(hint()).append(" [").append(transport());
        family().ifPresent(family -> text.append(", ").append(family));
        return text.append(", ").append(system()).append(']').toString();
    }

    /** Travels as plain text: options and tables mean nothing to another process. */
    private Object writeReplace() {
        return new ChannelException(getMessage(), getCause());
    }
}
