package io.multicast.discovery;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * A service that was found, on one interface: the same service seen on two interfaces is two instances, since its addresses
 * differ. Equal if all parts are.
 *
 * @param name one label for people, any UTF-8: show it through {@link Escapes}
 * @param type without subtype
 * @param domain where it was found, as {@code local}
 * @param interfaceIndex the index of the interface, or 0 where there is none (unicast DNS, static list)
 * @param interfaceName the name of the interface when it was found, or ""
 * @param host the host that offers it, escaped as RFC 1035 has it, without a dot at the end
 * @param port 0 to 65535
 * @param priority of SRV: the lowest is asked first
 * @param weight of SRV: the share among equal priorities
 * @param txt what it says of itself
 * @param addresses of the host as seen on that interface, link-local ones with its scope; the best first; at least one; an
 *     unmodifiable list
 */
public record ServiceInstance(
        String name,
        ServiceType type,
        String domain,
        int interfaceIndex,
        String interfaceName,
        String host,
        int port,
        int priority,
        int weight,
        TxtAttributes txt,
        List<InetAddress> addresses) {
    /**
     * What stays the same while the rest changes.
     *
     * @param name one label for people
     * @param type without subtype
     * @param domain where it was found
     * @param interfaceIndex the index of the interface, or 0
     */
    public record Key(String name, ServiceType type, String domain, int interfaceIndex) {}

    /**
     * What stays the same while the rest changes.
     *
     * @return name, type, domain and interface
     */
    public Key key() {
        return new Key(name, type, domain, interfaceIndex);
    }

    /**
     * Where to connect to.
     *
     * @return each address with the port
     */
    public List<InetSocketAddress> socketAddresses() {
        return addresses.stream()
                .map(address -> new InetSocketAddress(address, port))
                .toList();
    }

    /** All of it, safe to show. */
    @Override
    public String toString() {
        return Escapes.terminal(name) + " " + type + " " + Escapes.terminal(domain) + " on "
                + (interfaceName.isEmpty() ? "any interface" : Escapes.terminal(interfaceName)) + " at " + host + ":"
                + port
                + " " + addresses + (txt.strings().isEmpty() ? "" : " " + txt);
    }
}
