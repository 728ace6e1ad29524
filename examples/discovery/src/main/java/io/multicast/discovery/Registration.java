package io.multicast.discovery;

import io.netty.util.concurrent.Future;

/** A service that was registered and stays so until {@link #unregister()}, or until its directory is closed. */
public interface Registration {
    /**
     * The service as it is registered now: the name can be another than asked for, if that one was taken.
     *
     * @return the service
     */
    Service service();

    /**
     * Changes what the service says of itself; nothing else changes, the name is not asked for again.
     *
     * @param txt instead of the attributes before
     * @return when it was sent; it fails if the service is not registered any more or the directory refuses
     */
    Future<Void> update(TxtAttributes txt);

    /**
     * Takes the service back, telling everybody at once.
     *
     * @return when that was sent; doing it twice is no error
     */
    Future<Void> unregister();
}
