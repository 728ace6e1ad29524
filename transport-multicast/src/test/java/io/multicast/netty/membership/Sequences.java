package io.multicast.netty.membership;

import static io.multicast.netty.testing.Ip.ip;

import io.multicast.netty.membership.Step.Operation;
import io.multicast.netty.testing.Ip;
import io.multicast.netty.testing.Transport;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Random sequences of steps: 2 interfaces, 3 groups and 3 sources of each family. */
final class Sequences {
    static final List<InetAddress> GROUPS = List.of(
            ip("239.1.1.1"), ip("239.1.1.2"), ip("239.1.1.3"), ip("ff05::1:1"), ip("ff02::1:2"), ip("ff08::1:3"));
    private static final List<InetAddress> SOURCES4 = List.of(ip("10.1.1.1"), ip("10.1.1.2"), ip("192.0.2.3"));
    private static final List<InetAddress> SOURCES6 = List.of(ip("fd01::1"), ip("fd01::2"), ip("fe80::3"));
    private static final int LONGEST = 24;

    private Sequences() {}

    /** A socket of this transport and family, used from its event loop or from another thread, and what is done to it. */
    record Sequence(Transport transport, boolean ipv6, boolean onLoop, List<Step> steps) {}

    static Arbitrary<Sequence> all() {
        Arbitrary<Boolean> mostly = Arbitraries.frequency(Tuple.of(5, true), Tuple.of(1, false));
        return Combinators.combine(
                        Arbitraries.of(Transport.available()), mostly, Arbitraries.of(false, true), sequences())
                .as(Sequence::new);
    }

    /** Few groups in one sequence: that leads deeper than all of them. */
    private static Arbitrary<List<Step>> sequences() {
        return Arbitraries.of(GROUPS)
                .set()
                .ofMinSize(1)
                .ofMaxSize(3)
                .flatMap(groups -> steps(groups).list().ofMinSize(1).ofMaxSize(LONGEST));
    }

    private static Arbitrary<Step> steps(Set<InetAddress> groups) {
        return Arbitraries.frequencyOf(
                Tuple.of(40, step(Operation.JOIN, wanted(groups))),
                Tuple.of(20, step(Operation.LEAVE, wanted(groups))),
                Tuple.of(25, step(Operation.BLOCK, named(groups))),
                Tuple.of(20, step(Operation.UNBLOCK, named(groups))),
                Tuple.of(12, wanted(groups).list().ofMaxSize(4).map(list -> new Step(Operation.SET, list))),
                Tuple.of(1, Arbitraries.just(new Step(Operation.CLOSE, List.of()))));
    }

    private static Arbitrary<Step> step(Operation operation, Arbitrary<Wanted> wanted) {
        return wanted.map(one -> new Step(operation, List.of(one)));
    }

    private static Arbitrary<Wanted> wanted(Set<InetAddress> groups) {
        return Combinators.combine(group(groups), Arbitraries.of(Target.class), Arbitraries.of(Wanted.Kind.class))
                .flatAs((group, target, kind) -> sources(group)
                        .map(sources ->
                                new Wanted(group, target, kind, kind == Wanted.Kind.ANY ? List.of() : sources)));
    }

    /** With one source, for block and unblock; the membership's own filter means nothing to these. */
    private static Arbitrary<Wanted> named(Set<InetAddress> groups) {
        return Combinators.combine(group(groups), Arbitraries.of(Target.class))
                .flatAs((group, target) -> sources(group)
                        .map(sources -> new Wanted(group, target, Wanted.Kind.EXCEPT, sources.subList(0, 1))));
    }

    private static Arbitrary<InetAddress> group(Set<InetAddress> groups) {
        return Arbitraries.of(groups.stream()
                .sorted((a, b) -> a.toString().compareTo(b.toString()))
                .toList());
    }

    private static Arbitrary<List<InetAddress>> sources(InetAddress group) {
        return Arbitraries.of(Ip.isIpv6(group) ? SOURCES6 : SOURCES4)
                .list()
                .uniqueElements()
                .ofMinSize(1)
                .ofMaxSize(3);
    }
}
