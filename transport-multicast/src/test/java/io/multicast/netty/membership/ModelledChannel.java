package io.multicast.netty.membership;

import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.Membership;
import io.multicast.netty.Multicast;
import io.multicast.netty.MulticastException;
import io.multicast.netty.membership.MembershipModel.Place;
import io.multicast.netty.testing.Eventually;
import io.multicast.netty.testing.Kernel;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A channel and its model, compared after each step with each other and with the kernel's tables. */
final class ModelledChannel {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Multicast multicast;
    private final MembershipModel model;
    private final Kernel kernel;
    private final boolean onLoop;

    ModelledChannel(Multicast multicast, MembershipModel model, Kernel kernel, boolean onLoop) {
        this.multicast = multicast;
        this.model = model;
        this.kernel = kernel;
        this.onLoop = onLoop;
    }

    /** Runs the step and gives its outcome. */
    String take(Step step) throws Exception {
        Set<String> expected = model.take(step);
        Future<?> future = onLoop
                ? multicast
                        .channel()
                        .eventLoop()
                        .submit(() -> step.run(multicast))
                        .get(10, TimeUnit.SECONDS)
                : step.run(multicast);
        assertThat(future.await(10, TimeUnit.SECONDS))
                .as("the future completes")
                .isTrue();
        String outcome = outcome(future.cause());
        assertThat(expected).as("the outcome, " + future.cause()).contains(outcome);
        compare();
        return outcome;
    }

    private static String outcome(Throwable cause) {
        if (cause == null) {
            return MembershipModel.OK;
        }
        MulticastException exception = (MulticastException) cause;
        if (exception.hint().contains("the channel is closed")) {
            return MembershipModel.CLOSED;
        }
        return exception.hint().contains("by way of") ? MembershipModel.ANOTHER : exception.errnoName();
    }

    private void compare() throws Exception {
        assertThat(applied(multicast.memberships())).as("memberships()").isEqualTo(model.held());
        if (model.isOpen()) {
            assertThat(multicast.diagnose().get(10, TimeUnit.SECONDS))
                    .as("diagnose()")
                    .isEmpty();
            compareWithKernel();
        } else { // a closed NIO socket goes when the selector has let go of it
            Eventually.await(
                    LIMIT,
                    () -> {
                        compareWithKernel();
                        return true;
                    },
                    () -> "the closed socket is still a member");
        }
    }

    private static Map<Place, Filter> applied(Set<Membership> memberships) {
        Map<Place, Filter> applied = new HashMap<>();
        memberships.forEach(one -> applied.put(
                new Place(one.group(), Target.index(one.networkInterface())),
                Filter.of(one.isSourceSpecific(), one.sources())));
        assertThat(applied).as("one each").hasSameSizeAs(memberships);
        return applied;
    }

    private void compareWithKernel() {
        Map<Place, Integer> users = new HashMap<>();
        model.held().keySet().forEach(place -> users.put(place, 1));
        assertThat(kernelUsers()).as("/proc/net/igmp, igmp6").isEqualTo(users);
        Set<Kernel.Filter> filters = new HashSet<>();
        model.held()
                .forEach(
                        (place, filter) -> filter.sources().forEach(source -> filters.add(row(place, filter, source))));
        assertThat(new HashSet<>(FilterTableOpener.filters(kernel)))
                .as("/proc/net/mcfilter, mcfilter6")
                .isEqualTo(filters);
    }

    private Map<Place, Integer> kernelUsers() {
        Map<Place, Integer> users = new HashMap<>();
        kernel.groups().stream()
                .filter(row -> Sequences.GROUPS.contains(row.address()))
                .forEach(row -> users.put(new Place(row.address(), row.index()), row.users()));
        return users;
    }

    private static Kernel.Filter row(Place place, Filter filter, InetAddress source) {
        return new Kernel.Filter(
                place.index(), place.group(), source, filter.including() ? 1 : 0, filter.including() ? 0 : 1);
    }
}
