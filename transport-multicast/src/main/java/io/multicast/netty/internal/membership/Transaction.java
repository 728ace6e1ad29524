package io.multicast.netty.internal.membership;

import io.multicast.netty.internal.option.Answer;
import io.multicast.netty.internal.option.Family;
import io.multicast.netty.internal.option.Refusal;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A change of wishes that is made altogether or not at all: the difference between what the kernel holds and what is wanted
 * becomes a plan of calls; when one fails what was done is taken back, else the books are written. An interface that only
 * lenient selectors want does not count: it is left out, and told.
 */
final class Transaction {
    private record Change(GroupEdit edit, int index, SourceFilter before) {}

    private record Demand(GroupEdit edit, Selector selector) {}

    /** Hears of each interface that was changed. */
    @FunctionalInterface
    interface Told {
        void changed(GroupEdit edit, int index, SourceFilter before);
    }

    private final Books books;
    private final PlaceCalls calls;
    private final boolean followed;
    private final Map<InetAddress, GroupEdit> edits = new LinkedHashMap<>();
    private final List<Demand> demands = new ArrayList<>();
    private final List<Change> made = new ArrayList<>();
    private final List<Refused> refused = new ArrayList<>();
    private final Map<Family, Refusal> full = new EnumMap<>(Family.class);

    /** With wishes that go on leading to interfaces which were left out, to be tried again, or forget them. */
    Transaction(Books books, PlaceCalls calls, boolean followed) {
        this.books = books;
        this.calls = calls;
        this.followed = followed;
    }

    /** The group as it is to be. */
    GroupEdit edit(InetAddress group) {
        return edits.computeIfAbsent(group, any -> new GroupEdit(group, books.get(group)));
    }

    /** All groups that are touched. */
    Collection<GroupEdit> edits() {
        return Collections.unmodifiableCollection(edits.values());
    }

    /** A wish, in the place of another or beside the others, that is to be had somewhere. */
    void want(GroupEdit edit, @Nullable Asked old, Asked now) {
        edit.replace(old, now);
        demands.add(new Demand(edit, now.wish().selector()));
    }

    /** An interface that a selector would take, was it not for that. */
    void refuse(Wish wish, Refusal refusal) {
        refused.add(new Refused(wish, refusal));
    }

    /** The kernel has been made to hold something there that it did not hold before. */
    void hold(GroupEdit edit, int index, SourceFilter filter) {
        made.add(new Change(edit, index, edit.held(index)));
        edit.hold(index, filter);
    }

    /**
     * Takes the wishes, makes the calls and writes the books.
     *
     * @return the interfaces that were left out, and why
     * @throws Refusal when it could not be made; then all is as it was
     */
    List<Refused> run(Consumer<Transaction> wishes, boolean leaveFirst) {
        try {
            wishes.accept(this);
            plan(leaveFirst).forEach(this::make);
            demands.forEach(this::requireAny);
        } catch (Refusal e) {
            takeBack(e);
            throw e;
        }
        edits.values().forEach(edit -> books.put(edit.group(), edit.done()));
        return List.copyOf(refused);
    }

    /** Leaving first frees room under the system's limits; joining first leaves no gap. */
    private List<Change> plan(boolean leaveFirst) {
        List<Change> plan = new ArrayList<>();
        for (GroupEdit edit : edits.values()) {
            for (int index : edit.differences()) {
                plan.add(new Change(edit, index, edit.held(index)));
            }
        }
        Comparator<Change> leaves = Comparator.comparing(
                change -> change.edit().wanted(change.index()).isEmpty() != leaveFirst);
        plan.sort(leaves.thenComparing(change -> change.edit().isOptional(change.index())));
        return plan;
    }

    private void make(Change change) {
        GroupEdit edit = change.edit();
        Family family = Family.of(edit.group());
        boolean optional = edit.isOptional(change.index());
        Refusal limit = optional ? full.get(family) : null;
        if (limit != null) { // the kernel need not be asked for each further interface
            leaveOut(change, limit.elsewhere(edit.group(), change.index(), calls.name(change.index())));
            return;
        }
        made.add(change);
        try {
            calls.change(edit, change.index(), edit.wanted(change.index()));
        } catch (Refusal e) {
            e.held(held(family));
            if (!optional) {
                throw e;
            }
            if (calls.meaning(e) == Answer.LIMIT) {
                full.put(family, e);
            }
            leaveOut(change, e);
        }
    }

    /** How many memberships of a family the kernel holds by now. */
    private int held(Family family) {
        return books.held(family)
                + edits.values().stream()
                        .filter(edit -> Family.of(edit.group()) == family)
                        .mapToInt(GroupEdit::growth)
                        .sum();
    }

    private void leaveOut(Change change, Refusal refusal) {
        change.edit().asked().stream()
                .filter(one -> one.leadsTo(change.index()))
                .forEach(one -> refuse(one.wish(), refusal));
        if (!followed) {
            change.edit().forget(change.index());
        }
    }

    /** A wish that can be had nowhere fails. */
    private void requireAny(Demand demand) {
        GroupEdit edit = demand.edit();
        Asked asked = edit.find(demand.selector());
        if (asked != null
                && asked.indexes().stream().allMatch(index -> edit.held(index).isEmpty())) {
            List<Refusal> own = refused.stream()
                    .map(Refused::refusal)
                    .filter(one -> edit.group().equals(one.group()))
                    .distinct()
                    .toList();
            own.stream().skip(1).forEach(own.get(0)::addSuppressed);
            throw own.get(0);
        }
    }

    private void takeBack(Refusal because) {
        for (int i = made.size() - 1; i >= 0; i--) {
            Change change = made.get(i);
            calls.undo(change.edit(), change.index(), change.before(), because);
        }
        edits.values().forEach(edit -> books.put(edit.group(), edit.undone()));
    }

    /** What came and went, in the order in which it did; once it is in the books. */
    void tell(Told told) {
        for (Change change : made) {
            told.changed(change.edit(), change.index(), change.before());
        }
    }
}
