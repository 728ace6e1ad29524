package io.multicast.netty.internal.membership;

import io.multicast.netty.internal.membership.MembershipEvent.Type;
import io.multicast.netty.internal.network.InterfaceList;
import io.multicast.netty.internal.network.InterfaceState;
import io.multicast.netty.internal.option.Answer;
import io.multicast.netty.internal.option.Family;
import io.multicast.netty.internal.option.MembershipCall;
import io.multicast.netty.internal.option.Refusal;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Brings single places to what is wanted there, writes the books, and tells what became of it. */
@SuppressWarnings({"InlineFormatString", "BadImport"}) // long texts have a name
final class PlaceUpdates {
    private static final String TIED =
            "the channel is bound to interface %d for good, which is gone (it was bound to an"
                    + " address with a scope, or by SO_BINDTODEVICE): open the channel anew";

    private final MembershipKernel kernel;
    private final Books books;
    private final PlaceCalls calls;
    private final Observer observer;
    private final Failing failing;
    private final Map<Family, Refusal> full = new EnumMap<>(Family.class); // limits reached since the last begin
    private InterfaceList interfaces;
    private InterfaceList earlier;

    PlaceUpdates(
            MembershipKernel kernel,
            Books books,
            PlaceCalls calls,
            Observer observer,
            Failing failing,
            InterfaceList interfaces) {
        this.kernel = kernel;
        this.books = books;
        this.calls = calls;
        this.observer = observer;
        this.failing = failing;
        this.interfaces = interfaces;
        earlier = interfaces;
    }

    /** From now on these are the interfaces; what was full may have room. */
    void begin(InterfaceList now) {
        earlier = interfaces;
        interfaces = now;
        full.clear();
    }

    /** Gives up a membership that the kernel has dropped; it may still hold the room for it. */
    void bury(Place place, boolean gone) {
        GroupEdit edit = new GroupEdit(place.group(), books.get(place.group()));
        int index = place.index();
        SourceFilter held = edit.held(index);
        if (held.isEmpty()) {
            return;
        }
        Wish shown = shown(edit, null, index, held);
        calls.drop(place.group(), index);
        edit.hold(index, SourceFilter.NONE);
        String name = name(index);
        edit.lose(index, name, gone);
        books.put(place.group(), edit.done());
        failing.remove(place);
        observer.tell(new MembershipEvent(Type.LOST, shown, index, name, null));
    }

    /** Joins, leaves or changes the filter, as the wishes have it now; {@code led} is a wish that led there, or null. */
    void update(Place place, @Nullable Wish led, Concern concern) {
        GroupEdit edit = new GroupEdit(place.group(), books.get(place.group()));
        SourceFilter before = edit.held(place.index());
        SourceFilter wanted = edit.wanted(place.index());
        if (wanted.equals(before)) {
            failing.remove(place);
        } else if (!wanted.isEmpty() && !canCarry(place)) {
            failing.remove(place); // its turn comes when the interface changes
        } else if (wanted.isEmpty() || mayTry(place, concern)) {
            change(place, edit, led, wanted);
        }
    }

    private boolean canCarry(Place place) {
        InterfaceState state = interfaces.at(place.index());
        return state != null && !state.refusals().containsKey(Family.of(place.group()));
    }

    private boolean mayTry(Place place, Concern concern) {
        Failing.Failure failure = failing.get(place);
        return failure == null || concern.isChanged(place.index()) || failure.due() - System.nanoTime() <= 0;
    }

    private void change(Place place, GroupEdit edit, @Nullable Wish led, SourceFilter wanted) {
        SourceFilter before = edit.held(place.index());
        edit.name(place.index(), name(place.index()));
        try {
            if (before.isEmpty()) {
                requireRoom(place);
                requireUntied(place);
            }
            overDead(edit, place, before, wanted);
            failing.remove(place);
        } catch (Refusal e) {
            Wish wish = edit.shown(place.index());
            failed(wish == null ? shown(edit, led, place.index(), before) : wish, e);
        }
        boolean joined = before.isEmpty() && !edit.held(place.index()).isEmpty();
        boolean again = joined && edit.regain(place.index(), name(place.index()));
        books.put(place.group(), edit.done());
        told(edit, led, place.index(), before, again);
    }

    /** The kernel may still hold a dead membership of an interface that had the same index. */
    private void overDead(GroupEdit edit, Place place, SourceFilter before, SourceFilter wanted) {
        try {
            calls.change(edit, place.index(), wanted);
        } catch (Refusal e) {
            if (!before.isEmpty() || calls.meaning(e) != Answer.MEMBER_ALREADY) {
                throw e;
            }
            calls.drop(place.group(), place.index());
            calls.change(edit, place.index(), wanted);
        }
    }

    /** Once a limit is reached the kernel need not be asked for each further interface. */
    private void requireRoom(Place place) {
        Refusal limit = full.get(Family.of(place.group()));
        if (limit != null) {
            throw limit.elsewhere(place.group(), place.index(), name(place.index()));
        }
    }

    private void requireUntied(Place place) {
        int tied = kernel.binding().index();
        if (tied != 0 && tied != place.index() && interfaces.at(tied) == null) {
            throw calls.refusal(MembershipCall.JOIN_GROUP, place.group())
                    .on(place.index(), name(place.index()))
                    .because(TIED.formatted(tied));
        }
    }

    /** Notes a failure, and tells it if its cause is a new one. */
    void failed(Wish wish, Refusal refusal) {
        Answer answer = calls.meaning(refusal);
        if (answer == Answer.LIMIT) {
            full.put(Family.of(wish.group()), refusal);
        }
        Place place = new Place(wish.group(), refusal.index());
        if (failing.add(place, answer, refusal, System.nanoTime())) {
            observer.tell(new MembershipEvent(Type.FAILED, wish, place.index(), name(place.index()), refusal));
        }
    }

    void changed(GroupEdit edit, int index, SourceFilter before) {
        told(edit, null, index, before, false);
        failing.remove(new Place(edit.group(), index));
    }

    void joined(Wish wish, int index) {
        observer.tell(new MembershipEvent(Type.JOINED, wish, index, name(index), null));
    }

    void left(Wish wish, int index) {
        observer.tell(new MembershipEvent(Type.LEFT, wish, index, name(index), null));
    }

    private void told(GroupEdit edit, @Nullable Wish led, int index, SourceFilter before, boolean again) {
        SourceFilter now = edit.held(index);
        if (before.isEmpty() == now.isEmpty()) {
            return;
        }
        Type type = now.isEmpty() ? Type.LEFT : again ? Type.RESTORED : Type.JOINED;
        observer.tell(new MembershipEvent(
                type, shown(edit, led, index, now.isEmpty() ? before : now), index, name(index), null));
    }

    private Wish shown(GroupEdit edit, @Nullable Wish led, int index, SourceFilter filter) {
        Wish leads = edit.shown(index);
        return Books.shown(edit.group(), leads == null ? led : leads, index, name(index), filter);
    }

    private String name(int index) {
        InterfaceState state = interfaces.at(index);
        if (state == null) {
            state = earlier.at(index);
        }
        @Nullable String name = state == null ? calls.name(index) : state.name();
        return name == null ? "" : name;
    }
}
