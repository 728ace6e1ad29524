package io.multicast.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.testing.Eventually;
import io.multicast.netty.testing.Transport;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.util.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * Netty's own multicast, as it is today. What it does wrong is shown on the versions that it was measured on; on others only
 * that the library does it right.
 */
final class Netty {
    private static final Set<String> MEASURED = Set.of("4.2.18.Final", "4.1.137.Final");
    private static final long PATIENCE_MILLIS = 200;
    private static final long LIMIT_MILLIS = 10_000;

    private Netty() {}

    /** How a call of Netty's ends. */
    enum End {
        SUCCEEDS,
        FAILS,
        NEVER_COMPLETES,
        THROWS
    }

    /** Whether this version's faults are known. */
    static boolean isMeasured() {
        Version version = Version.identify().get("netty-transport");
        return version != null && MEASURED.contains(version.artifactVersion());
    }

    /** Makes a call, in silence, and checks how it ends. */
    static void ends(End expected, Callable<ChannelFuture> call) throws InterruptedException {
        long limit = expected == End.NEVER_COMPLETES ? PATIENCE_MILLIS : LIMIT_MILLIS;
        NettyLog silence = new NettyLog();
        try {
            assertThat(end(call, limit)).isEqualTo(expected);
        } finally {
            silence.close();
        }
    }

    /** Closes a channel and waits until the kernel has lost its socket, which on NIO may follow the close by a moment. */
    static void close(Channel channel) throws InterruptedException, IOException {
        Path descriptor = Path.of("/proc/self/fd", String.valueOf(Transport.fd(channel)));
        Path socket = Files.readSymbolicLink(descriptor);
        channel.close().sync();
        Eventually.await(
                Duration.ofSeconds(5), () -> !isLink(descriptor, socket), () -> descriptor + " is still " + socket);
    }

    private static boolean isLink(Path link, Path target) throws IOException {
        try {
            return Files.readSymbolicLink(link).equals(target);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static End end(Callable<ChannelFuture> call, long limit) throws InterruptedException {
        ChannelFuture future;
        try {
            future = call.call();
        } catch (Exception e) {
            return End.THROWS;
        }
        if (!future.await(limit)) {
            return End.NEVER_COMPLETES;
        }
        return future.isSuccess() ? End.SUCCEEDS : End.FAILS;
    }
}
