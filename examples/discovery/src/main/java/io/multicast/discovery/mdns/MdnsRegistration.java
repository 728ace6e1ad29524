package io.multicast.discovery.mdns;

import io.multicast.discovery.DiscoveryException;
import io.multicast.discovery.Registration;
import io.multicast.discovery.RegistrationEvent;
import io.multicast.discovery.RegistrationEvent.Kind;
import io.multicast.discovery.RegistrationListener;
import io.multicast.discovery.Service;
import io.multicast.discovery.TxtAttributes;
import io.multicast.discovery.mdns.protocol.Published;
import io.multicast.discovery.mdns.protocol.ServicePublication;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** A service from the wish to register it until it is taken back. */
final class MdnsRegistration implements Registration, ServicePublication.Listener {
    private final MdnsEngine engine;
    private final EventLoop loop;
    private final Service wanted;
    private final RegistrationListener listener;
    private final Promise<Registration> promise;
    private volatile Service current;
    private @Nullable Published published;

    MdnsRegistration(
            MdnsEngine engine,
            EventLoop loop,
            Service service,
            RegistrationListener listener,
            Promise<Registration> promise) {
        this.engine = engine;
        this.loop = loop;
        this.wanted = service;
        this.current = service;
        this.listener = listener;
        this.promise = promise;
    }

    void start() {
        current = wanted.withName(engine.names().service(wanted));
        tell(Kind.REGISTERING, null);
        if (!engine.isConnected()) {
            engine.whenStuck(this::tellStuck);
        }
        engine.run(() -> published = engine.mdns().register(current, this));
        promise.addListener(done -> {
            if (done.isCancelled()) {
                unregister();
            }
        });
    }

    private void tellStuck() {
        if (!promise.isDone() && !engine.isConnected()) {
            tell(
                    Kind.FAILED,
                    new DiscoveryException(
                            "'" + current + "' waits for an interface to be registered on: " + engine.refusals()));
        }
    }

    private void tell(Kind kind, @Nullable Throwable cause) {
        listener.registrationChanged(new RegistrationEvent(kind, current, cause));
    }

    @Override
    public void renamed(Service service) {
        current = service;
        tell(Kind.RENAMED, null);
        tell(Kind.REGISTERING, null);
    }

    @Override
    public void established(Service service) {
        current = service;
        engine.names().keepService(wanted, service.name());
        tell(Kind.REGISTERED, null);
        promise.trySuccess(this);
    }

    @Override
    public Service service() {
        return current;
    }

    @Override
    public Future<Void> update(TxtAttributes txt) {
        return run(() -> {
            if (published == null) {
                throw new DiscoveryException("'" + current + "' is not registered any more");
            }
            published.update(txt);
            current = current.withTxt(txt);
        });
    }

    @Override
    public Future<Void> unregister() {
        return run(() -> {
            if (published != null) {
                published.withdraw();
                published = null;
            }
        });
    }

    private Future<Void> run(Runnable action) {
        Promise<Void> done = loop.newPromise();
        try {
            loop.execute(() -> {
                try {
                    engine.run(action);
                    done.setSuccess(null);
                } catch (DiscoveryException e) {
                    done.setFailure(e);
                }
            });
        } catch (RejectedExecutionException e) {
            done.setFailure(new DiscoveryException("the directory is closed, and '" + current + "' with it", e));
        }
        return done;
    }
}
