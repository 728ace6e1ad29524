package io.multicast.discovery;

import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.util.List;

/**
 * Where services are registered and found. Methods may be called from any thread and never block, except {@link #close}; futures
 * complete and listeners are called on the directory's thread.
 *
 * <pre>{@code
 * try (ServiceDirectory directory = ServiceDirectory.open()) {
 *     directory.register(Service.of("Orders", "_http._tcp", 8080)).sync();
 *     directory.browse(ServiceType.of("_http._tcp"), event -> System.out.println(event));
 *     ...
 * }
 * }</pre>
 */
public interface ServiceDirectory extends AutoCloseable {
    /**
     * Opens directories by their addresses.
     *
     * @param addresses as {@code mdns:}, {@code dns://10.0.0.2/example.com}, {@code static:services.properties}; the scheme is
     *     that of a {@link ServiceDirectoryProvider}. None: those of
     *     the system property {@code io.multicast.discovery}, spaces between, or else {@code mdns:}; several: a composite that asks them in this order
     * @return the directory
     * @throws IllegalArgumentException when an address is none, or no provider has its scheme
     * @throws DiscoveryException when a directory can't be opened
     */
    static ServiceDirectory open(String... addresses) {
        return Providers.open(addresses);
    }

    /**
     * What it is called in messages.
     *
     * @return a few words, as {@code multicast DNS}
     */
    String name();

    /**
     * Registers a service.
     *
     * @param service the service
     * @param listener told of each step, from the first
     * @return the registration, once others can find it; it fails with {@link DiscoveryException} if it can't be registered.
     *     Cancelled before, it takes back what was done
     */
    Future<Registration> register(Service service, RegistrationListener listener);

    /**
     * As {@link #register(Service, RegistrationListener)}, without a listener.
     *
     * @param service the service
     * @return the registration
     */
    default Future<Registration> register(Service service) {
        return register(service, event -> {});
    }

    /**
     * Browses for services of a type, or of a subtype.
     *
     * @param type the type
     * @param listener told of each instance that comes, changes and goes; never before this returns on the calling thread,
     *     if that is the directory's
     * @return the browser, to be closed when it's done
     */
    ServiceBrowser browse(ServiceType type, ServiceListener listener);

    /**
     * Finds one service by its name.
     *
     * @param type the type
     * @param name one label, as it is: nothing is escaped
     * @return the instance, on the interface that answered first; it fails with {@link DiscoveryException} if none did in time
     */
    Future<ServiceInstance> resolve(ServiceType type, String name);

    /**
     * Finds the addresses of a host.
     *
     * @param host its name, as {@code printer.local}
     * @return at least one address, link-local ones with their scope; it fails with {@link java.net.UnknownHostException} if
     *     there was none in time
     */
    Future<List<InetAddress>> resolveHost(String host);

    /**
     * Takes back all registrations, telling everybody, ends all browsing, then closes the sockets. Doing it twice is no error.
     *
     * @return when all that is done and the directory's thread has ended; completed on another thread
     */
    Future<Void> shutdown();

    /** {@link #shutdown()}, and waits for it, 10 seconds at most and not on the directory's own thread. */
    @Override
    void close();
}
