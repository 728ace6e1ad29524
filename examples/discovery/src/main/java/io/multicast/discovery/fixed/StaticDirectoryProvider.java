package io.multicast.discovery.fixed;

import io.multicast.discovery.ServiceDirectory;
import io.multicast.discovery.ServiceDirectoryProvider;
import java.net.URI;
import java.nio.file.Path;

/** Opens {@code static:FILE}, as {@link StaticDirectory#of(Path)}. */
public final class StaticDirectoryProvider implements ServiceDirectoryProvider {
    /** For {@link java.util.ServiceLoader}. */
    public StaticDirectoryProvider() {}

    @Override
    public String scheme() {
        return "static";
    }

    @Override
    public ServiceDirectory open(URI address) {
        String file = address.isOpaque() ? address.getSchemeSpecificPart() : address.getPath();
        if (file == null || file.isEmpty() || file.equals("/")) {
            throw new IllegalArgumentException("'" + address + "' names no file: static:FILE");
        }
        return StaticDirectory.of(Path.of(file));
    }
}
