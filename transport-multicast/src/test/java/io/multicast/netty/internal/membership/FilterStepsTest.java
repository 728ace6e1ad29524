package io.multicast.netty.internal.membership;

import static io.multicast.netty.testing.Ip.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.internal.option.Family;
import io.multicast.netty.internal.option.MembershipCall;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All ways from each filter to each other one over four sources, walked by the rules of RFC 3678 as Linux keeps them. */
class FilterStepsTest {
    private static final List<InetAddress> SOURCES4 =
            List.of(ip("10.0.0.1"), ip("10.0.0.2"), ip("10.0.0.3"), ip("10.0.0.4"));
    private static final List<InetAddress> SOURCES6 =
            List.of(ip("fd00::1"), ip("fd00::2"), ip("fd00::3"), ip("fd00::4"));

    private static List<InetAddress> sources(Family family) {
        return family == Family.IPV4 ? SOURCES4 : SOURCES6;
    }

    /** One that no filter names: the rest of the world. */
    private static InetAddress stranger(Family family) {
        return ip(family == Family.IPV4 ? "10.9.9.9" : "fd99::9");
    }

    private static List<SourceFilter> filters(Family family) {
        List<InetAddress> sources = sources(family);
        return IntStream.range(0, 1 << sources.size())
                .mapToObj(bits -> IntStream.range(0, sources.size())
                        .filter(i -> (bits >> i & 1) != 0)
                        .mapToObj(sources::get)
                        .toList())
                .flatMap(some -> Stream.of(SourceFilter.include(some), SourceFilter.exclude(some)))
                .toList();
    }

    private static boolean accepts(SourceFilter filter, InetAddress source) {
        return filter.including() == filter.sources().contains(source);
    }

    /** What the kernel makes of a call; fails where it would. */
    private static SourceFilter walk(SourceFilter state, FilterStep step) {
        InetAddress source = step.source();
        return switch (step.call()) {
            case JOIN_GROUP -> {
                assertThat(state).isEqualTo(SourceFilter.NONE);
                yield SourceFilter.ANY_SOURCE;
            }
            case LEAVE_GROUP -> {
                assertThat(state.isEmpty()).isFalse();
                yield SourceFilter.NONE;
            }
            case JOIN_SOURCE_GROUP -> {
                assertThat(state.including()).isTrue();
                assertThat(state.sources()).doesNotContain(source);
                yield state.with(source);
            }
            case LEAVE_SOURCE_GROUP -> {
                assertThat(state.including()).isTrue();
                assertThat(state.sources()).contains(source);
                yield state.without(source);
            }
            case BLOCK_SOURCE -> {
                assertThat(state.including()).isFalse();
                assertThat(state.sources()).doesNotContain(source);
                yield state.with(source);
            }
            case UNBLOCK_SOURCE -> {
                assertThat(state.including()).isFalse();
                assertThat(state.sources()).contains(source);
                yield state.without(source);
            }
            case SET_FILTER -> {
                assertThat(state.isEmpty()).as("a member").isFalse();
                assertThat(step.after().isEmpty()).isFalse();
                yield step.after();
            }
        };
    }

    private static List<SourceFilter> states(SourceFilter held, List<FilterStep> steps) {
        List<SourceFilter> states = new ArrayList<>(List.of(held));
        for (FilterStep step : steps) {
            SourceFilter next = walk(states.get(states.size() - 1), step);
            assertThat(step.after()).isEqualTo(next);
            states.add(next);
        }
        return states;
    }

    private interface Way {
        void check(SourceFilter held, SourceFilter wanted, List<FilterStep> steps, List<SourceFilter> states);
    }

    private static void all(Family family, boolean wholeFilter, Way way) {
        for (SourceFilter held : filters(family)) {
            for (SourceFilter wanted : filters(family)) {
                List<FilterStep> steps = FilterSteps.between(held, wanted, family, wholeFilter);
                way.check(held, wanted, steps, states(held, steps));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyWayEndsWhereItShould(boolean wholeFilter) {
        for (Family family : Family.values()) {
            all(family, wholeFilter, (held, wanted, steps, states) -> {
                assertThat(states.get(states.size() - 1)).isEqualTo(wanted);
                assertThat(steps.isEmpty()).isEqualTo(held.equals(wanted));
                if (!wholeFilter) {
                    assertThat(steps).noneMatch(step -> step.call() == MembershipCall.SET_FILTER);
                }
            });
        }
    }

    /** The promise: no moment with a filter that is wrong by both the old and the new. */
    @ParameterizedTest
    @EnumSource
    void noMomentIsWrongWhereTheSystemTakesWholeFilters(Family family) {
        all(family, true, (held, wanted, steps, states) -> assertNeverWrong(held, wanted, states, family));
    }

    /** Without whole filters the promise holds as long as the mode stays, and for a first source-specific join. */
    @ParameterizedTest
    @EnumSource
    void noMomentIsWrongElsewhereWhileTheModeStays(Family family) {
        all(family, false, (held, wanted, steps, states) -> {
            if (held.including() == wanted.including()) {
                assertNeverWrong(held, wanted, states, family);
            }
        });
    }

    private static void assertNeverWrong(
            SourceFilter held, SourceFilter wanted, List<SourceFilter> states, Family family) {
        Stream.concat(sources(family).stream(), Stream.of(stranger(family))).forEach(source -> {
            boolean before = accepts(held, source);
            if (before == accepts(wanted, source)) {
                assertThat(states)
                        .as("%s on the way from %s to %s", source, held, wanted)
                        .allMatch(state -> accepts(state, source) == before);
            }
        });
    }

    /** Where there is no other way the exception is as documented: open only until the sources are blocked. */
    @Test
    void elsewhereANewExcludeMembershipIsOpenAtFirst() {
        SourceFilter wanted = SourceFilter.exclude(SOURCES4.subList(0, 2));
        assertThat(FilterSteps.between(SourceFilter.NONE, wanted, Family.IPV4, false))
                .extracting(FilterStep::call)
                .containsExactly(MembershipCall.JOIN_GROUP, MembershipCall.BLOCK_SOURCE, MembershipCall.BLOCK_SOURCE);
    }

    /** The kernel drops a membership with its last source: the new source must be there before. */
    @Test
    void aMembershipThatStaysIsNeverDropped() {
        for (boolean wholeFilter : new boolean[] {true, false}) {
            all(Family.IPV4, wholeFilter, (held, wanted, steps, states) -> {
                if (!held.isEmpty() && !wanted.isEmpty() && (wholeFilter || held.including() == wanted.including())) {
                    assertThat(states).noneMatch(SourceFilter::isEmpty);
                }
            });
        }
    }

    @Test
    void filtersDoNotChangeWithTheListTheyWereMadeOf() {
        List<InetAddress> list = new ArrayList<>(SOURCES4);
        SourceFilter filter = SourceFilter.include(list);
        list.clear();
        assertThat(filter.sources()).isEqualTo(Set.copyOf(SOURCES4));
        assertThat(filter.with(ip("10.0.0.5")).without(ip("10.0.0.5"))).isEqualTo(filter);
        assertThat(SourceFilter.include(List.of(SOURCES4.get(0), SOURCES4.get(1))))
                .isEqualTo(SourceFilter.include(List.of(SOURCES4.get(1), SOURCES4.get(0))))
                .isNotEqualTo(SourceFilter.exclude(List.of(SOURCES4.get(0), SOURCES4.get(1))));
    }
}
