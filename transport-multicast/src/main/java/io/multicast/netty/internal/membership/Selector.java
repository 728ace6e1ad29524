package io.multicast.netty.internal.membership;

import io.multicast.netty.internal.network.InterfaceId;
import io.multicast.netty.internal.network.InterfaceRule;
import io.multicast.netty.internal.option.AddressText;
import org.jspecify.annotations.Nullable;

/**
 * Which interfaces a wish is for: the one that the system's routes lead to, one that is named, or all that a rule takes.
 * Two are equal when they say the same: a rule's text says all of it.
 */
public final class Selector {
    /** The interface that the route to the group leads to. */
    public static final Selector SYSTEM_DEFAULT = new Selector("the system's default interface", null, null);

    private final Object text;
    private final @Nullable InterfaceId id;
    private final @Nullable InterfaceRule rule;

    private Selector(Object text, @Nullable InterfaceId id, @Nullable InterfaceRule rule) {
        this.text = text;
        this.id = id;
        this.rule = rule;
    }

    /** The one that is named so. */
    public static Selector of(InterfaceId id) {
        return new Selector(id, id, null);
    }

    /** The one that is named so, if the rule takes it, too; which is no part of what it says. */
    public static Selector of(InterfaceId id, InterfaceRule rule) {
        return new Selector(id, id, rule);
    }

    /** All that the rule takes. */
    public static Selector of(String text, InterfaceRule rule) {
        return new Selector(text, null, rule);
    }

    /** How the one interface is named, or null. */
    public @Nullable InterfaceId id() {
        return id;
    }

    /** The rule, or null. */
    public @Nullable InterfaceRule rule() {
        return rule;
    }

    /** Whether it leads to one interface at most. */
    public boolean isSingle() {
        return id != null || rule == null;
    }

    /** Whether where it leads to can change with routes alone. */
    boolean goesByRoutes() {
        return rule == null ? id == null : rule.goesByRoutes();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof Selector that && isSingle() == that.isSingle() && text.equals(that.text));
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** Such as {@code eth1 (index 3)}. */
    @Override
    public String toString() {
        return id == null ? text.toString() : describe(id);
    }

    private static String describe(InterfaceId id) {
        if (id.address() != null) {
            return "the interface with " + AddressText.of(id.address());
        }
        if (id.name() == null) {
            return "interface " + id.index();
        }
        return id.name() + (id.index() == InterfaceId.UNKNOWN ? "" : " (index " + id.index() + ")");
    }
}
