package io.multicast.netty.examples;

import static io.multicast.netty.examples.TrafficSeries.SENT;

import io.multicast.netty.examples.TrafficPlan.Step;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import java.io.PrintWriter;

/** The second part of the demo: joins, blocks and leaves groups, and counts what then arrives. */
final class TrafficDemo {
    private static final long NETTY_LIMIT_MILLIS = 200;

    private final Table table;
    private final Verdict verdict;

    TrafficDemo(PrintWriter out, Verdict verdict) {
        this.table = new Table(out, 10, 15, 18, 10, 0);
        this.verdict = verdict;
        table.row("transport", "group", "step", "received", "with Netty's own calls");
    }

    void run(Transport transport, EventLoopGroup group, Place place) throws InterruptedException {
        Bootstrap bootstrap =
                new Bootstrap().group(group).channel(transport.channel()).option(ChannelOption.SO_REUSEADDR, true);
        for (TrafficPlan plan : TrafficPlan.all(place)) {
            try (TrafficSeries series = new TrafficSeries(bootstrap, place, plan)) {
                for (Step step : plan.steps()) {
                    run(transport.toString(), Texts.of(plan.group()), series, step);
                }
            }
        }
    }

    private void run(String transport, String group, TrafficSeries series, Step step) throws InterruptedException {
        ChannelFuture change = step.ours().apply(series.ours()).await();
        String complaint = complaint(series, step);
        TrafficSeries.Received received = series.send(step.name(), step.heard());

        String what = transport + " " + group + ", " + step.name() + ": ";
        verdict.check(change.isSuccess(), what + change.cause());
        verdict.check(received.witness() == SENT, what + "only " + received.witness() + " of " + SENT + " delivered");
        int expected = step.heard() ? SENT : 0;
        verdict.check(received.ours() == expected, what + received.ours() + " received, not " + expected);
        table.row(transport, group, step.name(), ofSent(received.ours()), ofSent(received.nettys()) + complaint);
    }

    private static String ofSent(int received) {
        return received + " of " + SENT;
    }

    /** What Netty's own call comes to. Where it fails on epoll, its future never completes. */
    private static String complaint(TrafficSeries series, Step step) throws InterruptedException {
        if (step.nettys() == null) {
            return " (no such call)";
        }
        try {
            ChannelFuture change = step.nettys().apply(series.nettys());
            if (!change.await(NETTY_LIMIT_MILLIS)) {
                return " (no answer)";
            }
            return change.isSuccess() ? "" : " (" + Texts.rootOf(change.cause()) + ")";
        } catch (RuntimeException e) {
            return " (" + Texts.rootOf(e) + ")";
        }
    }
}
