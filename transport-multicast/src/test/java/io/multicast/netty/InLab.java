package io.multicast.netty;

import io.multicast.netty.testing.Kernel;
import io.multicast.netty.testing.Lab;
import io.multicast.netty.testing.Loop;
import io.netty.channel.Channel;
import java.net.ProtocolFamily;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;

/** Tests that share one lab. They need root. */
@Timeout(60)
abstract class InLab {
    static Lab lab;

    /** What the kernel holds in namespace a, where the channels are. */
    static Kernel kernel;

    @BeforeAll
    static void openLab() {
        lab = Lab.open();
        kernel = Kernel.of(lab.a());
    }

    @AfterAll
    static void closeLab() {
        if (lab != null) {
            lab.close();
            lab = null;
        }
    }

    /** A bound channel that the library has not touched yet. */
    static Channel bind(Loop loop, ProtocolFamily family) throws InterruptedException {
        return loop.bind(loop.bootstrap(family, new Observer()), 0);
    }
}
