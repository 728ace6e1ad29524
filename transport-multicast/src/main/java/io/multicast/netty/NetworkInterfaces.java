package io.multicast.netty;

import io.multicast.netty.internal.network.InterfaceState;
import io.multicast.netty.internal.network.NetworkException;
import io.multicast.netty.internal.network.NetworkView;
import io.multicast.netty.internal.platform.Platforms;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The host's network interfaces and word of their changes, for whoever opens a socket for each interface, or wants to know
 * what there is. Needs no channel. What is seen is the network namespace of the calling thread.
 *
 * <pre>{@code
 * NetworkInterfaces.list().forEach(System.out::println);
 * try (var watch = NetworkInterfaces.watch(executor, change -> change.changed().forEach(System.out::println))) { ... }
 * }</pre>
 */
public final class NetworkInterfaces {
    private NetworkInterfaces() {}

    /** Changes that a listener is told of, until it is closed. */
    public interface Subscription extends AutoCloseable {
        /**
         * Ends it: the listener is not called any more, but for a call that is under way. May be called on any thread, by the
         * listener too, and twice.
         */
        @Override
        void close();
    }

    /**
     * All interfaces as they are now. May be called on any thread; asks the system, which takes some tenths of a millisecond
     * with ten interfaces.
     *
     * @return the interfaces, in the order of their indexes; unmodifiable
     * @throws MulticastException when multicast is not {@linkplain Multicast#isAvailable() available} in this process, or the
     *     system can't be asked, such as for want of a file descriptor
     */
    public static List<InterfaceInfo> list() {
        return infos(ask("list the interfaces", NetworkView::interfaces));
    }

    /**
     * The interface that is named so, as it is now. May be called on any thread; asks the system.
     *
     * @param networkInterface by name (alternative names and labels, too), index or address
     * @return the interface; empty when there is none, for {@link MulticastInterface#systemDefault()}, and when several have
     *     the address
     * @throws MulticastException as {@link #list()} does
     */
    public static Optional<InterfaceInfo> find(MulticastInterface networkInterface) {
        Objects.requireNonNull(networkInterface, "networkInterface");
        return ask(
                "find " + networkInterface,
                network -> Optional.ofNullable(networkInterface.id().among(network.interfaces()))
                        .map(InterfaceInfo::new));
    }

    /**
     * Tells a listener of all interfaces at once, as if each were new, and then of every change. It is called by the
     * executor, one call at a time, in order; changes that wait for the executor, or follow closely, are told as one. What it
     * throws is logged. When the executor refuses a call the subscription
     * ends.
     *
     * <p>On Linux the kernel tells of changes within some milliseconds; elsewhere they are looked for once a second, and an
     * interface that was deleted and made anew between two looks is not seen to have changed.
     *
     * @param executor calls the listener, such as an event loop
     * @param listener is told
     * @return ends it when closed; keep it, and close it
     * @throws MulticastException as {@link #list()} does
     */
    public static Subscription watch(Executor executor, Consumer<? super InterfaceChange> listener) {
        Objects.requireNonNull(executor, "executor");
        Objects.requireNonNull(listener, "listener");
        return ask("watch the interfaces", network -> InterfaceWatch.start(network, executor, listener));
    }

    static List<InterfaceInfo> infos(List<InterfaceState> states) {
        return states.stream().map(InterfaceInfo::new).toList();
    }

    /** Asks the running system's network. */
    static <T> T ask(String operation, Function<NetworkView, T> question) {
        Multicast.ensureAvailability();
        try {
            return question.apply(Platforms.current().network());
        } catch (NetworkException e) {
            throw new Failure(Platforms.current().table(), "any transport")
                    .operation(operation)
                    .errno(e.errno())
                    .hint(String.valueOf(e.getMessage()))
                    .exception(e);
        }
    }
}
