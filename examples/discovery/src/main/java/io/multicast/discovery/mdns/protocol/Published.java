package io.multicast.discovery.mdns.protocol;

import io.multicast.discovery.Service;
import io.multicast.discovery.TxtAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** A registered service. */
public final class Published {
    /** Data that changes more often in a minute waits, and only the last of it goes out (RFC 6762, section 8.4). */
    private static final int UPDATES = 10;

    private static final long UPDATE_PERIOD = 60 * Timing.SECOND;

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
            boolean often = updates.size() == UPDATES && timers.now() - updates.element() < UPDATE_PERIOD;
            timer = timers.at(often ? updates.element() + UPDATE_PERIOD : timers.now(), this::update);
        }
    }

    private void update() {
        updates.add(timers.now());
        if (updates.size() > UPDATES) {
            updates.remove();
        }
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
