package io.multicast.discovery;

import java.net.URI;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** The providers that {@link ServiceLoader} finds, and what they open. */
final class Providers {
    private Providers() {}

    static ServiceDirectory open(String... addresses) {
        if (addresses.length == 0) {
            return open("mdns:");
        }
        if (addresses.length > 1) {
            throw new IllegalArgumentException("one directory at a time so far");
        }
        return open(addresses[0]);
    }

    private static ServiceDirectory open(String text) {
        URI address = URI.create(text);
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
