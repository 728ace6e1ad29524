package io.multicast.discovery;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import io.netty.util.internal.logging.InternalLogger;
import io.netty.util.internal.logging.InternalLoggerFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * For those who write a directory: a browser that tells its listener the differences between what was there and what is there
 * now. What it is given must be given on the directory's thread; a listener that throws is logged and told the next event.
 */
public final class BrowserSupport implements ServiceBrowser {
    private static final InternalLogger LOGGER = InternalLoggerFactory.getInstance(ServiceBrowser.class);

    private final ServiceType type;
    private final ServiceListener listener;
    private final EventExecutor executor;
    private final List<Runnable> onClose = new ArrayList<>();
    private final Promise<Void> settled;
    private final Map<ServiceInstance.Key, ServiceInstance> shown = new LinkedHashMap<>();
    private volatile List<ServiceInstance> instances = List.of();
    private volatile boolean closed;
    private @Nullable String failure;

    /**
     * A browser that sees nothing yet.
     *
     * @param type what is browsed for
     * @param listener whom to tell
     * @param executor the directory's thread
     */
    public BrowserSupport(ServiceType type, ServiceListener listener, EventExecutor executor) {
        this.type = type;
        this.listener = listener;
        this.executor = executor;
        this.settled = executor.newPromise();
    }

    /**
     * Shows what is there now: first tells what was added, then what is another, then what is gone. Of two with one key the last
     * counts.
     *
     * @param now all of it
     */
    public void show(Collection<ServiceInstance> now) {
        failure = null;
        Map<ServiceInstance.Key, ServiceInstance> next = new LinkedHashMap<>();
        now.forEach(instance -> next.put(instance.key(), instance));
        Map<ServiceInstance.Key, ServiceInstance> before = new LinkedHashMap<>(shown);
        shown.clear();
        shown.putAll(next);
        instances = List.copyOf(next.values());
        next.forEach((key, instance) -> tellIf(!before.containsKey(key), ServiceEvent.Kind.ADDED, instance));
        next.forEach((key, instance) -> {
            ServiceInstance old = before.remove(key);
            tellIf(old != null && !old.equals(instance), ServiceEvent.Kind.UPDATED, instance);
        });
        before.values().forEach(instance -> tellIf(true, ServiceEvent.Kind.REMOVED, instance));
    }

    private void tellIf(boolean so, ServiceEvent.Kind kind, ServiceInstance instance) {
        if (so) {
            tell(() -> listener.serviceChanged(new ServiceEvent(kind, instance)));
        }
    }

    private void tell(Runnable call) {
        if (closed) {
            return;
        }
        try {
            call.run();
        } catch (RuntimeException e) {
            LOGGER.warn("A listener of {} threw", type, e);
        }
    }

    /**
     * Something to do when the browser is closed.
     *
     * @param action run on the directory's thread, once
     */
    public void onClose(Runnable action) {
        onClose.add(action);
    }

    /** The first look-up is over: see {@link #settled()}. */
    public void settle() {
        settled.trySuccess(null);
    }

    /**
     * A look-up failed; told once until {@link #show} or another failure.
     *
     * @param cause why
     */
    public void fail(Throwable cause) {
        if (!cause.toString().equals(failure)) {
            failure = cause.toString();
            tell(() -> listener.browseFailed(cause));
        }
        settled.tryFailure(cause);
    }

    /**
     * Whether it was closed.
     *
     * @return whether nobody is told any more
     */
    public boolean isClosed() {
        return closed;
    }

    @Override
    public ServiceType type() {
        return type;
    }

    @Override
    public List<ServiceInstance> instances() {
        return instances;
    }

    @Override
    public Future<Void> settled() {
        return settled;
    }

    @Override
    public void close() {
        if (!executor.inEventLoop()) {
            closeThere();
        } else if (!closed) {
            closed = true;
            settled.cancel(false);
            onClose.forEach(Runnable::run);
        }
    }

    private void closeThere() {
        try {
            executor.execute(this::close);
        } catch (RejectedExecutionException e) {
            closed = true; // the directory has closed it
        }
    }
}
