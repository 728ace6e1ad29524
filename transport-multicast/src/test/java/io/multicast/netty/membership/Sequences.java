package io.multicast.netty.membership;

import static io.multicast.netty.testing.Ip.ip;

import io.multicast.netty.membership.Step.Operation;
import io.multicast.netty.testing.Ip;
import io.multicast.netty.testing.Property;
import io.multicast.netty.testing.Transport;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Random sequences of steps: 2 interfaces, 3 groups and 3 sources of each family. */
final class Sequences {
    static final List<InetAddress> GROUPS = List.of(
            ip("239.1.1.1"), ip("239.1.1.2"), ip("239.1.1.3"), ip("ff05::1:1"), ip("ff02::1:2"), ip("ff08::1:3"));
    private static final List<InetAddress> SOURCES4 = List.of(ip("10.1.1.1"), ip("10.1.1.2"), ip("192.0.2.3"));
    private static final List<InetAddress> SOURCES6 = List.of(ip("fd01::1"), ip("fd01::2"), ip("fe80::3"));
    private static final int LONGEST = 24;

    private final RandomGenerator random;
    private final List<InetAddress> groups;

    private Sequences(RandomGenerator random) {
        this.random = random;
        groups = some(GROUPS, 3); // few in one sequence: that leads deeper than all of them
    }

    /** A socket of this transport and family, used from its event loop or from another thread, and what is done to it. */
    record Sequence(Transport transport, boolean ipv6, boolean onLoop, List<Step> steps) {}

    static Property<Sequence> all() {
        return Property.forAll(
                random -> new Sequence(
                        one(random, Transport.available()),
                        random.nextInt(6) > 0,
                        random.nextBoolean(),
                        new Sequences(random).steps()),
                Sequences::simpler);
    }

    private static Stream<Sequence> simpler(Sequence of) {
        return Property.shorter(of.steps).map(steps -> new Sequence(of.transport, of.ipv6, of.onLoop, steps));
    }

    private List<Step> steps() {
        return list(1 + random.nextInt(LONGEST), this::step);
    }

    private Step step() {
        int at = random.nextInt(118);
        if (at < 40) {
            return new Step(Operation.JOIN, List.of(wanted()));
        } else if (at < 60) {
            return new Step(Operation.LEAVE, List.of(wanted()));
        } else if (at < 85) {
            return new Step(Operation.BLOCK, List.of(named()));
        } else if (at < 105) {
            return new Step(Operation.UNBLOCK, List.of(named()));
        } else if (at < 117) {
            return new Step(Operation.SET, list(random.nextInt(5), this::wanted));
        }
        return new Step(Operation.CLOSE, List.of());
    }

    private Wanted wanted() {
        InetAddress group = one(random, groups);
        Wanted.Kind kind = one(random, List.of(Wanted.Kind.values()));
        return new Wanted(group, target(), kind, kind == Wanted.Kind.ANY ? List.of() : some(sources(group), 3));
    }

    /** With one source, for block and unblock; the membership's own filter means nothing to these. */
    private Wanted named() {
        InetAddress group = one(random, groups);
        return new Wanted(group, target(), Wanted.Kind.EXCEPT, List.of(one(random, sources(group))));
    }

    private Target target() {
        return one(random, List.of(Target.values()));
    }

    private static List<InetAddress> sources(InetAddress group) {
        return Ip.isIpv6(group) ? SOURCES6 : SOURCES4;
    }

    private <E> List<E> some(List<E> of, int most) {
        List<E> left = new ArrayList<>(of);
        return list(1 + random.nextInt(most), () -> left.remove(random.nextInt(left.size())));
    }

    private static <E> List<E> list(int size, Supplier<E> elements) {
        return Stream.generate(elements).limit(size).toList();
    }

    private static <E> E one(RandomGenerator random, List<E> of) {
        return of.get(random.nextInt(of.size()));
    }
}
