package io.multicast.netty.internal.network;

/**
 * An address of an interface.
 *
 * @param prefix the address, with the length of its network's prefix
 * @param label a name that the address adds to the interface's, such as {@code eth0:7}; empty without one
 * @param tentative whether it is not yet known to be nobody else's (RFC 4862, section 5.4)
 * @param duplicate whether it was found to be somebody else's, too
 * @param deprecated whether it is not to be used for anything new
 */
public record InterfaceAddress(
        AddressPrefix prefix, String label, boolean tentative, boolean duplicate, boolean deprecated) {
    /** One of which no more is known. */
    public static InterfaceAddress of(AddressPrefix prefix) {
        return new InterfaceAddress(prefix, "", false, false, false);
    }
}
