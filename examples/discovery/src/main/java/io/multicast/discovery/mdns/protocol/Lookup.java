package io.multicast.discovery.mdns.protocol;

/** Something that is looked for on all links, the ones to come too, until it is closed. */
interface Lookup {
    /** Looks on one more link. */
    void added(Link link);

    /** Looks no more. */
    void close();
}
