package io.multicast.discovery.unicast;

import io.multicast.discovery.AbstractDirectory;
import io.multicast.discovery.DiscoveryException;
import io.multicast.discovery.Escapes;
import io.multicast.discovery.Registration;
import io.multicast.discovery.RegistrationEvent;
import io.multicast.discovery.RegistrationListener;
import io.multicast.discovery.Service;
import io.multicast.discovery.ServiceBrowser;
import io.multicast.discovery.ServiceInstance;
import io.multicast.discovery.ServiceListener;
import io.multicast.discovery.ServiceType;
import io.multicast.discovery.dns.DnsName;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import io.netty.util.internal.logging.InternalLogger;
import io.netty.util.internal.logging.InternalLoggerFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Services in a domain of unicast DNS, where multicast does not reach.
 *
 * <ul>
 *   <li>Found: those that PTR records list (RFC 6763: a zone in BIND, another program's registrations), or else those that SRV
 *       records of the type itself do (RFC 2782: {@code _http._tcp.orders.default.svc.cluster.local} of a headless service in
 *       Kubernetes, {@code _orders._tcp.service.consul}), named by host and port then. Looked at again when the records' TTL is
 *       over; at most {@value LookUp#MAX_INSTANCES} of a type.
 *   <li>Registered: by DNS UPDATE (RFC 2136), signed with TSIG if there is a {@linkplain UnicastDirectoryBuilder#key key}. The host's address
 *       records are set too, and stay when the service goes. A name that is in use gets a number, unless it leads to the same host
 *       and port: then it is this service's own from an earlier run. What dies without word stays in the zone.
 * </ul>
 *
 * <p>What a server says is believed: there is no DNSSEC here.
 */
public final class UnicastDirectory extends AbstractDirectory {
    private static final InternalLogger LOGGER = InternalLoggerFactory.getInstance(UnicastDirectory.class);

    private final Settings settings;
    private final EventLoop loop;
    private final DnsClient client;
    private final Set<UnicastRegistration> registrations = new LinkedHashSet<>();

    private UnicastDirectory(Settings settings, EventLoop loop) {
        super(loop);
        this.settings = settings;
        this.loop = loop;
        this.client = new DnsClient(loop, settings.timeout().toMillis());
    }

    static UnicastDirectory open(Settings settings) {
        return new UnicastDirectory(
                settings, new MultiThreadIoEventLoopGroup(1, settings.threads(), NioIoHandler.newFactory()).next());
    }

    /**
     * How to make one.
     *
     * @param domain where services are, as {@code example.com}
     * @return what can be told beside
     * @throws IllegalArgumentException when it is no name
     */
    public static UnicastDirectoryBuilder builder(String domain) {
        return new UnicastDirectoryBuilder(DnsName.parse(domain));
    }

    @Override
    public String name() {
        return "unicast DNS of " + settings.domain();
    }

    @Override
    public Future<Registration> register(Service service, RegistrationListener listener) {
        return call(registered -> zone().thenCompose(zone -> {
                    UnicastRegistration registration = new UnicastRegistration(this, settings, zone, service, listener);
                    registrations.add(registration);
                    return registration.register().whenComplete((done, failure) -> {
                        if (failure != null) {
                            registrations.remove(registration);
                        }
                    });
                })
                .whenComplete((registration, failure) -> {
                    complete(registered, registration, failure);
                    if (registered.isCancelled() && registration != null) {
                        registration.unregister();
                    }
                }));
    }

    private CompletableFuture<Zone> zone() {
        return ZoneFinder.find(client, settings);
    }

    @Override
    public ServiceBrowser browse(ServiceType type, ServiceListener listener) {
        return open(
                type,
                listener,
                view -> new UnicastBrowser(view, this::lookUp, loop, settings.shortest(), settings.longest()).start());
    }

    private LookUp lookUp() {
        return new LookUp(answers(settings.serversOrSystems()), settings.domain());
    }

    @Override
    public Future<ServiceInstance> resolve(ServiceType type, String name) {
        DnsName instance =
                DnsName.parse(type.base().toString()).append(settings.domain()).child(name);
        return call(found -> {
            LookUp lookUp = lookUp();
            lookUp.instance(type.base(), instance)
                    .thenCompose(one -> one.isPresent()
                            ? CompletableFuture.completedFuture(one)
                            : lookUp.browse(type.base())
                                    .thenApply(all -> all.stream()
                                            .filter(other -> other.name().equals(name))
                                            .findFirst()))
                    .thenApply(one -> one.orElseThrow(() -> new DiscoveryException("there is no " + type.base()
                            + " service '" + Escapes.terminal(name) + "' in " + settings.domain())))
                    .whenComplete((one, failure) -> complete(found, one, failure));
        });
    }

    @Override
    public Future<List<InetAddress>> resolveHost(String host) {
        DnsName name = DnsName.parse(host);
        return call(found -> lookUp().host(name).whenComplete((addresses, failure) -> {
            boolean none = failure != null || addresses.isEmpty();
            complete(found, addresses, none ? unknown(name, failure) : null);
        }));
    }

    private static UnknownHostException unknown(DnsName host, @Nullable Throwable failure) {
        String why = failure == null
                ? " has no address"
                : ": " + DnsClient.cause(failure).getMessage();
        UnknownHostException unknown = new UnknownHostException(host + why);
        unknown.initCause(failure);
        return unknown;
    }

    @Override
    protected Future<?> end() {
        Promise<Void> ended = loop.newPromise();
        CompletableFuture.allOf(Set.copyOf(registrations).stream()
                        .map(UnicastRegistration::unregisterHere)
                        .toArray(CompletableFuture[]::new))
                .whenComplete((nothing, failure) -> complete(ended, failure));
        return ended;
    }

    DnsClient client() {
        return client;
    }

    Answers answers(List<InetSocketAddress> servers) {
        return new Answers(client, servers);
    }

    void forget(UnicastRegistration registration) {
        registrations.remove(registration);
    }

    void tell(RegistrationListener listener, RegistrationEvent event) {
        try {
            listener.registrationChanged(event);
        } catch (RuntimeException e) {
            LOGGER.warn("A listener of the registration of {} threw", event.service(), e);
        }
    }

    /** Runs something on the event loop; its outcome. */
    Future<Void> complete(Supplier<CompletableFuture<Void>> task) {
        return call(promise -> task.get().whenComplete((nothing, failure) -> complete(promise, failure)));
    }

    private static void complete(Promise<Void> promise, @Nullable Throwable failure) {
        if (failure == null) {
            promise.trySuccess(null);
        } else {
            promise.tryFailure(DnsClient.cause(failure));
        }
    }

    private static <T> void complete(Promise<T> promise, T value, @Nullable Throwable failure) {
        if (failure == null) {
            promise.trySuccess(value);
        } else {
            promise.tryFailure(DnsClient.cause(failure));
        }
    }
}
