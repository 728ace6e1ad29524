package io.multicast.discovery.dns;

/**
 * Where a service is (RFC 2782).
 *
 * @param priority the lowest is asked first, 0 to 65535
 * @param weight the share among equal priorities, 0 to 65535
 * @param port 0 to 65535
 * @param target the host
 */
public record Srv(int priority, int weight, int port, DnsName target) implements RData {
    @Override
    public void write(DnsWriter out) {
        out.unsignedShort(priority);
        out.unsignedShort(weight);
        out.unsignedShort(port);
        out.nameOfNewType(target);
    }

    @Override
    public String toString() {
        return priority + " " + weight + " " + port + " " + target;
    }
}
