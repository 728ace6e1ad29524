package io.multicast.netty.internal.membership.kernel;

import static io.multicast.netty.testing.Ip.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.internal.jna.LibcCalls;
import io.multicast.netty.internal.membership.SourceFilter;
import io.multicast.netty.internal.option.Errno;
import io.multicast.netty.internal.option.MembershipCall;
import io.multicast.netty.internal.option.SocketOptions;
import io.multicast.netty.internal.option.SystemTable;
import io.multicast.netty.internal.platform.Tables;
import io.multicast.netty.testing.Ip;
import io.multicast.netty.testing.Property;
import io.multicast.netty.testing.UdpSocket;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The model of Linux answers as the kernel does: random calls on two sockets while interfaces and routes change. */
class LinuxKernelTest {
    private static final List<InetAddress> GROUPS =
            List.of(ip("239.1.1.1"), ip("239.1.1.2"), ip("ff05::1:1"), ip("ff05::1:2"));
    private static final List<InetAddress> SOURCES4 =
            List.of(ip("10.1.1.1"), ip("10.1.1.2"), ip("10.1.1.3"), ip("10.1.1.4"));
    private static final List<InetAddress> SOURCES6 = List.of(ip("fd01::1"), ip("fd01::2"), ip("fd01::3"));
    private static final List<Integer> INDEXES = List.of(0, 11, 12, 13, 14);
    private static final List<Integer> OFTEN = List.of(0, 0, 11, 11, 11, 11, 11, 12, 12, 13);
    private static final List<MembershipCall> CALLS = Stream.concat(
                    Stream.of(MembershipCall.values()),
                    Stream.of(
                            MembershipCall.JOIN_GROUP,
                            MembershipCall.JOIN_GROUP,
                            MembershipCall.JOIN_SOURCE_GROUP,
                            MembershipCall.SET_FILTER))
            .toList();
    private static final int MAX_GROUPS = 3;
    private static final int MAX_SOURCES = 2;
    private static final int SOCKETS = 2;
    private static final SystemTable LINUX = Tables.LINUX_64_LITTLE.table();
    private static final Map<String, Integer> ANSWERS = new TreeMap<>();

    private static RealHost host;
    private static SocketOptions options;

    @BeforeAll
    static void open() {
        host = new RealHost(MAX_GROUPS, MAX_SOURCES);
        options = new SocketOptions(LINUX, LibcCalls.bind());
    }

    @AfterAll
    static void close() {
        if (host != null) {
            host.close();
        }
    }

    /** Calls on a socket, or something that happens to the host. */
    private sealed interface Step {}

    private record Call(int socket, MembershipCall call, int index, InetAddress group, InetAddress source)
            implements Step {}

    private record Filter(int socket, int index, InetAddress group, SourceFilter filter) implements Step {}

    private record Change(HostChange change) implements Step {}

    private static List<Step> steps(RandomGenerator random) {
        List<InetAddress> groups = List.of(one(random, GROUPS), one(random, GROUPS)); // few: that leads deeper
        Stream<Step> routes = Stream.of(HostChange.Kind.ROUTE4, HostChange.Kind.ROUTE6)
                .map(kind -> new Change(new HostChange(kind, one(random, HostChange.NAMES), 0)));
        return Stream.concat(routes, Stream.generate(() -> step(random, groups)).limit(4 + random.nextInt(28)))
                .toList();
    }

    private static Step step(RandomGenerator random, List<InetAddress> groups) {
        if (random.nextInt(5) == 0) {
            return new Change(HostChange.random(random));
        }
        int socket = random.nextInt(4) == 0 ? 1 : 0;
        int index = one(random, OFTEN);
        InetAddress group = one(random, groups);
        List<InetAddress> sources = Ip.isIpv6(group) ? SOURCES6 : SOURCES4;
        MembershipCall call = one(random, CALLS);
        return call == MembershipCall.SET_FILTER
                ? new Filter(socket, index, group, filter(random, sources))
                : new Call(socket, call, index, group, one(random, sources));
    }

    private static SourceFilter filter(RandomGenerator random, List<InetAddress> sources) {
        List<InetAddress> list = sources.subList(0, random.nextInt(sources.size() + 1));
        return random.nextBoolean() ? SourceFilter.include(list) : SourceFilter.exclude(list);
    }

    private static <E> E one(RandomGenerator random, List<E> of) {
        return of.get(random.nextInt(of.size()));
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void answersAsTheKernelDoes() {
        Property.forAll(LinuxKernelTest::steps, Property::shorter).holds(3000, LinuxKernelTest::check);
        System.out.println("answers: " + ANSWERS);
    }

    private static void check(List<Step> steps) {
        host.reset();
        List<LinuxSocket> models = new ArrayList<>();
        List<UdpSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < SOCKETS; i++) {
                models.add(new LinuxSocket(host.model(), LINUX.errnos(), MAX_GROUPS, MAX_SOURCES));
                sockets.add(UdpSocket.in(host.namespace()));
            }
            for (Step step : steps) {
                take(step, models, sockets);
            }
        } finally {
            sockets.forEach(UdpSocket::close);
            models.forEach(LinuxSocket::close);
        }
        assertThat(host.users(Set.copyOf(GROUPS)))
                .as("after the end")
                .isEqualTo(host.model().users());
    }

    private static void take(Step step, List<LinuxSocket> models, List<UdpSocket> sockets) {
        if (step instanceof Change change) {
            host.happen(change.change);
            return;
        }
        int socket;
        int modelled;
        int real;
        if (step instanceof Filter filter) {
            socket = filter.socket;
            modelled = models.get(socket).setFilter(filter.index, filter.group, filter.filter);
            real = options.filter(
                    sockets.get(socket).fd(),
                    filter.index,
                    filter.group,
                    filter.filter.including(),
                    filter.filter.sources());
        } else {
            Call call = (Call) step;
            socket = call.socket;
            modelled = models.get(socket).call(call.call, call.index, call.group, call.source);
            real = call(sockets.get(socket).fd(), call);
        }
        ANSWERS.merge(step.getClass().getSimpleName() + " " + name(real), 1, Integer::sum);
        assertThat(name(modelled)).as("the model's answer to " + step).isEqualTo(name(real));
        compare(models.get(socket), sockets.get(socket).fd(), step);
    }

    private static int call(int fd, Call call) {
        boolean whole = call.call == MembershipCall.JOIN_GROUP || call.call == MembershipCall.LEAVE_GROUP;
        return whole
                ? options.group(fd, call.call, call.index, call.group)
                : options.source(fd, call.call, call.index, call.group, call.source);
    }

    private static String name(int errno) {
        return errno == 0 ? "ok" : LINUX.errnos().name(errno);
    }

    private static void compare(LinuxSocket model, int fd, Step step) {
        for (InetAddress group : GROUPS) {
            for (int index : INDEXES) {
                assertThat(model.held(index, group))
                        .as("what the model holds of %s on %d after %s", group, index, step)
                        .isEqualTo(held(fd, index, group));
            }
        }
        assertThat(host.model().users()).as("users after " + step).isEqualTo(host.users(Set.copyOf(GROUPS)));
    }

    private static SourceFilter held(int fd, int index, InetAddress group) {
        int errno = options.getFilter(fd, index, group, 8);
        if (errno != 0) {
            assertThat(LINUX.errnos().errno(errno)).isIn(Errno.EADDRNOTAVAIL, Errno.ENODEV);
            return null;
        }
        Set<InetAddress> sources = new HashSet<>(options.filterSources());
        return options.filterIsIncluding() ? SourceFilter.include(sources) : SourceFilter.exclude(sources);
    }
}
