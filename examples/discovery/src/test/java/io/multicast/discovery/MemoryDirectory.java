package io.multicast.discovery;

import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A directory within the test: what is registered is found, on 127.0.0.1. */
public final class MemoryDirectory extends AbstractDirectory {
    private final Set<Service> services = new LinkedHashSet<>();
    private final List<BrowserSupport> browsers = new ArrayList<>();

    public MemoryDirectory() {
        super(new DefaultEventExecutor());
    }

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public Future<Registration> register(Service wanted, RegistrationListener listener) {
        return call(promise -> {
            MemoryRegistration registration = new MemoryRegistration(wanted);
            services.add(wanted);
            show();
            promise.setSuccess(registration);
        });
    }

    /** Registers, and waits for it. */
    public Registration add(Service service) {
        return register(service).syncUninterruptibly().getNow();
    }

    private void show() {
        browsers.forEach(this::show);
    }

    private void show(BrowserSupport browser) {
        browser.show(services.stream()
                .filter(service -> service.type().equals(browser.type().base()))
                .map(MemoryDirectory::instance)
                .toList());
        browser.settle();
    }

    private static ServiceInstance instance(Service service) {
        return new ServiceInstance(
                service.name(),
                service.type(),
                "local",
                1,
                "lo",
                "memory.local",
                service.port(),
                service.priority(),
                service.weight(),
                service.txt(),
                List.of(InetAddress.getLoopbackAddress()));
    }

    /** How many are browsing. */
    public int browsers() {
        return executor().submit(browsers::size).syncUninterruptibly().getNow();
    }

    @Override
    public ServiceBrowser browse(ServiceType type, ServiceListener listener) {
        return open(type, listener, browser -> {
            browsers.add(browser);
            browser.onClose(() -> browsers.remove(browser));
            show(browser);
        });
    }

    @Override
    public Future<ServiceInstance> resolve(ServiceType type, String name) {
        return call(promise -> promise.setFailure(new DiscoveryException("only browsed")));
    }

    @Override
    public Future<List<InetAddress>> resolveHost(String host) {
        return call(promise -> {
            if (host.startsWith("memory.local")) {
                promise.setSuccess(List.of(InetAddress.getLoopbackAddress()));
            } else {
                promise.setFailure(new UnknownHostException("no host " + host));
            }
        });
    }

    @Override
    protected Future<?> end() {
        return executor().newSucceededFuture(null);
    }

    private final class MemoryRegistration implements Registration {
        private Service service;

        MemoryRegistration(Service service) {
            this.service = service;
        }

        @Override
        public Service service() {
            return service;
        }

        @Override
        public Future<Void> update(TxtAttributes txt) {
            return call(promise -> {
                services.remove(service);
                service = service.withTxt(txt);
                services.add(service);
                show();
                promise.setSuccess(null);
            });
        }

        @Override
        public Future<Void> unregister() {
            return call(promise -> {
                services.remove(service);
                show();
                promise.setSuccess(null);
            });
        }
    }
}
