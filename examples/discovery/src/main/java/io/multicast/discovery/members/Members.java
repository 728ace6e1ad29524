package io.multicast.discovery.members;

import io.multicast.discovery.ServiceBrowser;
import io.multicast.discovery.ServiceDirectory;
import io.multicast.discovery.ServiceEvent;
import io.multicast.discovery.ServiceListener;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.netty.util.concurrent.Promise;
import java.util.List;

/** Who is behind a name, from now until closed. */
public final class Members implements AutoCloseable {
    private final ServiceName name;
    private final ServiceBrowser browser;
    private final Promise<Void> known = GlobalEventExecutor.INSTANCE.newPromise();

    /**
     * Begins to look.
     *
     * @param changed called on the directory's thread when somebody came, changed or went, and when the first look is over
     */
    public Members(ServiceDirectory directory, ServiceName name, Runnable changed) {
        this.name = name;
        this.browser = directory.browse(name.type(), new ServiceListener() {
            @Override
            public void serviceChanged(ServiceEvent event) {
                if (name.matches(event.instance())) {
                    known.trySuccess(null);
                    changed.run();
                }
            }
        });
        browser.settled().addListener(done -> {
            if (done.isSuccess()) {
                known.trySuccess(null);
            } else if (!done.isCancelled()) {
                known.tryFailure(done.cause());
            }
            changed.run();
        });
    }

    /** When the first was found, or the first look is over; it fails if that did. */
    public Future<Void> known() {
        return known;
    }

    /** When the first look is over. */
    public Future<Void> settled() {
        return browser.settled();
    }

    /** Those that are there now. */
    public List<Member> now() {
        return Member.of(browser.instances(), name);
    }

    @Override
    public void close() {
        browser.close();
        known.cancel(false);
    }
}
