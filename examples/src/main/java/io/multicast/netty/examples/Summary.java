package io.multicast.netty.examples;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What was sent or received, counted. Safe for use by several threads. */
final class Summary {
    private static final double NANOS = 1e9;

    private final String direction;
    private final Map<InetAddress, Long> peers = new LinkedHashMap<>();
    private long datagrams;
    private long bytes;
    private long firstSize;
    private long first;
    private long last;

    /** Of datagrams {@code from} sources or {@code to} groups. */
    Summary(String direction) {
        this.direction = direction;
    }

    /** Counts a datagram, and gives how many there are now. */
    synchronized long add(InetAddress peer, int size) {
        last = System.nanoTime();
        if (datagrams == 0) {
            first = last;
            firstSize = size;
        }
        bytes += size;
        peers.merge(peer, 1L, Long::sum);
        return ++datagrams;
    }

    synchronized Json toJson() {
        Json perPeer = new Json();
        peers.forEach((peer, count) -> perPeer.put(Texts.of(peer), count));
        return new Json()
                .put("event", "summary")
                .put("datagrams", datagrams)
                .put("bytes", bytes)
                .put("seconds", seconds())
                .put("bitsPerSecond", bitsPerSecond())
                .put(direction, perPeer);
    }

    @Override
    public synchronized String toString() {
        String perPeer = peers.entrySet().stream()
                .map(entry -> Texts.of(entry.getKey()) + ": " + entry.getValue())
                .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "%d datagrams, %d bytes in %.3f s, %.0f bit/s%s",
                datagrams,
                bytes,
                seconds(),
                bitsPerSecond(),
                perPeer.isEmpty() ? "" : "; " + direction + " " + perPeer);
    }

    private double seconds() {
        return (last - first) / NANOS;
    }

    /** Of payload, between the first datagram and the last; 0 while there is only one. */
    private double bitsPerSecond() {
        return last == first ? 0 : (bytes - firstSize) * Byte.SIZE / seconds();
    }
}
