package io.multicast.discovery.unicast;

import io.multicast.discovery.BrowserSupport;
import io.multicast.discovery.ServiceInstance;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks again when what was found holds no longer. If a look-up fails, what was found stays for half a minute, and the next comes
 * after a pause that doubles. On the event loop.
 */
final class UnicastBrowser {
    private static final long STALE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final BrowserSupport view;
    private final Supplier<LookUp> lookUps;
    private final EventLoop loop;
    private final Duration shortest;
    private final Duration longest;
    private long succeeded = System.nanoTime();
    private Duration pause;
    private boolean failing;
    private @Nullable Future<?> next;

    UnicastBrowser(BrowserSupport view, Supplier<LookUp> lookUps, EventLoop loop, Duration shortest, Duration longest) {
        this.view = view;
        this.lookUps = lookUps;
        this.loop = loop;
        this.shortest = shortest;
        this.longest = longest;
        this.pause = shortest;
    }

    void start() {
        view.onClose(() -> {
            if (next != null) {
                next.cancel(false);
            }
        });
        look();
    }

    private void look() {
        LookUp lookUp = lookUps.get();
        lookUp.browse(view.type()).whenComplete((found, failure) -> {
            if (view.isClosed()) {
                return;
            }
            if (failure == null) {
                found(found, lookUp);
            } else {
                failed(DnsClient.cause(failure));
            }
            next = loop.schedule(this::look, pause.toNanos(), TimeUnit.NANOSECONDS);
        });
    }

    private void found(List<ServiceInstance> found, LookUp lookUp) {
        succeeded = System.nanoTime();
        failing = false;
        pause = limited(Duration.ofSeconds(lookUp.ttl()));
        List<ServiceInstance> all = new ArrayList<>(found);
        view.instances().stream()
                .filter(before -> lookUp.isUnknown(before.key()))
                .forEach(all::add);
        view.show(all);
        view.settle();
    }

    private Duration limited(Duration wanted) {
        return wanted.compareTo(shortest) < 0 ? shortest : wanted.compareTo(longest) > 0 ? longest : wanted;
    }

    private void failed(Throwable cause) {
        pause = limited(failing ? pause.multipliedBy(2) : shortest);
        failing = true;
        if (System.nanoTime() - succeeded > STALE_NANOS && !view.instances().isEmpty()) {
            view.show(List.of());
        }
        view.fail(cause);
    }
}
