package io.multicast.discovery.conformance;

import io.multicast.discovery.conformance.peer.Node;
import io.multicast.discovery.conformance.wire.Family;
import io.multicast.discovery.conformance.wire.Lab;
import io.multicast.discovery.conformance.wire.Link;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** Checks of one class look at one story, which is played before the first of them. If it fails, each of them fails. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Scenario {
    /** For what takes a moment, on a busy machine too. */
    static final Duration SOON = Duration.ofSeconds(20);

    /** How the kernel's timers may deviate. */
    static final double JITTER = 3;

    private final int links;
    private final Set<Family> families;
    private Lab lab;
    private Node node;
    private Throwable failure;

    Scenario(int links) {
        this(links, EnumSet.allOf(Family.class));
    }

    Scenario(int links, Set<Family> families) {
        this.links = links;
        this.families = families;
    }

    /** What happens before the checks. */
    abstract void play() throws Exception;

    @BeforeAll
    final void prepare() {
        try {
            lab = Lab.open(links, families);
            node = Node.on(lab.host(), "machine1");
            play();
        } catch (Exception | AssertionError e) {
            failure = e;
        }
    }

    @BeforeEach
    final void ready() throws Throwable {
        if (failure != null) {
            throw failure;
        }
    }

    @AfterAll
    final void end() {
        if (lab != null) {
            lab.close();
        }
    }

    final Lab lab() {
        return lab;
    }

    final Node node() {
        return node;
    }

    final Link link() {
        return lab.link();
    }

    /** The verdict of a check. */
    static void verify(boolean holds, String rule, Object evidence) {
        if (!holds) {
            throw new AssertionError(rule + "\n" + evidence);
        }
    }

    static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
