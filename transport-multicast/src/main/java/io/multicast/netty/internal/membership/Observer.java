package io.multicast.netty.internal.membership;

/** Who hears of what the engine does. Called on the event loop, when the books are done; never from inside a transaction. */
public interface Observer {
    /** A membership came, went or could not be had. Only while the network is followed. */
    void tell(MembershipEvent event);

    /** Something that the user should know, though nothing failed. */
    void warn(String text);
}
