package io.multicast.discovery;

import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A directory that sees what the test says. */
final class FakeDirectory extends AbstractDirectory {
    private final String name;
    private final Map<ServiceType, BrowserSupport> browsers = new LinkedHashMap<>();
    final Map<String, Service> registered = new ConcurrentHashMap<>();
    volatile @Nullable RuntimeException refusal;

    FakeDirectory(String name) {
        super(new DefaultEventExecutor());
        this.name = name;
    }

    static ServiceInstance instance(String name, String address, String... txt) {
        return new ServiceInstance(
                name,
                ServiceType.of("_http._tcp"),
                "test",
                0,
                "",
                "host.test",
                80,
                0,
                0,
                TxtAttributes.of(txt),
                List.of(new InetSocketAddress(address, 80).getAddress()));
    }

    /** Does something with the browser of the type, once it is there; waits for it. */
    void browser(String type, Consumer<BrowserSupport> action) {
        executor()
                .submit(() -> action.accept(browsers.get(ServiceType.of(type))))
                .syncUninterruptibly();
    }

    boolean isBrowsed(String type) {
        return executor()
                .submit(() -> browsers.containsKey(ServiceType.of(type)))
                .syncUninterruptibly()
                .getNow();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Future<Registration> register(Service service, RegistrationListener listener) {
        return call(promise -> {
            if (refusal != null) {
                throw refusal;
            }
            registered.put(service.name(), service);
            listener.registrationChanged(new RegistrationEvent(RegistrationEvent.Kind.REGISTERED, service));
            promise.setSuccess(new FakeRegistration(service));
        });
    }

    @Override
    public ServiceBrowser browse(ServiceType type, ServiceListener listener) {
        return open(type, listener, browser -> {
            browsers.put(type, browser);
            browser.onClose(() -> browsers.remove(type));
        });
    }

    @Override
    public Future<ServiceInstance> resolve(ServiceType type, String instance) {
        return call(promise -> answer(promise, instance(instance, "10.0.0.1", "by=" + name)));
    }

    @Override
    public Future<List<InetAddress>> resolveHost(String host) {
        return call(promise -> answer(promise, instance(host, "10.0.0.1").addresses()));
    }

    private <T> void answer(Promise<T> promise, T value) {
        if (refusal != null) {
            throw refusal;
        }
        promise.setSuccess(value);
    }

    @Override
    protected Future<?> end() {
        registered.clear();
        return executor().newSucceededFuture(null);
    }

    private final class FakeRegistration implements Registration {
        private Service service;

        FakeRegistration(Service service) {
            this.service = service;
        }

        @Override
        public Service service() {
            return service;
        }

        @Override
        public Future<Void> update(TxtAttributes txt) {
            service = service.withTxt(txt);
            registered.put(service.name(), service);
            return executor().newSucceededFuture(null);
        }

        @Override
        public Future<Void> unregister() {
            registered.remove(service.name());
            return executor().newSucceededFuture(null);
        }
    }
}
