package io.multicast.netty.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** Skipping, failing and waiting. */
@Timeout(60)
class RequirementsTest {
    @Test
    void whatIsMissingSkips() {
        assertThatThrownBy(() -> Requirements.require(false, "no such thing", false))
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("no such thing");
    }

    @Test
    void whatIsMissingFailsIfStrict() {
        assertThatThrownBy(() -> Requirements.require(false, "no such thing", true))
                .isInstanceOf(AssertionFailedError.class)
                .hasMessageContaining("no such thing");
    }

    @Test
    void whatIsThereGoesOn() {
        Requirements.require(true, "there", true);
        Requirements.program("sh");
        assertThatThrownBy(() -> Requirements.program("no-such-program")).hasMessageContaining("no-such-program");
    }

    @Test
    void waitingEndsWhenTheConditionHolds() {
        AtomicInteger calls = new AtomicInteger();
        Eventually.await(
                Duration.ofSeconds(5),
                () -> {
                    assertThat(calls.incrementAndGet()).isGreaterThan(2);
                    return calls.get() > 3;
                },
                () -> "");
        assertThat(calls).hasValue(4);
    }

    @Test
    void waitingInVainEndsWithTheEvidence() {
        long start = System.nanoTime();
        assertThatThrownBy(() -> Eventually.await(Duration.ofMillis(50), () -> false, () -> "what was seen"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("what was seen");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(50), Duration.ofSeconds(5));
    }
}
