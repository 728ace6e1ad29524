package io.multicast.discovery.grpc;

import io.grpc.NameResolver;
import io.grpc.NameResolverProvider;
import io.multicast.discovery.ServiceDirectory;
import io.multicast.discovery.members.ServiceName;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Targets like {@code dns-sd:///orders._grpc._tcp}: all services registered under that name (or under it with a number, as {@code
 * orders (2)}), or {@code dns-sd:///_grpc._tcp}: all of the type. Calls go round robin over them, as they come and go. Found by
 * {@link java.util.ServiceLoader} on the class path, it asks {@link ServiceDirectory#open(String...) ServiceDirectory.open()}; to ask another, or on the module path, give
 * one that was made by {@link #of} to {@code NameResolverRegistry}.
 */
public final class DnsSdNameResolverProvider extends NameResolverProvider {
    private static final String SCHEME = "dns-sd";
    private static final int USUAL_PRIORITY = 5;

    private final SharedDirectory directory;
    private final int priority;

    /** For {@link java.util.ServiceLoader}: opens the directory with the first channel and closes it with the last. */
    public DnsSdNameResolverProvider() {
        this(new SharedDirectory(ServiceDirectory::open), USUAL_PRIORITY);
    }

    private DnsSdNameResolverProvider(SharedDirectory directory, int priority) {
        this.directory = directory;
        this.priority = priority;
    }

    /**
     * Asks that directory, before the one found by {@link java.util.ServiceLoader}.
     *
     * @param directory who is asked; stays open
     * @return the provider
     */
    public static DnsSdNameResolverProvider of(ServiceDirectory directory) {
        return new DnsSdNameResolverProvider(SharedDirectory.keptOpen(directory), USUAL_PRIORITY + 1);
    }

    @Override
    public @Nullable NameResolver newNameResolver(URI target, NameResolver.Args args) {
        if (!SCHEME.equals(target.getScheme())) {
            return null;
        }
        String path = target.isOpaque() ? target.getSchemeSpecificPart() : target.getPath();
        String name = path != null && path.startsWith("/") ? path.substring(1) : String.valueOf(path);
        return new DnsSdNameResolver(
                ServiceName.parse(name)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "'" + target + "' names no service; dns-sd:///orders._grpc._tcp does")),
                directory,
                args);
    }

    @Override
    public String getDefaultScheme() {
        return SCHEME;
    }

    @Override
    public Collection<Class<? extends SocketAddress>> getProducedSocketAddressTypes() {
        return List.of(InetSocketAddress.class);
    }

    @Override
    protected boolean isAvailable() {
        return true;
    }

    @Override
    protected int priority() {
        return priority;
    }
}
