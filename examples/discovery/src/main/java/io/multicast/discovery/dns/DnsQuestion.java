package io.multicast.discovery.dns;

/**
 * A question.
 *
 * @param name what is asked about
 * @param type a {@link DnsType}, 0 to 65535
 * @param dnsClass the class without the top bit, 0 to 32767
 * @param unicastResponse whether an answer by unicast is asked for: the QU bit, RFC 6762 section 5.4
 */
public record DnsQuestion(DnsName name, int type, int dnsClass, boolean unicastResponse) {
    /** A question of class IN for an answer by multicast. */
    public static DnsQuestion of(DnsName name, int type) {
        return new DnsQuestion(name, type, DnsType.CLASS_IN, false);
    }

    /** The same, with or without the QU bit. */
    public DnsQuestion withUnicastResponse(boolean wanted) {
        return new DnsQuestion(name, type, dnsClass, wanted);
    }

    @Override
    public String toString() {
        return name + " " + DnsType.name(type) + (unicastResponse ? " QU" : "");
    }
}
