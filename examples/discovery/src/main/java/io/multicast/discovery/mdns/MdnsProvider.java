package io.multicast.discovery.mdns;

import io.multicast.discovery.ServiceDirectory;
import io.multicast.discovery.ServiceDirectoryProvider;
import java.net.URI;

/**
 * Directories over multicast DNS: {@code mdns:}, with {@code ?interface=PATTERN} (several: joined by {@code &}; such as
 * {@code eth*} or {@code !docker*}; default: all usable ones, and the loopback if there is no other), {@code host=NAME} (default:
 * the system's host name) and {@code names=FILE} (keeps the names that were taken instead of those wanted).
 */
public final class MdnsProvider implements ServiceDirectoryProvider {
    /** For {@link java.util.ServiceLoader}. */
    public MdnsProvider() {}

    @Override
    public String scheme() {
        return "mdns";
    }

    @Override
    public ServiceDirectory open(URI address) {
        return MdnsDirectory.open(MdnsSettings.of(address));
    }
}
