package io.multicast.netty.internal.channel;

import io.multicast.netty.internal.option.JavaChannelHandles;
import io.multicast.netty.internal.option.OptionKey;
import io.multicast.netty.internal.option.OptionRow;
import io.multicast.netty.internal.option.SocketOptions;
import io.multicast.netty.internal.platform.Platform;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectableChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the descriptor of a {@code java.nio} datagram channel with public API alone: sets the multicast TTL to several
 * values through the channel, and looks at which of the process's descriptors each appears. For JVMs that give no better
 * way; systems with {@code /dev/fd} only. The TTL is put back.
 */
public final class ChallengedHandles implements JavaChannelHandles {
    private static final Path DESCRIPTORS = Path.of("/dev/fd");
    private static final int[] STEPS = {101, 53, 29}; // added to the TTL held, so that each value differs from it

    private final SocketOptions options;
    private final OptionRow ttl;

    /** Reads descriptors through that platform's calls. */
    public ChallengedHandles(Platform platform) {
        options = new SocketOptions(platform.table(), platform.calls());
        OptionRow row = platform.table().options().get(OptionKey.IP_MULTICAST_TTL);
        if (row == null) {
            throw new UnsupportedOperationException("the system has no IP_MULTICAST_TTL");
        }
        ttl = row;
    }

    @Override
    public long handleOf(SelectableChannel channel) {
        if (!(channel instanceof DatagramChannel datagrams)) {
            throw new UnsupportedOperationException(
                    "the handle of a " + channel.getClass().getName() + " can't be found");
        }
        try {
            Map<Integer, Integer> before = ttls();
            int held = datagrams.getOption(StandardSocketOptions.IP_MULTICAST_TTL);
            int found;
            try {
                found = only(challenge(datagrams, held, before.keySet()));
            } finally {
                datagrams.setOption(StandardSocketOptions.IP_MULTICAST_TTL, held);
            }
            options.set(found, ttl, before.getOrDefault(found, held)); // the JDK reads the hop limit, and sets both
            return found;
        } catch (IOException e) {
            throw new UnsupportedOperationException("the descriptors of this process can't be listed", e);
        }
    }

    private List<Integer> challenge(DatagramChannel channel, int held, Set<Integer> descriptors) throws IOException {
        List<Integer> candidates = new ArrayList<>(descriptors);
        for (int step : STEPS) {
            int value = (held + step) % 256;
            channel.setOption(StandardSocketOptions.IP_MULTICAST_TTL, value);
            candidates.removeIf(descriptor -> options.get(descriptor, ttl) != 0 || options.value(ttl) != value);
        }
        return candidates;
    }

    private static int only(List<Integer> candidates) {
        if (candidates.size() != 1) {
            throw new UnsupportedOperationException(
                    candidates.size() + " descriptors of this process answer to the channel's multicast TTL");
        }
        return candidates.get(0);
    }

    /** The TTL of each descriptor that has one. */
    private Map<Integer, Integer> ttls() throws IOException {
        Map<Integer, Integer> found = new HashMap<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(DESCRIPTORS)) {
            for (Path entry : entries) {
                int descriptor = Integer.parseInt(entry.getFileName().toString());
                if (options.get(descriptor, ttl) == 0) {
                    found.put(descriptor, options.value(ttl));
                }
            }
        }
        return found;
    }
}
