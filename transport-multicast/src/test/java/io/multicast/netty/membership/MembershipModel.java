package io.multicast.netty.membership;

import io.multicast.netty.membership.Step.Operation;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What is documented of memberships: each stands for a group on one interface, or on those of a selector, with a filter that
 * calls change; an interface holds what any of the memberships that lead to it accepts. Outcomes are the errno's name, "" for
 * success, "closed", or "another" where the group is joined by way of another membership.
 */
final class MembershipModel {
    static final String OK = "";
    static final String CLOSED = "closed";
    static final String ANOTHER = "another";

    /** A group on an interface. */
    record Place(InetAddress group, int index) {}

    private record Wish(InetAddress group, List<Integer> indexes) {
        List<Place> places() {
            return indexes.stream().map(index -> new Place(group, index)).toList();
        }
    }

    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refused(String errno) {
            super(errno);
        }
    }

    private final boolean ipv6;
    private Map<Wish, Filter> wishes = new HashMap<>();
    private boolean open = true;

    /** A socket that speaks IPv6 too, or IPv4 only. */
    MembershipModel(boolean ipv6) {
        this.ipv6 = ipv6;
    }

    boolean isOpen() {
        return open;
    }

    /** What the kernel is to hold. */
    Map<Place, Filter> held() {
        Map<Place, Filter> held = new HashMap<>();
        wishes.forEach((wish, filter) -> wish.places().forEach(place -> held.merge(place, filter, Filter::or)));
        return held;
    }

    /** Does the step, or nothing if it is refused, and says how it ends; several errnos when the order is not defined. */
    Set<String> take(Step step) {
        Map<Wish, Filter> before = new HashMap<>(wishes);
        try {
            if (!open && step.operation() != Operation.CLOSE) {
                return Set.of(CLOSED);
            }
            apply(step);
            return Set.of(OK);
        } catch (Refused e) {
            wishes = before;
            return Set.of(e.getMessage().split(" or "));
        }
    }

    private void apply(Step step) {
        switch (step.operation()) {
            case JOIN -> join(step.one());
            case LEAVE -> leave(step.one());
            case BLOCK -> change(step.one(), filter -> block(filter, step.source()));
            case UNBLOCK -> change(step.one(), filter -> unblock(filter, step.source()));
            case SET -> set(step.wanted());
            case CLOSE -> {
                open = false;
                wishes.clear();
            }
        }
    }

    private void join(Wanted wanted) {
        speak(wanted);
        Wish wish = wish(wanted);
        Filter more = wanted.filter();
        String errno = more.including() ? "EINVAL" : "EADDRINUSE";
        Map<Place, Filter> held = held();
        wish.places().forEach(place -> sum(held.getOrDefault(place, Filter.NOTHING), more, errno));
        wishes.put(wish, sum(wishes.getOrDefault(wish, Filter.NOTHING), more, errno));
    }

    /** What is joined is only added to when both are source-specific. */
    private static Filter sum(Filter held, Filter more, String errno) {
        if (!held.isNothing() && !held.equals(more) && !(held.including() && more.including())) {
            throw new Refused(errno);
        }
        return held.or(more);
    }

    private void leave(Wanted wanted) {
        if (wanted.kind() == Wanted.Kind.FROM) {
            change(wanted, filter -> {
                Filter rest = filter;
                for (InetAddress source : wanted.sources()) {
                    rest = leave(rest, source);
                }
                return rest;
            });
        } else {
            change(wanted, filter -> {
                refuse(filter.isNothing(), "EADDRNOTAVAIL");
                return Filter.NOTHING;
            });
        }
    }

    private static Filter leave(Filter filter, InetAddress source) {
        refuse(filter.isNothing() || !filter.including(), "EINVAL");
        refuse(!filter.sources().contains(source), "EADDRNOTAVAIL");
        return filter.without(source);
    }

    private static Filter block(Filter filter, InetAddress source) {
        refuse(filter.including(), "EINVAL");
        refuse(filter.sources().contains(source), "EADDRNOTAVAIL");
        return filter.with(source);
    }

    private static Filter unblock(Filter filter, InetAddress source) {
        refuse(filter.including(), "EINVAL");
        refuse(!filter.sources().contains(source), "EADDRNOTAVAIL");
        return filter.without(source);
    }

    private void change(Wanted wanted, UnaryOperator<Filter> change) {
        speak(wanted);
        Wish wish = wish(wanted);
        Filter own = wishes.getOrDefault(wish, Filter.NOTHING);
        refuse(own.isNothing() && wish.places().stream().anyMatch(held().keySet()::contains), ANOTHER);
        Filter after = change.apply(own);
        if (after.isNothing()) {
            wishes.remove(wish);
        } else {
            wishes.put(wish, after);
        }
    }

    private void set(List<Wanted> all) {
        wishes = new HashMap<>();
        for (Wanted wanted : all) {
            Stream<Filter> others = all.stream()
                    .filter(other -> !other.equals(wanted)
                            && wish(other).places().stream()
                                    .anyMatch(wish(wanted).places()::contains))
                    .map(Wanted::filter);
            others.forEach(other -> sum(other, wanted.filter(), "EINVAL or EADDRINUSE"));
            wishes.merge(wish(wanted), wanted.filter(), Filter::or);
        }
        all.forEach(this::speak);
    }

    private void speak(Wanted wanted) {
        refuse(!ipv6 && wanted.group().getAddress().length > 4, "ENOPROTOOPT");
    }

    private static void refuse(boolean condition, String errno) {
        if (condition) {
            throw new Refused(errno);
        }
    }

    private static Wish wish(Wanted wanted) {
        return new Wish(wanted.group(), wanted.target().indexes());
    }
}
