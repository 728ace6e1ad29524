package io.multicast.netty.child;

import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.child.ChildJvm.Result;
import io.multicast.netty.testing.Requirements;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No call keeps memory, neither of Java nor of the system. */
class SoakTest {
    private static final int OPTIONS = 1_000_000;
    private static final int JOINS = 100_000;
    private static final long MARGIN_KIB = 6 * 1024; // a million calls that kept 8 bytes each would need more

    /** The heap is of one size and all there from the start, so that only other memory can grow. */
    @Test
    void memoryIsFlat() {
        Requirements.procfs();
        Result result = ChildJvm.startedBy()
                .with("-XX:+UseSerialGC", "-Xms48m", "-Xmx48m", "-XX:+AlwaysPreTouch")
                .withNativeAccess()
                .withClassPath()
                .run(Soak.class, "" + OPTIONS, "" + JOINS);
        List<String> lines = result.stdout().lines().toList();
        assertThat(lines).as(result.stderr()).hasSize(4);
        assertThat(lines.get(2)).isEqualTo("wrong 0");
        assertThat(lines.get(3)).isEqualTo("memberships 0");

        long[] before = numbers(lines.get(0), "before ");
        long[] after = numbers(lines.get(1), "after ");
        System.out.println("resident memory in KiB, direct buffers in bytes and their count: " + Arrays.toString(before)
                + " " + Arrays.toString(after));
        assertThat(after[0]).as("KiB resident").isLessThan(before[0] + MARGIN_KIB);
        assertThat(after[1]).as("bytes of direct buffers").isEqualTo(before[1]);
        assertThat(after[2]).as("direct buffers").isEqualTo(before[2]);
    }

    private static long[] numbers(String line, String when) {
        assertThat(line).startsWith(when);
        return Arrays.stream(line.substring(when.length()).split(" "))
                .mapToLong(Long::parseLong)
                .toArray();
    }
}
