package io.multicast.discovery.conformance.peer;

import io.multicast.discovery.conformance.wire.Lab;
import io.multicast.netty.testing.Requirements;

/** Something that speaks multicast DNS and can be told what to do. */
public enum Implementation {
    OURS {
        @Override
        Node on(Lab lab, String hostName) {
            return new Ours(lab, hostName);
        }
    },
    AVAHI {
        @Override
        Node on(Lab lab, String hostName) {
            return new Avahi(lab, hostName);
        }
    },
    ZEROCONF {
        @Override
        Node on(Lab lab, String hostName) {
            return new Zeroconf(lab, hostName);
        }
    };

    /** The one that this run judges: the system property {@code conformance.implementation}. */
    public static Implementation judged() {
        return valueOf(System.getProperty("conformance.implementation", "ours").toUpperCase(java.util.Locale.ROOT));
    }

    /** Makes the lab's host a node that runs this; its host name is to be NAME.local. */
    abstract Node on(Lab lab, String hostName);

    /** Skips a check that one of them cannot be asked. */
    public void require(boolean possible, String what) {
        Requirements.require(possible || this != OURS, this + " must have " + what);
        org.junit.jupiter.api.Assumptions.assumeTrue(possible, this + " has no " + what);
    }
}
