package io.multicast.discovery.dns;

/**
 * One name: the data of PTR, CNAME and NS.
 *
 * @param target the name
 */
public record Ptr(DnsName target) implements RData {
    @Override
    public void write(DnsWriter out) {
        out.name(target);
    }

    @Override
    public String toString() {
        return target.toString();
    }
}
