package io.multicast.discovery.mdns.protocol;

import io.multicast.discovery.Service;
import io.multicast.discovery.TxtAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** A registered service. */
public final class Published {
    /** Data that changes again waits for a second, after several times in a minute for longer: so that there are no more than
     * ten changes a minute (RFC 6762, section 8.4), and the last one is out soon. */
    private static final int QUICK_UPDATES = 5;

    private static final long QUICK_INTERVAL = Timing.SECOND;
    private static final long SLOW_INTERVAL = 10 * Timing.SECOND;
    private static final long PERIOD = 60 * Timing.SECOND;

    private final Timers timers;
    private final Publisher publisher;
    private final ServicePublication publication;
    private final Deque<Long> updates = new ArrayDeque<>();
    private @Nullable TxtAttributes wanted;
    private Timers.@Nullable Timer timer;
    private boolean withdrawn;

    Published(Timers timers, Publisher publisher, Service service, ServicePublication.Listener listener) {
        this.timers = timers;
        this.publisher = publisher;
        publication = publisher.publish(service, listener);
    }

    /** The service as it is registered now. */
    public Service service() {
        return publication.service();
    }

    /** Gives it other attributes. */
    public void update(TxtAttributes txt) {
        if (withdrawn) {
            return;
        }
        timers.refresh();
        wanted = txt;
        if (timer == null || !timer.isPending()) {
            timer = timers.at(allowed(), this::update);
        }
    }

    private long allowed() {
        while (!updates.isEmpty() && timers.now() - updates.element() >= PERIOD) {
            updates.remove();
        }
        if (updates.isEmpty()) {
            return timers.now();
        }
        return updates.getLast() + (updates.size() < QUICK_UPDATES ? QUICK_INTERVAL : SLOW_INTERVAL);
    }

    private void update() {
        updates.add(timers.now());
        if (wanted != null) {
            publisher.update(publication, service().withTxt(wanted));
        }
    }

    /** Takes it back, telling everybody. */
    public void withdraw() {
        if (!withdrawn) {
            timers.refresh();
            withdrawn = true;
            Timers.cancel(timer);
            publisher.withdraw(publication);
        }
    }
}
