package io.multicast.netty.child;

import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.child.ChildJvm.Result;
import io.multicast.netty.testing.Namespace;
import org.junit.jupiter.api.Test;

/** "No descriptor left" is no answer: neither "no such interface" nor "no route", and it passes. */
class WithoutDescriptorsTest {
    @Test
    void isNoAnswer() {
        try (Namespace namespace = Namespace.open()) {
            namespace.ip("link set lo down");
            String[] inside = {"ip", "netns", "exec", namespace.name(), "sh", "-c", "ulimit -n 120 && exec \"$@\"", "sh"
            };
            Result result = ChildJvm.startedBy(inside)
                    .withNativeAccess()
                    .with("-Djdk.lang.Process.launchMechanism=vfork")
                    .withClassPath()
                    .run(WithoutDescriptors.class);
            assertThat(result.stdout().lines())
                    .as(result.stderr())
                    .containsExactly(
                            "before: 1",
                            "without: lo error 24",
                            "without: lo:1 error 24",
                            "without: nosuch0 error 24",
                            "without: route error 24",
                            "without: interfaces error 24",
                            "after: lo 1",
                            "after: lo:1 0",
                            "after: nosuch0 0",
                            "after: route 1",
                            "after: interfaces 1",
                            "told: true");
        }
    }
}
