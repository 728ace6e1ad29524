package io.multicast.discovery;

import java.net.URI;

/** Makes directories of one kind; found by {@link java.util.ServiceLoader}. */
public interface ServiceDirectoryProvider {
    /**
     * The scheme of its addresses.
     *
     * @return as {@code mdns}
     */
    String scheme();

    /**
     * Opens a directory.
     *
     * @param address of that scheme; what else it can say, the provider tells in its Javadoc
     * @return the directory
     * @throws IllegalArgumentException when the address is none of its own
     * @throws DiscoveryException when it can't be opened here
     */
    ServiceDirectory open(URI address);
}
