package io.multicast.netty.internal.membership;

import io.multicast.netty.internal.network.InterfaceList;
import io.multicast.netty.internal.option.AddressText;
import io.multicast.netty.internal.option.Errno;
import io.multicast.netty.internal.option.MembershipCall;
import io.multicast.netty.internal.option.Refusal;
import io.multicast.netty.internal.option.SystemTable;
import java.net.InetAddress;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The memberships of one socket. Each call is one transaction: it is done altogether, or it throws a {@link Refusal} and all
 * is as it was, wishes, books and kernel. Event loop only, but for {@link #memberships()}.
 */
@SuppressWarnings("ReferenceEquality") // the one constant for no binding
public final class MembershipEngine {
    private final MembershipKernel kernel;
    private final SystemTable table;
    private final Observer observer;
    private final Books books = new Books();
    private final PlaceCalls calls;
    private final Resolver resolver;
    private final WishSet wishSet;
    private final ForeignMemberships foreign;
    private @Nullable Follower follower;

    /** The memberships of the socket that this kernel serves; none so far. */
    public MembershipEngine(MembershipKernel kernel, SystemTable table, Observer observer) {
        this.kernel = kernel;
        this.table = table;
        this.observer = observer;
        calls = new PlaceCalls(kernel, table, books);
        DefaultInterface systemDefault = new DefaultInterface(kernel, table, books, calls);
        resolver = new Resolver(kernel, table, systemDefault);
        wishSet = new WishSet(resolver, systemDefault, new JoinRule(table));
        foreign = new ForeignMemberships(kernel, table, calls, resolver);
    }

    /** Each place that is held, as a wish for that one. Any thread. */
    public List<Wish> memberships() {
        return books.memberships();
    }

    /**
     * Joins, or adds sources to a source-specific membership. Joining what is joined already is no error.
     *
     * @return the interfaces that a selector fits and that could not be joined, and why
     */
    public List<Refused> join(Wish wish) {
        boolean simple = wish.selector().isSingle() && wish.filter().equals(SourceFilter.ANY_SOURCE);
        if (simple && books.get(wish.group()) == null && joinFirst(wish)) {
            return List.of();
        }
        List<Refused> refused = run(transaction -> wishSet.add(transaction, wish), false);
        refused.forEach(this::warn);
        return refused;
    }

    /** The first membership of a group, on one interface, for any source: nearly all are, and need no plan. */
    private boolean joinFirst(Wish wish) {
        int index = resolver.single(MembershipCall.JOIN_GROUP, wish);
        if (index == 0) {
            return false;
        }
        calls.join(wish.group(), index);
        books.put(wish.group(), new GroupState.Simple(wish, index));
        if (follower != null) {
            follower.joined(wish, index);
        }
        return true;
    }

    private List<Refused> run(Consumer<Transaction> wishes, boolean leaveFirst) {
        Transaction transaction = new Transaction(books, calls, follower != null);
        List<Refused> refused = transaction.run(wishes, leaveFirst);
        if (follower != null) {
            follower.note(transaction.edits());
            transaction.tell(follower::changed);
            refused.forEach(follower::refused);
        }
        return refused;
    }

    /** Leaves the group, or the sources that are named: on all interfaces, or on none. */
    public void leave(Wish unwanted) {
        if (unwanted.filter().including()) {
            change(SourceChange.LEAVE, unwanted, unwanted.filter().sources());
            return;
        }
        GroupState state = books.get(unwanted.group());
        if (state instanceof GroupState.Simple simple && simple.wish().isFor(unwanted)) {
            leaveLast(simple);
            return;
        }
        run(transaction -> leave(transaction, unwanted), true);
    }

    private void leave(Transaction transaction, Wish unwanted) {
        GroupEdit edit = transaction.edit(unwanted.group());
        Asked asked = find(edit, MembershipCall.LEAVE_GROUP, unwanted);
        if (asked == null) {
            foreign.leave(edit, unwanted);
        } else {
            edit.replace(asked, null);
        }
    }

    private void leaveLast(GroupState.Simple simple) {
        Wish wish = simple.wish();
        calls.leave(wish.group(), simple.index());
        books.put(wish.group(), null);
        if (follower != null) {
            follower.left(wish, simple.index());
        }
    }

    /** Stops a source within an any-source membership. */
    public void block(Wish wish, InetAddress source) {
        change(SourceChange.BLOCK, wish, Set.of(source));
    }

    /** Lets a blocked source through again. */
    public void unblock(Wish wish, InetAddress source) {
        change(SourceChange.UNBLOCK, wish, Set.of(source));
    }

    private void change(SourceChange change, Wish wish, Set<InetAddress> sources) {
        run(transaction -> change(transaction.edit(wish.group()), change, wish, sources), true);
    }

    private void change(GroupEdit edit, SourceChange change, Wish wish, Set<InetAddress> sources) {
        Asked asked = find(edit, change.call(), wish);
        if (asked == null) {
            foreign.change(edit, change, wish, sources);
            return;
        }
        SourceFilter filter = asked.wish().filter();
        for (InetAddress source : sources) {
            require(change.refusal(filter, source), change.call(), wish, source);
            filter = change.apply(filter, source);
        }
        edit.replace(asked, filter.isEmpty() ? null : asked.filtered(filter));
    }

    /**
     * What is known is not left to the kernel to refuse: Linux turns an any-source membership that it refuses to take a
     * source from into one that receives nothing.
     */
    private void require(@Nullable Errno refusal, MembershipCall call, Wish wish, InetAddress source) {
        if (refusal != null) {
            throw calls.refusal(call, wish.group())
                    .from(source)
                    .errno(table.errnos().number(refusal));
        }
    }

    /**
     * Makes these all the wishes that there are. The order does not matter.
     *
     * @return as {@link #join} does
     */
    public List<Refused> set(Collection<Wish> wishes) {
        List<Wish> sorted = WishSet.sorted(wishes);
        List<Refused> refused = run(
                transaction -> {
                    books.groups().forEach(group -> transaction.edit(group).forgetAll());
                    sorted.forEach(wish -> wishSet.add(transaction, wish));
                },
                true);
        refused.forEach(this::warn);
        return refused;
    }

    private void warn(Refused refused) {
        observer.warn("joined " + refused.wish() + ", but not everywhere: "
                + refused.refusal().getMessage());
    }

    /** What is joined and can't be received as the socket is bound: one example, in words. */
    public Optional<String> objection() {
        Binding binding = kernel.binding();
        return binding == Binding.NONE
                ? Optional.empty()
                : books.groups().stream()
                        .flatMap(group -> objection(binding, group))
                        .findFirst();
    }

    private Stream<String> objection(Binding binding, InetAddress group) {
        GroupState state = books.get(group);
        return state == null
                ? Stream.empty()
                : state.indexes().stream()
                        .flatMap(index -> Bindings.objection(binding, new Place(group, index), null).stream())
                        .map(text -> AddressText.of(group) + " is joined, but " + text);
    }

    private @Nullable Asked find(GroupEdit edit, MembershipCall call, Wish wish) {
        Asked exact = edit.find(wish.selector());
        if (exact != null || wish.selector().id() == null || edit.asked().isEmpty()) {
            return exact;
        }
        return edit.named(resolver.single(call, wish));
    }

    /**
     * Keeps the wishes true as the network changes, from now on. Asked for twice it is the same.
     *
     * @param interfaces those that there are now
     * @param wake is to see to it that {@link Follower#work} is called soon, on the event loop
     */
    public Follower follow(InterfaceList interfaces, Runnable wake) {
        Follower known = follower;
        if (known == null) {
            known = new Follower(kernel, books, calls, resolver, observer, interfaces, wake);
            follower = known;
        }
        return known;
    }

    /** A comparison with the kernel, whose tables have been read. */
    public Diagnosis diagnose(GroupTables tables) {
        return new Diagnosis(kernel, table, books, follower, tables);
    }
}
