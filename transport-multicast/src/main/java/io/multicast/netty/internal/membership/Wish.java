package io.multicast.netty.internal.membership;

import io.multicast.netty.internal.option.AddressText;
import java.net.InetAddress;

/**
 * What a user wants.
 *
 * @param group a multicast address without a scope
 * @param selector on which interfaces
 * @param filter from which sources
 * @param strict whether a selector's interfaces are wanted all or none, rather than as many as can be had
 */
public record Wish(InetAddress group, Selector selector, SourceFilter filter, boolean strict) {
    /** On as many interfaces as can be had. */
    public Wish(InetAddress group, Selector selector, SourceFilter filter) {
        this(group, selector, filter, false);
    }

    /** The same with another filter. */
    public Wish filtered(SourceFilter other) {
        return other.equals(filter) ? this : new Wish(group, selector, other, strict);
    }

    /** Such as {@code 232.1.2.3 on eth1 from 10.0.0.5}. */
    @Override
    public String toString() {
        StringBuilder text =
                new StringBuilder(AddressText.of(group)).append(" on ").append(selector);
        String before = filter.including() ? " from " : " except ";
        for (InetAddress source : filter.sources()) {
            text.append(before).append(AddressText.of(source));
            before = ", ";
        }
        return text.toString();
    }

    /** Whether it is the same wish, be it for other sources. */
    boolean isFor(Wish other) {
        return group.equals(other.group) && selector.equals(other.selector);
    }
}
