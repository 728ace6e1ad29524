package io.multicast.netty;

/**
 * A membership that is not what it should be, see {@link Multicast#diagnose()}.
 *
 * @param membership what is wanted, or was taken by the kernel
 * @param finding what the kernel holds instead, in words
 */
public record Discrepancy(Membership membership, String finding) {
    /** Such as {@code 239.1.2.3 on eth1: the kernel does not hold it}. */
    @Override
    public String toString() {
        return membership + ": " + finding;
    }
}
