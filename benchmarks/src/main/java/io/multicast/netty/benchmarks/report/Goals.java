package io.multicast.netty.benchmarks.report;

import io.multicast.netty.benchmarks.report.Results.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** What the add-on is to reach, beside what it reaches. */
final class Goals {
    private static final String CALL = "native call alone";
    private static final String CALLS = "native calls alone";
    private static final String API = "Multicast, on the event loop";
    private static final String FIRST = "join + leave, 0 held";
    private static final String MANY = "join + leave, 1000 held";
    private static final String OURS = "ours, info";
    private static final double SET = Runtime.version().feature() < 22 ? 1.8 : 1.6;

    /** A figure with two decimals is compared as it is shown. */
    private record Goal(String text, double limit, String unit, Function<Results, Optional<Double>> figure) {
        boolean isRatio() {
            return unit.startsWith("times");
        }

        boolean isAtLeast() {
            return unit.endsWith("or more");
        }

        String row(double reached) {
            String figure = show(reached);
            double shown = isRatio() ? Double.parseDouble(figure) : reached;
            boolean met = isAtLeast() ? shown >= limit : shown <= limit;
            return String.join(" | ", "| " + text, show(limit) + " " + unit, figure, met ? "met |" : "**not met** |");
        }

        private String show(double value) {
            return isRatio() ? String.format(Locale.ROOT, "%.2f", value) : Figures.digits(value);
        }
    }

    private Goals() {}

    /** A table of all that were measured. */
    static String table(Results results) {
        StringBuilder out = new StringBuilder("| | goal | reached | |\n|---|---|---|---|\n");
        for (Goal goal : all()) {
            goal.figure()
                    .apply(results)
                    .ifPresent(reached -> out.append(goal.row(reached)).append('\n'));
        }
        return out.toString();
    }

    private static List<Goal> all() {
        List<Goal> goals = new ArrayList<>();
        goals.add(new Goal("set an option, native call", SET, "times C", ratio("option", "set", CALL, "C")));
        goals.add(new Goal("set an option, `Multicast.set`", SET, "times C", ratio("option", "set", API, "C")));
        goals.add(new Goal("the same, allocated", 0, "bytes", bytes("option", "set", API, 1)));
        goals.add(new Goal("set that fails, native call", 3, "times a good one", failing(CALL)));
        goals.add(new Goal("set that fails, `Multicast.set`, exception", 3, "times a good one", failing(API)));
        goals.add(new Goal("join + leave, native calls", 1.25, "times C", ratio("membership", FIRST, CALLS, "C")));
        goals.add(new Goal("join + leave, `Multicast`", 1.25, "times C", ratio("membership", FIRST, API, "C")));
        goals.add(new Goal("beside 1,000, native calls", 1.05, "times C", ratio("membership", MANY, CALLS, "C")));
        goals.add(new Goal("beside 1,000, `Multicast`", 1.05, "times C", ratio("membership", MANY, API, "C")));
        goals.add(new Goal("a join or leave, native call", 48, "bytes", bytes("membership", FIRST, CALLS, 2)));
        goals.add(new Goal("a join or leave, `Multicast`", 96, "bytes", bytes("membership", FIRST, API, 2)));
        goals.add(new Goal(
                "500 channels closed by `Multicast.closeAll`",
                0.05,
                "times oldest first",
                ratio("closing", "500 sockets of 20 groups", "Multicast.closeAll", "channels, oldest first")));
        goals.add(new Goal("cold start beside plain Netty epoll", 30, "ms more", over("Netty epoll")));
        goals.add(new Goal("cold start beside plain Netty NIO", 70, "ms more", over("Netty NIO")));
        for (String transport : List.of("Netty epoll", "Netty NIO")) {
            goals.add(new Goal(
                    "a datagram once started, " + transport,
                    1,
                    "times plain",
                    ratio("handler", transport, "with MulticastInitializer", "plain channel")));
        }
        for (int size : new int[] {64, 1200}) {
            addPackets(goals, size);
        }
        addFollowing(goals);
        return goals;
    }

