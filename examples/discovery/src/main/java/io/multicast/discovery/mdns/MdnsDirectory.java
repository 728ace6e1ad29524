package io.multicast.discovery.mdns;

import io.multicast.discovery.AbstractDirectory;
import io.multicast.discovery.BrowserSupport;
import io.multicast.discovery.DiscoveryException;
import io.multicast.discovery.Registration;
import io.multicast.discovery.RegistrationListener;
import io.multicast.discovery.Service;
import io.multicast.discovery.ServiceBrowser;
import io.multicast.discovery.ServiceInstance;
import io.multicast.discovery.ServiceListener;
import io.multicast.discovery.ServiceType;
import io.multicast.discovery.dns.DnsName;
import io.multicast.discovery.mdns.protocol.Browser;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A directory over multicast DNS. */
final class MdnsDirectory extends AbstractDirectory {
    /** How long someone who looks for one thing waits: three queries. */
    private static final long PATIENCE_SECONDS = 5;
    /** Who is there answers the first query within 240 ms; the second one comes a second later. */
    private static final long SETTLED_MILLIS = 1500;

    private final EventLoop loop;
    private final MdnsEngine engine;

    private MdnsDirectory(EventLoop loop, MdnsSettings settings) {
        super(loop);
        this.loop = loop;
        engine = new MdnsEngine(loop, settings);
    }

    static MdnsDirectory open(MdnsSettings settings) {
        Rehearsal.begin();
        EventLoop loop = new MultiThreadIoEventLoopGroup(
                        1, new DefaultThreadFactory("multicast-dns", true), NioIoHandler.newFactory())
                .next();
        MdnsDirectory directory = new MdnsDirectory(loop, settings);
        loop.execute(() -> {
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
        return call(promise -> new MdnsRegistration(engine, loop, service, listener, promise).start());
    }

    @Override
    public ServiceBrowser browse(ServiceType type, ServiceListener listener) {
        return open(type, listener, support -> {
            engine.run(() -> start(support));
            loop.schedule(support::settle, SETTLED_MILLIS, TimeUnit.MILLISECONDS);
            engine.whenStuck(
                    () -> support.fail(new DiscoveryException("no interface to browse on: " + engine.refusals())));
        });
    }

    private void start(BrowserSupport support) {
        Shown shown = new Shown(support, loop);
        Browser browser = engine.mdns().browse(support.type(), event -> shown.later());
        shown.browser = browser;
        support.onClose(() -> engine.run(browser::close));
    }

    /** Shows all that there is after each batch of packets that changed something. */
    private static final class Shown implements Runnable {
        private final BrowserSupport support;
        private final EventLoop loop;
        private @Nullable Browser browser;
        private boolean pending;

        private Shown(BrowserSupport support, EventLoop loop) {
            this.support = support;
            this.loop = loop;
        }

        private void later() {
            if (!pending) {
                pending = true;
                loop.execute(this);
            }
        }

        @Override
        public void run() {
            pending = false;
            if (browser != null) {
                support.show(browser.instances());
            }
        }
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

    private <T> Future<T> look(Function<Consumer<T>, Runnable> lookup, Supplier<Exception> late) {
        return call(promise -> engine.run(() -> look(lookup, late, promise)));
    }

    private <T> void look(Function<Consumer<T>, Runnable> lookup, Supplier<Exception> late, Promise<T> promise) {
        Runnable end = lookup.apply(promise::trySuccess);
        Future<?> limit = loop.schedule(() -> promise.tryFailure(late.get()), PATIENCE_SECONDS, TimeUnit.SECONDS);
        promise.addListener(done -> {
            limit.cancel(false);
            engine.run(end);
        });
    }

    @Override
    protected Future<?> end() {
        return engine.close();
    }
}
