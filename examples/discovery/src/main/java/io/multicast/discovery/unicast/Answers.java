package io.multicast.discovery.unicast;

import io.multicast.discovery.dns.DnsMessage;
import io.multicast.discovery.dns.DnsName;
import io.multicast.discovery.dns.DnsRecord;
import io.multicast.discovery.dns.DnsType;
import io.multicast.discovery.dns.Opaque;
import io.multicast.discovery.dns.Ptr;
import io.multicast.discovery.dns.RData;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** What servers said during one look-up: each question goes out once, and not at all if the answer came along with another. */
final class Answers {
    private static final int MAX_ALIASES = 8;

    private final DnsClient client;
    private final List<InetSocketAddress> servers;
    private final Map<Key, List<DnsRecord>> known = new HashMap<>();
    private final Map<Key, CompletableFuture<List<DnsRecord>>> asked = new HashMap<>();
    private long ttl = Integer.MAX_VALUE;

    private record Key(DnsName name, int type) {}

    Answers(DnsClient client, List<InetSocketAddress> servers) {
        this.client = client;
        this.servers = servers;
    }

    /** How long all that was said holds, in seconds. */
    long ttl() {
        return ttl;
    }

    /** The records of that name, or of the name that it is an alias of; none if there are none. */
    <T extends RData> CompletableFuture<List<T>> ask(DnsName name, int type, Class<T> data) {
        Key key = new Key(name, type);
        CompletableFuture<List<DnsRecord>> records = known.containsKey(key)
                ? CompletableFuture.completedFuture(known.get(key))
                : asked.computeIfAbsent(key, this::send);
        return records.thenApply(found -> found.stream()
                .map(DnsRecord::data)
                .filter(data::isInstance)
                .map(data::cast)
                .toList());
    }

    private CompletableFuture<List<DnsRecord>> send(Key key) {
        return client.query(key.name(), key.type(), servers).thenApply(reply -> {
            add(reply.message());
            return find(key);
        });
    }

    private void add(DnsMessage message) {
        Map<Key, List<DnsRecord>> sets = new HashMap<>();
        message.answers().forEach(record -> collect(sets, record));
        message.additionals().forEach(record -> collect(sets, record));
        known.putAll(sets);
        message.authorities().forEach(this::limitByZone);
    }

    private void collect(Map<Key, List<DnsRecord>> sets, DnsRecord record) {
        if (record.dnsClass() == DnsType.CLASS_IN && record.type() != DnsType.OPT) {
            sets.computeIfAbsent(new Key(record.name(), record.type()), key -> new ArrayList<>())
                    .add(record);
            ttl = Math.min(ttl, record.ttl());
        }
    }

    /** That something does not exist holds as long as the zone says (RFC 2308): the last number of its SOA record. */
    private void limitByZone(DnsRecord record) {
        if (record.type() == DnsType.SOA && record.data() instanceof Opaque soa) {
            byte[] bytes = soa.toBytes();
            if (bytes.length >= Integer.BYTES) {
                long minimum = java.nio.ByteBuffer.wrap(bytes).getInt(bytes.length - Integer.BYTES) & 0xFFFFFFFFL;
                ttl = Math.min(ttl, Math.min(record.ttl(), minimum));
            }
        }
    }

    private List<DnsRecord> find(Key key) {
        Key at = key;
        for (int i = 0; i < MAX_ALIASES; i++) {
            List<DnsRecord> found = known.get(at);
            List<DnsRecord> alias = known.get(new Key(at.name(), DnsType.CNAME));
            if (found != null || alias == null || !(alias.get(0).data() instanceof Ptr target)) {
                return found == null ? List.of() : found;
            }
            at = new Key(target.target(), key.type());
        }
        return List.of();
    }
}
