package io.multicast.discovery.resolver;

import io.multicast.discovery.ServiceDirectory;
import io.multicast.discovery.members.Member;
import io.multicast.discovery.members.Members;
import io.multicast.discovery.members.ServiceName;
import io.netty.resolver.AbstractAddressResolver;
import io.netty.resolver.AddressResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Of one event loop. */
final class DiscoveryResolver extends AbstractAddressResolver<InetSocketAddress> {
    private final ServiceDirectory directory;
    private final Function<ServiceName, Members> services;
    private final AddressResolver<InetSocketAddress> others;

    DiscoveryResolver(
            EventExecutor executor,
            ServiceDirectory directory,
            Function<ServiceName, Members> services,
            AddressResolver<InetSocketAddress> others) {
        super(executor, InetSocketAddress.class);
        this.directory = directory;
        this.services = services;
        this.others = others;
    }

    @Override
    protected boolean doIsResolved(InetSocketAddress address) {
        return !address.isUnresolved();
    }

    @Override
    protected void doResolve(InetSocketAddress unresolved, Promise<InetSocketAddress> promise) {
        Promise<List<InetSocketAddress>> all = executor().newPromise();
        all.addListener((Future<List<InetSocketAddress>> done) -> {
            if (done.isSuccess()) {
                promise.trySuccess(done.getNow().get(0));
            } else {
                promise.tryFailure(done.cause());
            }
        });
        doResolveAll(unresolved, all);
    }

    @Override
    protected void doResolveAll(InetSocketAddress unresolved, Promise<List<InetSocketAddress>> promise) {
        String host = unresolved.getHostString();
        Optional<ServiceName> service = ServiceName.parse(host);
        if (service.isPresent()) {
            service(service.get(), promise);
        } else if (isLocal(host)) {
            host(host, unresolved.getPort(), promise);
        } else {
            others.resolveAll(unresolved, promise);
        }
    }

    private static boolean isLocal(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return lower.endsWith(".local") || lower.endsWith(".local.");
    }

    private void service(ServiceName name, Promise<List<InetSocketAddress>> promise) {
        Members members = services.apply(name);
        members.known().addListener(done -> {
            List<InetSocketAddress> addresses = Member.inOrder(members.now(), ThreadLocalRandom.current()).stream()
                    .flatMap(member -> member.addresses().stream())
                    .toList();
            if (addresses.isEmpty()) {
                promise.tryFailure(unknown("there is no service " + name + " in " + directory.name(), done.cause()));
            } else {
                promise.trySuccess(addresses);
            }
        });
    }

    private void host(String host, int port, Promise<List<InetSocketAddress>> promise) {
        directory.resolveHost(host).addListener((Future<List<InetAddress>> done) -> {
            if (done.isSuccess()) {
                promise.trySuccess(done.getNow().stream()
                        .map(address -> new InetSocketAddress(address, port))
                        .toList());
            } else {
                promise.tryFailure(done.cause());
            }
        });
    }

    private static UnknownHostException unknown(String message, @Nullable Throwable cause) {
        UnknownHostException unknown = new UnknownHostException(message);
        unknown.initCause(cause);
        return unknown;
    }
}
