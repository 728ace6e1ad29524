package io.multicast.discovery.mdns.protocol;

import io.multicast.discovery.dns.DnsRecord;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/** Which of two hosts that ask for one name at the same time may have it (RFC 6762, section 8.2). */
final class Tie {
    private static final Comparator<DnsRecord> ORDER = Comparator.comparingInt(DnsRecord::dnsClass)
            .thenComparingInt(DnsRecord::type)
            .thenComparing(record -> record.data().toBytes(), Arrays::compareUnsigned);

    private Tie() {}

    /** Positive if the first records win, negative if the second do, 0 if they are the same. */
    static int compare(List<DnsRecord> ours, List<DnsRecord> theirs) {
        Iterator<DnsRecord> a = ours.stream().sorted(ORDER).iterator();
        Iterator<DnsRecord> b = theirs.stream().sorted(ORDER).iterator();
        while (a.hasNext() && b.hasNext()) {
            int order = ORDER.compare(a.next(), b.next());
            if (order != 0) {
                return order;
            }
        }
        return Boolean.compare(a.hasNext(), b.hasNext());
    }
}
