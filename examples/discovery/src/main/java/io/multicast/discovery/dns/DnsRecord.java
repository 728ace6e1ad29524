package io.multicast.discovery.dns;

/**
 * A resource record. Equal if all parts are; what a cache takes for the same record is its own matter.
 *
 * @param name whose record it is
 * @param type a {@link DnsType}, 0 to 65535
 * @param dnsClass the class without the top bit, 0 to 32767
 * @param cacheFlush the top bit of the class: the sender knows the whole set, RFC 6762 section 10.2
 * @param ttl seconds, 0 to 4294967295
 * @param data the rest
 */
public record DnsRecord(DnsName name, int type, int dnsClass, boolean cacheFlush, long ttl, RData data) {
    /** A record of class IN. */
    public static DnsRecord of(DnsName name, int type, boolean cacheFlush, long ttl, RData data) {
        return new DnsRecord(name, type, DnsType.CLASS_IN, cacheFlush, ttl, data);
    }

    /** The same with another TTL, in seconds. */
    public DnsRecord withTtl(long seconds) {
        return new DnsRecord(name, type, dnsClass, cacheFlush, seconds, data);
    }

    /** The same with or without the cache-flush bit. */
    public DnsRecord withCacheFlush(boolean flush) {
        return new DnsRecord(name, type, dnsClass, flush, ttl, data);
    }

    @Override
    public String toString() {
        return name + " " + ttl + (cacheFlush ? " flush " : " ") + DnsType.name(type) + " " + data;
    }
}
