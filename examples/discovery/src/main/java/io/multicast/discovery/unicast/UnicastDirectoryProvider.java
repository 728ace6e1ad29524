package io.multicast.discovery.unicast;

import io.multicast.discovery.DiscoveryException;
import io.multicast.discovery.ServiceDirectory;
import io.multicast.discovery.ServiceDirectoryProvider;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Opens {@code dns:DOMAIN} with the system's servers, or {@code dns://SERVER[:PORT][,SERVER...]/DOMAIN} (an
 * IPv6 address, in brackets, alone); {@code ?key=FILE} adds a
 * TSIG key as {@link TsigKey#read} reads it, for registering.
 */
public final class UnicastDirectoryProvider implements ServiceDirectoryProvider {
    private static final int PORT = 53;
    private static final String KEY = "key=";

    /** For {@link java.util.ServiceLoader}. */
    public UnicastDirectoryProvider() {}

    @Override
    public String scheme() {
        return "dns";
    }

    @Override
    public ServiceDirectory open(URI address) {
        String[] parts = (address.isOpaque() ? address.getSchemeSpecificPart() : address.getPath() + query(address))
                .split("\\?", 2);
        String domain = parts[0].startsWith("/") ? parts[0].substring(1) : parts[0];
        if (domain.isEmpty()) {
            throw new IllegalArgumentException("'" + address + "' names no domain: dns:DOMAIN or dns://SERVER/DOMAIN");
        }
        UnicastDirectoryBuilder builder = UnicastDirectory.builder(domain);
        if (address.getRawAuthority() != null) {
            builder.servers(Arrays.stream(address.getRawAuthority().split(","))
                    .map(server -> server(address, server))
                    .toArray(InetSocketAddress[]::new));
        }
        if (parts.length == 2) {
            builder.key(key(address, parts[1]));
        }
        return builder.open();
    }

    private static String query(URI address) {
        return address.getQuery() == null ? "" : "?" + address.getQuery();
    }

    private static TsigKey key(URI address, String query) {
        if (!query.startsWith(KEY)) {
            throw new IllegalArgumentException("'" + address + "': there is only key=FILE");
        }
        return TsigKey.read(Path.of(query.substring(KEY.length())));
    }

    private static InetSocketAddress server(URI address, String text) {
        URI server = URI.create("dns://" + text);
        if (server.getHost() == null) {
            throw new IllegalArgumentException("'" + address + "': '" + text + "' is no server");
        }
        InetSocketAddress resolved =
                new InetSocketAddress(server.getHost(), server.getPort() < 0 ? PORT : server.getPort());
        if (resolved.isUnresolved()) {
            throw new DiscoveryException("the address of the DNS server '" + server.getHost() + "' is not known");
        }
        return resolved;
    }
}
