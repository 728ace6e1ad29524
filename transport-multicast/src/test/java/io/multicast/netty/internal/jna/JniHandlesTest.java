package io.multicast.netty.internal.jna;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multicast.netty.internal.channel.ForeignProvider;
import io.multicast.netty.internal.channel.JavaChannels;
import io.multicast.netty.internal.option.JavaChannelHandles;
import io.multicast.netty.testing.Requirements;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InaccessibleObjectException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectableChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The descriptor that JNI tells is the one that /proc shows, on a JVM that opens nothing to anybody. */
class JniHandlesTest {
    private static final int THREADS = 4;
    private static final int LOOK_UPS = 10_000;

    private static JavaChannelHandles handles;

    @BeforeAll
    static void bind() {
        Requirements.procfs();
        handles = JniHandles.bind("c");
    }

    @ParameterizedTest
    @EnumSource
    void tellsWhatProcShows(JavaChannels kind) throws IOException {
        try (SelectableChannel other = kind.open();
                SelectableChannel channel = kind.open()) {
            assertThat(handles.handleOf(channel)).isEqualTo(JavaChannels.descriptor(channel));
            assertThat(handles.handleOf(other)).isEqualTo(JavaChannels.descriptor(other));
        }
    }

    @Test
    void needsNoAddOpens() {
        assertThat(ManagementFactory.getRuntimeMXBean().getInputArguments())
                .noneMatch(argument -> argument.contains("sun.nio.ch"));
        assertThatThrownBy(() -> Class.forName("sun.nio.ch.DatagramChannelImpl")
                        .getDeclaredField("fdVal")
                        .setAccessible(true))
                .isInstanceOf(InaccessibleObjectException.class);
    }

    @Test
    void refusesAForeignChannel() throws IOException {
        try (DatagramChannel foreign = new ForeignProvider(true).openDatagramChannel()) {
            assertThatThrownBy(() -> handles.handleOf(foreign))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("ForeignProvider")
                    .hasMessageContaining("not a channel of the JDK's own");
        }
    }

    @Test
    void saysWhyWhereThereIsNoWay() throws IOException {
        JavaChannelHandles none = JniHandles.bind("a-library-that-is-not-there");
        try (SelectableChannel channel = JavaChannels.UDP_INET.open()) {
            assertThatThrownBy(() -> none.handleOf(channel))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("this JVM gives no way")
                    .hasCauseInstanceOf(UnsatisfiedLinkError.class);
        }
    }

    /** The environment belongs to a thread, and objects move: neither may be held from one call to the next. */
    @Test
    void isRightOnManyThreadsUnderGarbageCollection() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (SelectableChannel one = JavaChannels.UDP_INET.open();
                SelectableChannel two = JavaChannels.UDP_DEFAULT.open()) {
            List<Future<Integer>> wrong = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                wrong.add(threads.submit(lookUps(one, two)));
            }
            int collections = 0;
            while (!wrong.stream().allMatch(Future::isDone) || collections < 5) {
                System.gc();
                collections++;
            }
            for (Future<Integer> result : wrong) {
                assertThat(result.get(30, TimeUnit.SECONDS)).isZero();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static Callable<Integer> lookUps(SelectableChannel one, SelectableChannel two) throws IOException {
        int first = JavaChannels.descriptor(one);
        int second = JavaChannels.descriptor(two);
        return () -> {
            int wrong = 0;
            for (int i = 0; i < LOOK_UPS; i += 2) {
                wrong += handles.handleOf(one) == first ? 0 : 1;
                wrong += handles.handleOf(two) == second ? 0 : 1;
            }
            return wrong;
        };
    }
}
