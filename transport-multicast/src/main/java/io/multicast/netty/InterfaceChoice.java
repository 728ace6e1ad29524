package io.multicast.netty;

/**
 * What an {@link InterfaceSelector} makes of one interface.
 *
 * @param networkInterface the interface, with name and index
 * @param isSelected whether it is taken
 * @param reason why it is not taken, such as {@code is down}; empty when it is
 */
public record InterfaceChoice(MulticastInterface networkInterface, boolean isSelected, String reason) {
    /** Such as {@code tun0 (index 5) is point-to-point}. */
    @Override
    public String toString() {
        return networkInterface + (isSelected ? " is taken" : " " + reason);
    }
}
