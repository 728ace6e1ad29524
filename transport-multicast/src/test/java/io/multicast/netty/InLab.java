package io.multicast.netty;

import io.multicast.netty.testing.Kernel;
import io.multicast.netty.testing.Loop;
import io.multicast.netty.testing.SharedLab;
import io.netty.channel.Channel;
import java.net.ProtocolFamily;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;

/** Tests in a lab, with what they ask it. */
@Timeout(60)
abstract class InLab extends SharedLab {
    /** What the kernel holds in namespace a, where the channels are. */
    static Kernel kernel;

    @BeforeAll
    static void seeKernel() {
        kernel = Kernel.of(lab.a());
    }

    /** A bound channel that the library has not touched yet. */
    static Channel bind(Loop loop, ProtocolFamily family) throws InterruptedException {
        return loop.bind(loop.bootstrap(family, new Observer()), 0);
    }
}
