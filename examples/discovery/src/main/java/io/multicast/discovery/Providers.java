package io.multicast.discovery;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The providers that {@link ServiceLoader} finds, and what they open. */
final class Providers {
    private static final String PROPERTY = "io.multicast.discovery";

    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:?");

    private Providers() {}

    static ServiceDirectory open(String... addresses) {
        return switch (addresses.length) {
            case 0 -> open(System.getProperty(PROPERTY, "mdns:").trim().split("\\s+"));
            case 1 -> open(addresses[0]);
            default -> CompositeDirectory.of(all(addresses));
        };
    }

    /** All of them, or none: what was opened is closed if one can't be. */
    private static ServiceDirectory[] all(String... addresses) {
        List<ServiceDirectory> opened = new ArrayList<>();
        try {
            for (String address : addresses) {
                opened.add(open(address));
            }
        } catch (RuntimeException e) {
            opened.forEach(ServiceDirectory::shutdown);
            throw e;
        }
        return opened.toArray(ServiceDirectory[]::new);
    }

    private static ServiceDirectory open(String text) {
        // the scheme alone says enough, but is no URI
        URI address = URI.create(SCHEME.matcher(text).matches() ? text.replace(":", "") + ":/" : text);
        List<ServiceDirectoryProvider> providers = loaders()
                .flatMap(loader -> loader.stream().map(ServiceLoader.Provider::get))
                .toList();
        return providers.stream()
                .filter(provider -> provider.scheme().equalsIgnoreCase(address.getScheme()))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("'" + text + "' is no address of a directory; it begins with "
                                + providers.stream()
                                        .map(provider -> provider.scheme() + ":")
                                        .toList()))
                .open(address);
    }

    /** The class path of the thread first (application servers, plug-ins), then what came with this module. */
    private static Stream<ServiceLoader<ServiceDirectoryProvider>> loaders() {
        return Stream.of(
                ServiceLoader.load(ServiceDirectoryProvider.class),
                ServiceLoader.load(ServiceDirectoryProvider.class, Providers.class.getClassLoader()));
    }
}
