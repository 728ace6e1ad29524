package io.multicast.discovery.unicast;

import java.util.Map;

/** What a server says about a request (RFC 1035, RFC 2136). */
final class Rcode {
    static final int NOERROR = 0;
    static final int NXDOMAIN = 3;
    static final int REFUSED = 5;
    static final int YXDOMAIN = 6;
    static final int NXRRSET = 8;
    static final int NOTAUTH = 9;
    static final int NOTZONE = 10;

    private static final Map<Integer, String> NAMES = Map.of(
            NOERROR,
            "NOERROR",
            1,
            "FORMERR",
            2,
            "SERVFAIL",
            NXDOMAIN,
            "NXDOMAIN",
            4,
            "NOTIMP",
            REFUSED,
            "REFUSED",
            YXDOMAIN,
            "YXDOMAIN",
            NXRRSET,
            "NXRRSET",
            NOTAUTH,
            "NOTAUTH",
            NOTZONE,
            "NOTZONE");

    private Rcode() {}

    static String name(int rcode) {
        return NAMES.getOrDefault(rcode, "RCODE" + rcode);
    }
}