    private static void addPackets(List<Goal> goals, int size) {
        String drain = "receiving, queue drained, " + size + " bytes";
        String what = "receive " + size + " bytes, with info";
        goals.add(new Goal(what, 1.12, "times C recvmmsg", packets(drain, OURS, "C recvmmsg, info")));
        goals.add(new Goal(what, 1, "times Netty epoll at its best", packets(drain, OURS, "epoll, best (no info)")));
        goals.add(new Goal(what, 0.75, "times Netty NIO", packets(drain, OURS, "NIO, default")));
        goals.add(new Goal(what, 0.6, "times Netty epoll", packets(drain, OURS, "epoll, default")));
        goals.add(new Goal(
                what + ", flooded",
                0.85,
                "times C's packets/s or more",
                flood("receiving under flood, " + size + " bytes")));
        goals.add(new Goal(
                "send " + size + " bytes",
                1.1,
                "times C sendmmsg",
                packets("sending, flushed every 32, " + size + " bytes", "ours", "C sendmmsg")));
        goals.add(new Goal(
                "send " + size + " bytes, a run that the kernel cuts",
                1,
                "times Netty epoll",
                packets("sending, runs of 32 x " + size + " bytes cut by the kernel", "ours", "epoll")));
        goals.add(new Goal(
                what + ", allocated",
                1,
                "times Netty epoll",
                results -> results.ratio(new Series("packet", drain, OURS, "bytes"), "epoll, default")
                        .map(Spread::median)));
    }

    private static void addFollowing(List<Goal> goals) {
        String changes = "1,200 address changes, 1,000 channels";
        String appear = "500 interfaces appear, a limit of 20";
        String many = "10,000 memberships on 5 channels: longest pause of the loop";
        String anew = "an interface is made anew, with ";
        String again = "until 4 groups are joined again";
        goals.add(new Goal(
                changes + ": loop free",
                1000,
                "ms after the last",
                following(changes, "loop free after the last", "ms")));
        goals.add(new Goal(
                appear + ": FAILED for a place",
                1,
                "events",
                following(appear, "FAILED for a place, at most", "events")));
        goals.add(new Goal(
                appear + ": pause of the loop", 50, "ms", following(appear, "longest pause of the loop", "ms")));
        goals.add(new Goal(
                appear + ": `ip -batch`",
                1.1,
                "times the same with nobody that follows",
                results -> results.ratio(
                                new Series("following", appear, "ip -batch, a channel follows", "ms"),
                                "ip -batch, nobody follows")
                        .map(Spread::median)));
        goals.add(new Goal(
                "10,000 memberships, an unrelated change: pause",
                5,
                "ms",
                following(many, "an address of another interface", "ms")));
        goals.add(new Goal(
                "1,400 interfaces, churn: for one that stays",
                0,
                "events",
                following("1,400 interfaces, others come and go", "events of the one that stays", "events")));
        for (String index : List.of("the same", "another")) {
            goals.add(new Goal(
                    "joined again, " + index + " index", 5, "ms", following(anew + index + " index", again, "ms")));
        }
        goals.add(new Goal(
                "4,000 sources changed", 10, "ms", following("4,000 sources of a group", "changed to others", "ms")));
    }

    private static Function<Results, Optional<Double>> following(String kase, String what, String metric) {
        return results ->
                results.spread(new Series("following", kase, what, metric)).map(Spread::median);
    }

    private static Function<Results, Optional<Double>> ratio(String suite, String kase, String contender, String base) {
        return results ->
                results.ratio(new Series(suite, kase, contender, "ns"), base).map(Spread::median);
    }

    private static Function<Results, Optional<Double>> packets(String kase, String contender, String base) {
        return ratio("packet", kase, contender, base);
    }

    private static Function<Results, Optional<Double>> flood(String kase) {
        return results -> results.ratio(new Series("packet", kase, OURS, "packets/s"), "C recvmmsg, info")
                .map(Spread::median);
    }

    private static Function<Results, Optional<Double>> bytes(String suite, String kase, String contender, int calls) {
        return results ->
                results.spread(new Series(suite, kase, contender, "bytes")).map(spread -> spread.median() / calls);
    }

    private static Function<Results, Optional<Double>> failing(String contender) {
        return results -> results.spread(new Series("option", "fail", contender, "ns"))
                .flatMap(fail -> results.spread(new Series("option", "set", contender, "ns"))
                        .map(good -> fail.median() / good.median()));
    }

    private static Function<Results, Optional<Double>> over(String transport) {
        Series ours =
                new Series("start", "main() to option, without AppCDS", transport + ", initializer built first", "ms");
        return results -> results.difference(ours, transport).map(Spread::median);
    }
}
