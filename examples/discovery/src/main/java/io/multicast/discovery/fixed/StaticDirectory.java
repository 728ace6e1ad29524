package io.multicast.discovery.fixed;

import io.multicast.discovery.AbstractDirectory;
import io.multicast.discovery.BrowserSupport;
import io.multicast.discovery.DiscoveryException;
import io.multicast.discovery.Registration;
import io.multicast.discovery.RegistrationListener;
import io.multicast.discovery.Service;
import io.multicast.discovery.ServiceBrowser;
import io.multicast.discovery.ServiceDirectory;
import io.multicast.discovery.ServiceInstance;
import io.multicast.discovery.ServiceListener;
import io.multicast.discovery.ServiceType;
import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/**
 * A list of services that never changes. Host names are looked up by the system's resolver each time that they are asked for. It
 * takes no registrations.
 */
public final class StaticDirectory extends AbstractDirectory {
    /** The domain of what is found. */
    private static final String DOMAIN = "static";

    private final List<Service> services;

    private StaticDirectory(List<Service> services) {
        super(new DefaultEventExecutor(new DefaultThreadFactory("static-discovery", true)));
        this.services = services;
    }

    /**
     * A directory of these services.
     *
     * @param services each with a host: a name or an address
     * @return the directory
     * @throws IllegalArgumentException when one has no host
     */
    public static ServiceDirectory of(Collection<Service> services) {
        for (Service service : services) {
            if (service.host() == null) {
                throw new IllegalArgumentException(service + " has no host");
            }
        }
        return new StaticDirectory(List.copyOf(services));
    }

    /**
     * A directory of the services in a file, one a line: name, type, host, port, attributes, with spaces between. What has spaces
     * stands in double quotes, in which a backslash takes the next character as it is; {@code #} begins a comment.
     *
     * <pre>
     * "Orders, Berlin" _http._tcp 10.0.0.5 8080 path=/orders
     * </pre>
     *
     * @param file in UTF-8
     * @return the directory
     * @throws DiscoveryException when it can't be read, or a line is not so
     */
    public static ServiceDirectory of(Path file) {
        return of(StaticList.read(file));
    }

    @Override
    public String name() {
        return "the static list";
    }

    @Override
    public Future<Registration> register(Service service, RegistrationListener listener) {
        return call(promise -> promise.setFailure(new DiscoveryException("the static list takes no registrations")));
    }

    @Override
    public ServiceBrowser browse(ServiceType type, ServiceListener listener) {
        return open(type, listener, browser -> look(type, browser));
    }

    private void look(ServiceType type, BrowserSupport browser) {
        List<ServiceInstance> found = new ArrayList<>();
        for (Service service : services) {
            if (matches(service, type)) {
                try {
                    found.add(instance(service));
                } catch (UnknownHostException e) {
                    browser.fail(e);
                }
            }
        }
        browser.show(found);
        browser.settle();
    }

    private static boolean matches(Service service, ServiceType type) {
        return service.type().equals(type.base())
                && (type.subtype() == null || service.subtypes().contains(type.subtype()));
    }

    @Override
    public Future<ServiceInstance> resolve(ServiceType type, String name) {
        return call(found -> {
            for (Service service : services) {
                if (matches(service, type) && service.name().equals(name)) {
                    try {
                        found.setSuccess(instance(service));
                    } catch (UnknownHostException e) {
                        found.setFailure(new DiscoveryException("the host of " + service + " is not known", e));
                    }
                    return;
                }
            }
            found.setFailure(new DiscoveryException("the static list has no such service"));
        });
    }

    @Override
    public Future<List<InetAddress>> resolveHost(String host) {
        return call(found -> {
            try {
                found.setSuccess(addresses(host));
            } catch (UnknownHostException e) {
                found.setFailure(e);
            }
        });
    }

    private static ServiceInstance instance(Service service) throws UnknownHostException {
        String host = Objects.requireNonNull(service.host());
        return new ServiceInstance(
                service.name(),
                service.type(),
                DOMAIN,
                0,
                "",
                host,
                service.port(),
                service.priority(),
                service.weight(),
                service.txt(),
                addresses(host));
    }

    private static List<InetAddress> addresses(String host) throws UnknownHostException {
        return List.of(InetAddress.getAllByName(host));
    }

    @Override
    protected Future<?> end() {
        return executor().newSucceededFuture(null);
    }
}
