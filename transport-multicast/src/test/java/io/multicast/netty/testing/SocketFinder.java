package io.multicast.netty.testing;

import static io.multicast.netty.testing.SocketOptions.SOL_SOCKET;
import static io.multicast.netty.testing.SocketOptions.SO_RCVBUF;

import com.sun.jna.LastErrorException;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds a channel's socket among the process's files: sets the channel's receive buffer to odd sizes by Netty's public API and
 * looks on which file the kernel shows them. Works bound or not, for UDP and TCP, and with many sockets on one port.
 */
final class SocketFinder {
    private static final int[] SIZES = {54_321, 23_457};
    private static final int KERNEL_DOUBLES = 2;

    private SocketFinder() {}

    static int find(Channel channel) {
        int before = channel.config().getOption(ChannelOption.SO_RCVBUF);
        try {
            Set<Integer> candidates = new HashSet<>(files());
            for (int size : SIZES) {
                channel.config().setOption(ChannelOption.SO_RCVBUF, size);
                candidates.removeIf(fd -> receiveBuffer(fd) != size * KERNEL_DOUBLES);
            }
            if (candidates.size() != 1) {
                throw new IllegalStateException("the socket of " + channel + " is one of " + candidates);
            }
            return candidates.iterator().next();
        } finally {
            channel.config().setOption(ChannelOption.SO_RCVBUF, before);
        }
    }

    private static Set<Integer> files() {
        try (Stream<Path> list = Files.list(Path.of("/proc/self/fd"))) {
            return list.map(path -> Integer.valueOf(path.getFileName().toString()))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int receiveBuffer(int fd) {
        try {
            return Kernel.sockopt(fd, SOL_SOCKET, SO_RCVBUF);
        } catch (LastErrorException e) {
            return -1; // not a socket, or closed since
        }
    }
}
