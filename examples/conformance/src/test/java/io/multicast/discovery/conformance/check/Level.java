package io.multicast.discovery.conformance.check;

/** How strongly the RFCs say it. */
enum Level {
    MUST,
    SHOULD
}
