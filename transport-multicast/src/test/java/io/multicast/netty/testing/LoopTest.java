package io.multicast.netty.testing;

import static io.multicast.netty.testing.SocketOptions.SOL_SOCKET;
import static io.multicast.netty.testing.SocketOptions.SO_DOMAIN;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Event loops on the machine itself: what any user can do. */
@Timeout(60)
class LoopTest {
    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;

    @BeforeEach
    void need() {
        Requirements.procfs();
        Requirements.ipv6();
    }

    @ParameterizedTest
    @EnumSource
    void opensChannelsOfBothFamilies(Transport transport) throws Exception {
        try (Loop loop = Loop.here(transport)) {
            assertThat(domain(loop, null)).isEqualTo(AF_INET6);
            assertThat(domain(loop, StandardProtocolFamily.INET)).isEqualTo(AF_INET);
            assertThat(domain(loop, StandardProtocolFamily.INET6)).isEqualTo(AF_INET6);
        }
    }

    private static int domain(Loop loop, StandardProtocolFamily family) throws InterruptedException {
        Channel channel = loop.bind(loop.bootstrap(family, new ChannelInboundHandlerAdapter()), 0);
        return Kernel.sockopt(Transport.fd(channel), SOL_SOCKET, SO_DOMAIN);
    }

    @ParameterizedTest
    @EnumSource
    void findsSocketsThatAreNotBound(Transport transport) {
        try (Loop loop = Loop.here(transport)) {
            Channel first = unbound(loop);
            Channel second = unbound(loop);
            assertThat(Transport.fd(first)).isNotEqualTo(Transport.fd(second)).isPositive();
        }
    }

    private static Channel unbound(Loop loop) {
        return loop.bootstrap(StandardProtocolFamily.INET, new ChannelInboundHandlerAdapter())
                .register()
                .syncUninterruptibly()
                .channel();
    }

    /** What a worker still does for a loop that has ended, it does to freed memory; see {@link IoUringEnd}. */
    @Test
    void leavesNothingToWorkersOfTheKernel() throws Exception {
        Requirements.procfs();
        for (int i = 0; i < 100; i++) {
            Loop loop = Loop.here(Transport.IO_URING);
            loop.bind(loop.bootstrap(null, new ChannelInboundHandlerAdapter()), 0);
            CompletableFuture<Void> end = CompletableFuture.runAsync(loop::close);
            do {
                assertThat(workers()).isEmpty();
            } while (!end.isDone());
            end.join();
        }
    }

    private static List<String> workers() throws IOException {
        List<String> workers = new ArrayList<>();
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
            for (Path thread : threads) {
                String name = name(thread);
                if (name.startsWith("iou-wrk")) {
                    workers.add(name);
                }
            }
        }
        return workers;
    }

    private static String name(Path thread) {
        try {
            return Files.readString(thread.resolve("comm"));
        } catch (IOException e) {
            return ""; // it has ended
        }
    }
}
