package io.multicast.discovery;

import io.netty.util.concurrent.Future;
import java.util.List;

/** One browsing: goes on until closed. */
public interface ServiceBrowser extends AutoCloseable {
    /**
     * What is browsed for.
     *
     * @return the type, with its subtype if it has one
     */
    ServiceType type();

    /**
     * What is there now: what the listener was told so far.
     *
     * @return a copy
     */
    List<ServiceInstance> instances();

    /**
     * When the first look-up is over: what was there at the start has then been told to the listener, so none then means most
     * likely that there is none. Multicast DNS waits for answers for a while, unicast DNS for the server's.
     *
     * @return a future that fails if the first look-up did; cancelled when the browser is closed before
     */
    Future<Void> settled();

    /** Ends the browsing. The listener is told nothing any more once this returned on the directory's thread. */
    @Override
    void close();
}
