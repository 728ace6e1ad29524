package io.multicast.discovery.resolver;

import io.multicast.discovery.ServiceDirectory;
import io.multicast.discovery.members.Members;
import io.multicast.discovery.members.ServiceName;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.DefaultAddressResolverGroup;
import io.netty.util.concurrent.EventExecutor;
import java.net.InetSocketAddress;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Lets every Netty client connect to services by name: {@code Bootstrap.resolver(...)}, Reactor Netty's {@code HttpClient.resolver}.
 *
 * <ul>
 *   <li>{@code _http._tcp} is any service of the type, {@code orders._http._tcp} one that was registered under that name (or under
 *       it with a number, as {@code orders (2)}), with or without {@code .local} behind. The port is the service's. Which one is
 *       drawn by priority and weight (RFC 2782).
 *   <li>{@code printer.local} is a host.
 *   <li>Everything else goes to another group.
 * </ul>
 *
 * <p>The first look-up of a type waits until a service was found, or there should have been one; the type stays browsed from then
 * on, and later look-ups are answered at once. The {@value #MAX_NAMES} names that were used last are kept so.
 */
public final class DiscoveryResolverGroup extends AddressResolverGroup<InetSocketAddress> {
    /** How many names stay browsed. */
    static final int MAX_NAMES = 64;

    private final ServiceDirectory directory;
    private final AddressResolverGroup<InetSocketAddress> others;
    private final Map<ServiceName, Members> members = new LinkedHashMap<>(16, 0.75f, true);
    private boolean closed;

    private DiscoveryResolverGroup(ServiceDirectory directory, AddressResolverGroup<InetSocketAddress> others) {
        this.directory = directory;
        this.others = others;
    }

    /**
     * Other names are resolved by the system.
     *
     * @param directory who is asked; closing the group leaves it open
     * @return the group
     */
    public static DiscoveryResolverGroup of(ServiceDirectory directory) {
        return of(directory, DefaultAddressResolverGroup.INSTANCE);
    }

    /**
     * Other names are resolved by another group.
     *
     * @param directory who is asked; closing the group leaves it open
     * @param others for other names; closing this group leaves it open
     * @return the group
     */
    public static DiscoveryResolverGroup of(
            ServiceDirectory directory, AddressResolverGroup<InetSocketAddress> others) {
        return new DiscoveryResolverGroup(directory, others);
    }

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
        return new DiscoveryResolver(executor, directory, this::members, others.getResolver(executor));
    }

    private synchronized Members members(ServiceName name) {
        if (closed) {
            throw new IllegalStateException("the resolver group is closed");
        }
        Members known = members.get(name);
        if (known == null || (known.known().isDone() && !known.known().isSuccess())) {
            known = new Members(directory, name, () -> {});
            Members replaced = members.put(name, known);
            if (replaced != null) {
                replaced.close();
            }
            limit();
        }
        return known;
    }

    private void limit() {
        if (members.size() > MAX_NAMES) {
            Iterator<Members> eldest = members.values().iterator();
            eldest.next().close();
            eldest.remove();
        }
    }

    /** Ends the browsing. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            members.values().forEach(Members::close);
            members.clear();
        }
        super.close();
    }
}
