package io.multicast.netty.benchmarks.report;

import io.multicast.netty.benchmarks.report.Results.Series;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** What the add-on is to reach, beside what it reaches. */
final class Goals {
    private record Goal(String text, double limit, Function<Results, Optional<Double>> figure, String unit) {}

    private static final String CALL = "native call alone";
    private static final String API = "Multicast, on the event loop";
    private static final String PAIR = "join + leave, %d held";
    private static final boolean OLD = Runtime.version().feature() < 22;

    private static final List<Goal> ALL = List.of(
            new Goal("one option set, native call", OLD ? 1.8 : 1.6, ratio("option", "set", CALL, "C"), "x C"),
            new Goal("one option set, `Multicast.set`", OLD ? 1.8 : 1.6, ratio("option", "set", API, "C"), "x C"),
            new Goal("the same, allocated", 0, bytes("option", "set", API, 1), "bytes"),
            new Goal("a failing set, native call", 3, failing(CALL), "x a good one"),
            new Goal("a failing set, `Multicast.set` and its exception", 3, failing(API), "x a good one"),
            new Goal(
                    "join + leave, first one, native calls",
                    1.25,
                    ratio("membership", PAIR.formatted(0), "native calls alone", "C"),
                    "x C"),
            new Goal(
                    "join + leave, first one, `Multicast`",
                    1.25,
                    ratio("membership", PAIR.formatted(0), API, "C"),
                    "x C"),
            new Goal(
                    "join + leave beside 1,000, `Multicast`",
                    1.05,
                    ratio("membership", PAIR.formatted(1000), API, "C"),
                    "x C"),
            new Goal(
                    "join or leave, native call, allocated",
                    48,
                    bytes("membership", PAIR.formatted(0), "native calls alone", 2),
                    "bytes"),
            new Goal(
                    "join or leave, `Multicast` with its books, allocated",
                    48,
                    bytes("membership", PAIR.formatted(0), API, 2),
                    "bytes"),
            new Goal(
                    "500 channels closed by `Multicast.closeAll`",
                    0.05,
                    ratio("closing", "500 sockets of 20 groups", "Multicast.closeAll", "channels, oldest first"),
                    "x oldest first"),
            new Goal("cold start over plain Netty epoll", 30, over("Netty epoll"), "ms"),
            new Goal("cold start over plain Netty NIO", 70, over("Netty NIO"), "ms"),
            new Goal(
                    "a datagram after start-up, epoll",
                    1.005,
                    ratio("handler", "Netty epoll", "with MulticastInitializer", "plain channel"),
                    "x the plain channel"),
            new Goal(
                    "a datagram after start-up, NIO",
                    1.005,
                    ratio("handler", "Netty NIO", "with MulticastInitializer", "plain channel"),
                    "x the plain channel"));

    private Goals() {}

    /** A table of all that were measured. */
    static String table(Results results) {
        StringBuilder out = new StringBuilder("| goal | at most | reached | |\n|---|---|---|---|\n");
        for (Goal goal : ALL) {
            goal.figure()
                    .apply(results)
                    .ifPresent(figure -> out.append(String.format(
                            Locale.ROOT,
                            "| %s | %s %s | %s | %s |%n",
                            goal.text(),
                            limit(goal.limit()),
                            goal.unit(),
                            reached(figure, goal.unit()),
                            figure <= goal.limit() ? "met" : "**not met**")));
        }
        return out.toString();
    }

    private static String limit(double limit) {
        return limit == 1.005 ? "1.00" : limit == Math.rint(limit) ? String.valueOf((int) limit) : limit + "";
    }

    private static String reached(double figure, String unit) {
        return unit.startsWith("x") ? String.format(Locale.ROOT, "%.2f", figure) : Figures.digits(figure);
    }

    private static Function<Results, Optional<Double>> ratio(String suite, String kase, String contender, String base) {
        return results ->
                results.ratio(new Series(suite, kase, contender, "ns"), base).map(Spread::median);
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
        return results -> results.difference(
                        new Series(
                                "start",
                                "main() to option, without AppCDS",
                                transport + ", initializer built first",
                                "ms"),
                        transport)
                .map(Spread::median);
    }
}
