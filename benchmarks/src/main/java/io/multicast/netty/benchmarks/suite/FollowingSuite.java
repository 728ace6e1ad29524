package io.multicast.netty.benchmarks.suite;

import io.multicast.netty.benchmarks.following.Following;
import io.netty.channel.epoll.Epoll;

/** Runs {@link Following}. */
final class FollowingSuite implements Suite {
    @Override
    public void run(Plan plan, Samples samples) throws Exception {
        if (plan.isolated() && Epoll.isAvailable()) {
            Following.measure(plan.networkInterface(), plan.quick(), samples::add);
        } else {
            samples.skip("all", "needs a network namespace of its own, and epoll");
        }
    }
}
