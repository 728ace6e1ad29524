package io.multicast.netty;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.util.EnumSet;
import java.util.Set;

/** The families that sockets can be opened for. */
final class Families {
    private Families() {}

    static Set<StandardProtocolFamily> here() {
        Set<StandardProtocolFamily> families = EnumSet.noneOf(StandardProtocolFamily.class);
        for (StandardProtocolFamily family : Set.of(StandardProtocolFamily.INET, StandardProtocolFamily.INET6)) {
            if (isHere(family)) {
                families.add(family);
            }
        }
        return families;
    }

    @SuppressWarnings("try") // opened to see whether it can be
    private static boolean isHere(StandardProtocolFamily family) {
        try (DatagramChannel opened = DatagramChannel.open(family)) {
            return true;
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** Why a socket may speak one family only. */
    static String hint() {
        Set<StandardProtocolFamily> families = here();
        if (families.contains(StandardProtocolFamily.INET6)) {
            return "open the channel for the other family too: without a family, or with SocketProtocolFamily.INET6";
        }
        return Boolean.getBoolean("java.net.preferIPv4Stack")
                ? "this JVM was started with -Djava.net.preferIPv4Stack=true, so it has no IPv6"
                : "this host has no IPv6";
    }
}
