package io.multicast.discovery.conformance.peer;

import io.multicast.netty.testing.Namespace;
import io.multicast.netty.testing.Requirements;

/** Something that speaks multicast DNS and can be told what to do. */
public enum Implementation {
    OURS {
        @Override
        Node on(Namespace host, String hostName) {
            return new Ours(host, hostName);
        }
    },
    AVAHI {
        @Override
        Node on(Namespace host, String hostName) {
            return new Avahi(host, hostName);
        }
    },
    ZEROCONF {
        @Override
        Node on(Namespace host, String hostName) {
            return new Zeroconf(host, hostName);
        }
    };

    /** The one that this run judges: the system property {@code conformance.implementation}. */
    public static Implementation judged() {
        return valueOf(System.getProperty("conformance.implementation", "ours").toUpperCase(java.util.Locale.ROOT));
    }

    /** Puts it on a host whose name is to be NAME.local. */
    abstract Node on(Namespace host, String hostName);

    /** Skips a check that one of them cannot be asked. */
    public void require(boolean possible, String what) {
        Requirements.require(possible || this != OURS, this + " must have " + what);
        org.junit.jupiter.api.Assumptions.assumeTrue(possible, this + " has no " + what);
    }
}
