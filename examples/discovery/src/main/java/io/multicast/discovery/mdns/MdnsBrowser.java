package io.multicast.discovery.mdns;

import io.multicast.discovery.DiscoveryException;
import io.multicast.discovery.ServiceBrowser;
import io.multicast.discovery.ServiceEvent;
import io.multicast.discovery.ServiceInstance;
import io.multicast.discovery.ServiceListener;
import io.multicast.discovery.ServiceType;
import io.multicast.discovery.mdns.protocol.Browser;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Browsing over multicast DNS. */
final class MdnsBrowser implements ServiceBrowser {
    /** Who is there answers the first query, sent after 120 ms at most, within another 120 ms; the second one comes a second later. */
    private static final long SETTLED_MILLIS = 1500;

    private final MdnsEngine engine;
    private final EventLoop loop;
    private final ServiceType type;
    private final ServiceListener listener;
    private final Promise<Void> started;
    private final Promise<Void> settled;
    private final Map<ServiceInstance.Key, ServiceInstance> instances = new LinkedHashMap<>();
    private @Nullable Browser browser;
    private boolean closed;

    MdnsBrowser(MdnsEngine engine, EventLoop loop, ServiceType type, ServiceListener listener) {
        this.engine = engine;
        this.loop = loop;
        this.type = type;
        this.listener = listener;
        started = loop.newPromise();
        settled = loop.newPromise();
        started.addListener(done -> {
            if (!done.isSuccess()) {
                settled.tryFailure(done.cause());
            }
        });
    }

    /** Fails if it can't be started. */
    Promise<Void> started() {
        return started;
    }

    void start() {
        if (closed) {
            return;
        }
        started.setSuccess(null);
        engine.run(() -> browser = engine.mdns().browse(type, this::tell));
        Future<?> limit = loop.schedule(() -> settled.trySuccess(null), SETTLED_MILLIS, TimeUnit.MILLISECONDS);
        settled.addListener(done -> limit.cancel(false));
        if (!engine.isConnected()) {
            engine.whenStuck(() -> {
                if (!closed) {
                    listener.browseFailed(
                            new DiscoveryException("there is no interface to browse on: " + engine.refusals()));
                }
            });
        }
    }

    private void tell(ServiceEvent event) {
        synchronized (instances) {
            if (event.kind() == ServiceEvent.Kind.REMOVED) {
                instances.remove(event.instance().key());
            } else {
                instances.put(event.instance().key(), event.instance());
            }
        }
        listener.serviceChanged(event);
    }

    @Override
    public ServiceType type() {
        return type;
    }

    @Override
    public List<ServiceInstance> instances() {
        synchronized (instances) {
            return List.copyOf(instances.values());
        }
    }

    @Override
    public Future<Void> settled() {
        return settled;
    }

    @Override
    public void close() {
        if (loop.inEventLoop()) {
            end();
            return;
        }
        try {
            loop.execute(this::end);
        } catch (RejectedExecutionException e) {
            // the directory is closed, and this with it
        }
    }

    private void end() {
        closed = true;
        settled.cancel(false);
        if (browser != null) {
            engine.run(browser::close);
        }
    }
}
