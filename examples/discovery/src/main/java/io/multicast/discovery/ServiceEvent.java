package io.multicast.discovery;

/**
 * A change of what a {@link ServiceBrowser} sees.
 *
 * @param kind what happened
 * @param instance the instance as it is now; when removed as it was last
 */
public record ServiceEvent(Kind kind, ServiceInstance instance) {
    /** What happened to an instance. */
    public enum Kind {
        /** Found, and resolved: host, port, attributes and at least one address are known. */
        ADDED,
        /** Host, port, attributes or addresses are others. */
        UPDATED,
        /** Said goodbye, expired, or can't be reached that way any more. */
        REMOVED
    }
}
