package io.multicast.discovery;

import io.multicast.discovery.dns.DnsName;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A service to register.
 *
 * <pre>{@code
 * Service.of("Orders", "_http._tcp", 8080).withTxt(TxtAttributes.of("path=/orders")).withSubtype("_shop")
 * }</pre>
 *
 * <p>Immutable: each method answers a new one.
 */
public final class Service {
    private final String name;
    private final ServiceType type;
    private final int port;
    private final int priority;
    private final int weight;
    private final Set<String> subtypes;
    private final TxtAttributes txt;
    private final @Nullable String host;

    private Service(
            String name,
            ServiceType type,
            int port,
            int priority,
            int weight,
            Set<String> subtypes,
            TxtAttributes txt,
            @Nullable String host) {
        this.name = name;
        this.type = type;
        this.port = port;
        this.priority = priority;
        this.weight = weight;
        this.subtypes = subtypes;
        this.txt = txt;
        this.host = host;
    }

    private static int checked(String what, int value) {
        if (value < 0 || value > 0xFFFF) {
            throw new IllegalArgumentException("the " + what + " " + value + " is not 0 to 65535");
        }
        return value;
    }

    private static String label(String text) {
        DnsName.of(text);
        return text;
    }

    /**
     * A service on this host, without attributes.
     *
     * @param name one label for people: 1 to 63 bytes of UTF-8
     * @param type as {@code _http._tcp}
     * @param port 0 to 65535
     * @return the service
     * @throws IllegalArgumentException when one of them is not so
     */
    public static Service of(String name, String type, int port) {
        ServiceType known = ServiceType.of(type);
        if (known.subtype() != null) {
            throw new IllegalArgumentException(
                    "a service is of type " + known.base() + "; its subtypes are added by withSubtype");
        }
        return new Service(label(name), known, checked("port", port), 0, 0, Set.of(), TxtAttributes.EMPTY, null);
    }

    /**
     * The same under another name.
     *
     * @param other 1 to 63 bytes of UTF-8
     * @return another service
     * @throws IllegalArgumentException when it is not so
     */
    public Service withName(String other) {
        return new Service(label(other), type, port, priority, weight, subtypes, txt, host);
    }

    /**
     * The same with these attributes.
     *
     * @param other instead of those before
     * @return another service
     */
    public Service withTxt(TxtAttributes other) {
        return new Service(name, type, port, priority, weight, subtypes, other, host);
    }

    /**
     * The same with one subtype more.
     *
     * @param subtype one label, as {@code _printer}
     * @return another service
     * @throws IllegalArgumentException when it is empty or has more than 63 bytes
     */
    public Service withSubtype(String subtype) {
        Set<String> more = new LinkedHashSet<>(subtypes);
        more.add(label(subtype));
        return new Service(name, type, port, priority, weight, Collections.unmodifiableSet(more), txt, host);
    }

    /**
     * The same with a priority and a weight.
     *
     * @param otherPriority 0 to 65535
     * @param otherWeight 0 to 65535
     * @return another service
     * @throws IllegalArgumentException when they are not so
     */
    public Service withPriority(int otherPriority, int otherWeight) {
        return new Service(
                name,
                type,
                port,
                checked("priority", otherPriority),
                checked("weight", otherWeight),
                subtypes,
                txt,
                host);
    }

    /**
     * The same on another host.
     *
     * @param other its name, labels with dots between, or null for the directory's own
     * @return another service
     * @throws IllegalArgumentException when it is no host name
     */
    public Service withHost(@Nullable String other) {
        if (other != null) {
            DnsName.parse(other);
        }
        return new Service(name, type, port, priority, weight, subtypes, txt, other);
    }

    /**
     * The name for people.
     *
     * @return one label
     */
    public String name() {
        return name;
    }

    /**
     * What it speaks.
     *
     * @return the type, without subtype
     */
    public ServiceType type() {
        return type;
    }

    /**
     * The port.
     *
     * @return 0 to 65535
     */
    public int port() {
        return port;
    }

    /**
     * The priority of its SRV record: the lowest is asked first. Initially 0.
     *
     * @return 0 to 65535
     */
    public int priority() {
        return priority;
    }

    /**
     * The weight of its SRV record: the share among equal priorities. Initially 0.
     *
     * @return 0 to 65535
     */
    public int weight() {
        return weight;
    }

    /**
     * By what it can be browsed as well.
     *
     * @return labels, in the order in which they were added
     */
    public Set<String> subtypes() {
        return subtypes;
    }

    /**
     * What it says of itself.
     *
     * @return the attributes
     */
    public TxtAttributes txt() {
        return txt;
    }

    /**
     * The host that offers it.
     *
     * @return its name, escaped, or null for the directory's own
     */
    public @Nullable String host() {
        return host;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Service service
                && parts().equals(service.parts())
                && Objects.equals(host, service.host);
    }

    @Override
    public int hashCode() {
        return parts().hashCode();
    }

    private List<Object> parts() {
        return List.of(name, type, port, priority, weight, subtypes, txt);
    }

    /** Name, type and port, safe to show. */
    @Override
    public String toString() {
        return Escapes.terminal(name) + " " + type + " " + port;
    }
}
