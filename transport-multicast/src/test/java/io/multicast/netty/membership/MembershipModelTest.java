package io.multicast.netty.membership;

import io.multicast.netty.Multicast;
import io.multicast.netty.membership.Sequences.Sequence;
import io.multicast.netty.testing.Eventually;
import io.multicast.netty.testing.Kernel;
import io.multicast.netty.testing.Loop;
import io.multicast.netty.testing.Namespace;
import io.multicast.netty.testing.Transport;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Random sequences of joins, leaves, blocks, whole sets and closes: after each step the model, {@code memberships()},
 * {@code diagnose()} and the kernel's tables agree, and the step ends as the model says.
 */
class MembershipModelTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Map<Transport, Loop> LOOPS = new EnumMap<>(Transport.class);
    private static final Map<String, Integer> OUTCOMES = new TreeMap<>();
    private static Namespace namespace;
    private static FilterTableOpener opener;

    @BeforeAll
    static void open() {
        namespace = Namespace.open();
        namespace.ip(
                "link add m0 index 100 type veth peer name p0 index 102",
                "link add m1 index 101 type veth peer name p1 index 103",
                "link set m0 up",
                "link set m1 up",
                "link set p0 up",
                "link set p1 up");
        opener = FilterTableOpener.in(namespace);
        Transport.available().forEach(transport -> LOOPS.put(transport, Loop.in(namespace, transport)));
    }

    @AfterAll
    static void close() throws IOException {
        LOOPS.values().forEach(Loop::close);
        LOOPS.clear();
        if (opener != null) {
            opener.close();
        }
        if (namespace != null) {
            namespace.close();
        }
        System.out.println("outcomes of the steps: " + OUTCOMES);
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void agreesWithTheKernel() {
        Sequences.all().holds(2000, MembershipModelTest::check);
    }

    private static void check(Sequence sequence) throws Exception {
        Loop loop = LOOPS.get(sequence.transport());
        Channel channel = bind(loop, sequence.ipv6());
        List<Step> done = new ArrayList<>();
        try {
            MembershipModel model = new MembershipModel(sequence.ipv6());
            ModelledChannel modelled =
                    new ModelledChannel(Multicast.of(channel), model, loop.kernel(), sequence.onLoop());
            for (Step step : sequence.steps()) {
                done.add(step);
                OUTCOMES.merge(step.operation() + " " + modelled.take(step), 1, Integer::sum);
            }
        } catch (AssertionError e) {
            throw new AssertionError(
                    sequence.transport() + " after " + done + ": " + e.getMessage() + namespace.evidence(), e);
        } finally {
            channel.close().sync();
        }
        Eventually.await(LIMIT, () -> isClean(loop.kernel()), namespace::evidence);
    }

    /** A closed NIO socket goes when the selector has let go of it. */
    private static boolean isClean(Kernel kernel) {
        return kernel.groups().stream().noneMatch(row -> Sequences.GROUPS.contains(row.address()));
    }

    private static Channel bind(Loop loop, boolean ipv6) throws InterruptedException {
        Bootstrap bootstrap = loop.bootstrap(
                ipv6 ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET, new ChannelInboundHandlerAdapter());
        return loop.bind(bootstrap, 0);
    }
}
