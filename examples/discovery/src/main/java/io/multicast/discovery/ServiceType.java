package io.multicast.discovery;

import io.multicast.discovery.dns.DnsName;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a service speaks: application and transport protocol, as {@code _http._tcp} (RFC 6763, section 7), and when browsing a
 * subtype too: {@code _printer._sub._http._tcp} (section 7.1). Compared without case, in ASCII. Immutable.
 */
public final class ServiceType {
    private static final String SUB = "_sub";

    private final DnsName name;

    private ServiceType(DnsName name) {
        this.name = name;
    }

    /**
     * A type as it is written, with or without a subtype.
     *
     * @param text {@code _http._tcp} or {@code _printer._sub._http._tcp}; in the subtype {@code \.} stands for a dot
     * @return the type
     * @throws IllegalArgumentException when it is none
     */
    public static ServiceType of(String text) {
        DnsName name = DnsName.parse(text);
        int size = name.size();
        boolean plain = size == 2
                || (size == 4 && name.label(1).toLowerCase(Locale.ROOT).equals(SUB));
        if (!plain || !isApplication(name.label(size - 2)) || !isProtocol(name.label(size - 1))) {
            throw new IllegalArgumentException("'" + text + "' is no service type; one looks like _http._tcp, or with a"
                    + " subtype like _printer._sub._http._tcp, and ends in _tcp or _udp");
        }
        return new ServiceType(name);
    }

    private static boolean isApplication(String label) {
        return label.matches("_[A-Za-z0-9_-]+");
    }

    private static boolean isProtocol(String label) {
        return label.equalsIgnoreCase("_tcp") || label.equalsIgnoreCase("_udp");
    }

    /**
     * The same with a subtype.
     *
     * @param subtype one label of 1 to 63 bytes, as it is: nothing is escaped
     * @return the type with that subtype instead of any before
     * @throws IllegalArgumentException when it is empty or too long
     */
    public ServiceType withSubtype(String subtype) {
        return new ServiceType(base().name.child(SUB).child(subtype));
    }

    /**
     * The type without its subtype.
     *
     * @return this, if it has none
     */
    public ServiceType base() {
        return name.size() == 2 ? this : new ServiceType(name.parent().parent());
    }

    /**
     * The subtype.
     *
     * @return one label, or null
     */
    public @Nullable String subtype() {
        return name.size() == 2 ? null : name.label(0);
    }

    /**
     * The application protocol, as {@code _http}.
     *
     * @return the label
     */
    public String application() {
        return name.label(name.size() - 2);
    }

    /**
     * The transport protocol: {@code _tcp}, or {@code _udp} for all others.
     *
     * @return the label
     */
    public String protocol() {
        return name.label(name.size() - 1);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ServiceType type && name.equals(type.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    /** The type in the form that {@link #of} reads. */
    @Override
    public String toString() {
        return name.toString();
    }
}
