package io.multicast.netty.testing;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Tests of a class share one lab. They need root. */
public abstract class SharedLab {
    /** The one of the class that runs. */
    protected static Lab lab;

    @BeforeAll
    static void openLab() {
        lab = Lab.open();
    }

    @AfterAll
    static void closeLab() {
        if (lab != null) {
            lab.close();
            lab = null;
        }
    }
}
