package io.multicast.netty.internal.membership;

import io.multicast.netty.internal.option.MembershipCall;
import io.multicast.netty.internal.option.Refusal;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Adds wishes to a transaction. */
final class WishSet {
    /** Those that must be had come first; the rest of the order is for nothing but to be always the same. */
    private static final Comparator<Wish> ORDER = Comparator.comparing(
                    (Wish wish) -> !wish.selector().isSingle())
            .thenComparing(wish -> !wish.strict())
            .thenComparing(Wish::toString);

    private final Resolver resolver;
    private final DefaultInterface systemDefault;
    private final JoinRule rule;

    WishSet(Resolver resolver, DefaultInterface systemDefault, JoinRule rule) {
        this.resolver = resolver;
        this.systemDefault = systemDefault;
        this.rule = rule;
    }

    /** In an order that does not depend on theirs. */
    static List<Wish> sorted(Collection<Wish> wishes) {
        return wishes.stream().sorted(ORDER).toList();
    }

    /** Adds a wish, or its sources to the same wish as it was. */
    void add(Transaction transaction, Wish wish) {
        GroupEdit edit = transaction.edit(wish.group());
        Resolution found = resolve(transaction, edit, wish);
        for (Resolution.Taken taken : found.taken()) {
            rule.sum(wish, edit.wanted(taken.index()));
            edit.name(taken.index(), wish.selector().isSingle() ? null : taken.name());
        }
        Asked known = known(edit, wish, found);
        Wish whole = known == null ? wish : sum(known.wish(), wish);
        transaction.want(edit, known, new Asked(whole, found.indexes()));
        refuse(transaction, wish, found.incapable());
    }

    private Resolution resolve(Transaction transaction, GroupEdit edit, Wish wish) {
        Resolution found = resolver.resolve(MembershipCall.JOIN_GROUP, wish);
        return found.isUnknown() ? Resolution.of(systemDefault.join(transaction, edit, wish), null) : found;
    }

    /** One interface has one wish that names it, whether by name or by index. */
    private static @Nullable Asked known(GroupEdit edit, Wish wish, Resolution found) {
        Asked exact = edit.find(wish.selector());
        return exact != null || wish.selector().id() == null
                ? exact
                : edit.named(found.taken().get(0).index());
    }

    private Wish sum(Wish known, Wish more) {
        return new Wish(
                known.group(), known.selector(), rule.sum(more, known.filter()), known.strict() || more.strict());
    }

    private static void refuse(Transaction transaction, Wish wish, Map<Resolution.Taken, String> incapable) {
        incapable.forEach((taken, reason) -> {
            Refusal refusal = Refusal.of(MembershipCall.JOIN_GROUP, wish.group())
                    .on(taken.index(), taken.name())
                    .because("the interface " + reason);
            if (wish.strict()) {
                throw refusal;
            }
            transaction.refuse(wish, refusal);
        });
    }
}
