package io.multicast.discovery.unicast;

import io.multicast.discovery.ServiceDirectory;
import io.multicast.discovery.dns.DnsName;
import io.multicast.discovery.naming.HostName;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/** Makes a {@link UnicastDirectory}. */
public final class UnicastDirectoryBuilder {
    private static final Duration LONGEST_TTL = Duration.ofSeconds(Integer.MAX_VALUE);

    private final DnsName domain;
    private List<InetSocketAddress> servers = List.of();
    private @Nullable TsigKey key;
    private @Nullable DnsName host;
    private List<InetAddress> addresses = List.of();
    private Duration ttl = Duration.ofMinutes(2);
    private Duration shortest = Duration.ofSeconds(2);
    private Duration longest = Duration.ofMinutes(1);
    private Duration timeout = Duration.ofSeconds(2);
    private ThreadFactory threads = new DefaultThreadFactory("unicast-discovery", true);

    UnicastDirectoryBuilder(DnsName domain) {
        this.domain = domain;
    }

    /**
     * Which servers to ask, in this order. Default: the system's, which netty-resolver-dns finds.
     *
     * @param asked resolved addresses; for {@code register} the zone's primary server
     * @return this
     */
    public UnicastDirectoryBuilder servers(InetSocketAddress... asked) {
        servers = List.of(asked);
        return this;
    }

    /**
     * Signs updates. Default: not signed.
     *
     * @param shared known to the server
     * @return this
     */
    public UnicastDirectoryBuilder key(TsigKey shared) {
        key = shared;
        return this;
    }

    /**
     * This host's name in the zone, which nobody else may have. Default: the system's host name, in the domain.
     *
     * @param name as {@code h1.example.com}
     * @return this
     * @throws IllegalArgumentException when it is no name
     */
    public UnicastDirectoryBuilder host(String name) {
        host = DnsName.parse(name);
        return this;
    }

    /**
     * This host's addresses in the zone. Default: the one by which it reaches the server.
     *
     * @param own IPv4 and IPv6
     * @return this
     */
    public UnicastDirectoryBuilder addresses(InetAddress... own) {
        addresses = List.of(own);
        return this;
    }

    /**
     * How long others may keep what is registered. Default: 120 s.
     *
     * @param time 0 to 2147483647 s
     * @return this
     * @throws IllegalArgumentException when it is not that
     */
    public UnicastDirectoryBuilder ttl(Duration time) {
        if (time.isNegative() || time.compareTo(LONGEST_TTL) > 0) {
            throw new IllegalArgumentException("a TTL of " + time + "; 0 to 2147483647 s are possible");
        }
        ttl = time;
        return this;
    }

    /**
     * When to look again: when the TTL is over, within these limits. Default: 2 s and 60 s.
     *
     * @param atLeast more than 0
     * @param atMost not less
     * @return this
     * @throws IllegalArgumentException when they are not so
     */
    public UnicastDirectoryBuilder refresh(Duration atLeast, Duration atMost) {
        if (atLeast.isNegative() || atLeast.isZero() || atMost.compareTo(atLeast) < 0) {
            throw new IllegalArgumentException("to look again after " + atLeast + " to " + atMost);
        }
        shortest = atLeast;
        longest = atMost;
        return this;
    }

    /**
     * How long to wait for a server; each is asked twice. Default: 2 s.
     *
     * @param time at least 1 ms
     * @return this
     * @throws IllegalArgumentException when it is less
     */
    public UnicastDirectoryBuilder timeout(Duration time) {
        if (time.toMillis() < 1) {
            throw new IllegalArgumentException("to wait for a server for " + time);
        }
        timeout = time;
        return this;
    }

    /**
     * Who makes the directory's thread. Default: a daemon thread.
     *
     * @param factory makes one
     * @return this
     */
    public UnicastDirectoryBuilder threadFactory(ThreadFactory factory) {
        threads = factory;
        return this;
    }

    /**
     * Makes the directory; nothing is asked yet.
     *
     * @return the directory
     */
    public ServiceDirectory open() {
        DnsName own = host == null ? domain.child(HostName.current()) : host;
        return UnicastDirectory.open(
                new Settings(domain, servers, key, own, addresses, ttl, shortest, longest, timeout, threads));
    }
}
