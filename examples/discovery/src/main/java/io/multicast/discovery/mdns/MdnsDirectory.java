package io.multicast.discovery.mdns;

import io.multicast.discovery.DiscoveryException;
import io.multicast.discovery.Registration;
import io.multicast.discovery.RegistrationListener;
import io.multicast.discovery.Service;
import io.multicast.discovery.ServiceBrowser;
import io.multicast.discovery.ServiceDirectory;
import io.multicast.discovery.ServiceInstance;
import io.multicast.discovery.ServiceListener;
import io.multicast.discovery.ServiceType;
import io.multicast.discovery.dns.DnsName;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** A directory over multicast DNS. */
final class MdnsDirectory implements ServiceDirectory {
    /** How long someone who looks for one thing waits: three queries. */
    private static final long PATIENCE_SECONDS = 5;

    private final EventLoopGroup group;
    private final EventLoop loop;
    private final MdnsEngine engine;
    private final Promise<Void> ended;

    private MdnsDirectory(MdnsSettings settings) {
        group = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("multicast-dns", true), NioIoHandler.newFactory());
        loop = group.next();
        engine = new MdnsEngine(loop, settings);
        ended = GlobalEventExecutor.INSTANCE.newPromise();
    }

    static MdnsDirectory open(MdnsSettings settings) {
        Rehearsal.begin();
        MdnsDirectory directory = new MdnsDirectory(settings);
        directory.loop.execute(() -> {
            Rehearsal.await();
            directory.engine.start();
        });
        return directory;
    }

    @Override
    public String name() {
        return "multicast DNS";
    }

    @Override
    public Future<Registration> register(Service service, RegistrationListener listener) {
        Promise<Registration> promise = loop.newPromise();
        execute(promise, () -> new MdnsRegistration(engine, loop, service, listener, promise).start());
        return promise;
    }

    @Override
    public ServiceBrowser browse(ServiceType type, ServiceListener listener) {
        MdnsBrowser browser = new MdnsBrowser(engine, loop, type, listener);
        execute(browser.started(), browser::start);
        return browser;
    }

    @Override
    public Future<ServiceInstance> resolve(ServiceType type, String name) {
        DnsName.of(name);
        return look(
                found -> engine.mdns().resolve(type, name, found),
                () -> new DiscoveryException(
                        "no " + type + " service '" + name + "' answered within " + PATIENCE_SECONDS + " s" + hint()));
    }

    @Override
    public Future<List<InetAddress>> resolveHost(String host) {
        DnsName name = DnsName.parse(host);
        return look(
                found -> engine.mdns().resolveHost(name, found),
                () -> new UnknownHostException(
                        "no host " + name + " answered within " + PATIENCE_SECONDS + " s" + hint()));
    }

    private String hint() {
        return engine.isConnected() ? "" : ": there is no interface to ask on; " + engine.refusals();
    }

    private <T> Future<T> look(Function<Consumer<T>, AutoCloseable> lookup, Supplier<Exception> late) {
        Promise<T> promise = loop.newPromise();
        execute(
                promise,
                () -> engine.run(() -> {
                    AutoCloseable running = lookup.apply(promise::trySuccess);
                    Future<?> limit =
                            loop.schedule(() -> promise.tryFailure(late.get()), PATIENCE_SECONDS, TimeUnit.SECONDS);
                    promise.addListener(done -> {
                        limit.cancel(false);
                        engine.run(() -> close(running));
                    });
                }));
        return promise;
    }

    private static void close(AutoCloseable running) {
        try {
            running.close();
        } catch (Exception e) {
            throw new IllegalStateException(e); // it throws nothing
        }
    }

    private void execute(Promise<?> promise, Runnable task) {
        try {
            loop.execute(() -> {
                if (ended.isDone() || loop.isShuttingDown()) {
                    promise.tryFailure(new DiscoveryException("the directory is closed"));
                } else {
                    task.run();
                }
            });
        } catch (RejectedExecutionException e) {
            promise.tryFailure(new DiscoveryException("the directory is closed", e));
        }
    }

    @Override
    public Future<Void> shutdown() {
        try {
            loop.execute(() -> engine.close()
                    .addListener(closed -> group.shutdownGracefully(0, 5, TimeUnit.SECONDS)
                            .addListener(over -> ended.trySuccess(null))));
        } catch (RejectedExecutionException e) {
            group.terminationFuture().addListener(over -> ended.trySuccess(null));
        }
        return ended;
    }
}
