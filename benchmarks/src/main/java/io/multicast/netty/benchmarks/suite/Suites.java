package io.multicast.netty.benchmarks.suite;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** All suites, by name, in the order of the report. */
public final class Suites {
    private static final Map<String, Supplier<Suite>> ALL = new LinkedHashMap<>();

    static {
        ALL.put("option", OptionSuite::new);
        ALL.put("membership", MembershipSuite::new);
        ALL.put("closing", ClosingSuite::new);
        ALL.put("start", ColdStartSuite::new);
        ALL.put("handler", HandlerSuite::new);
        ALL.put("packet", PacketSuite::new);
        ALL.put("batch", BatchSuite::new);
        ALL.put("recovery", RecoverySuite::new);
        ALL.put("following", FollowingSuite::new);
    }

    private Suites() {}

    /** The names. */
    public static List<String> names() {
        return List.copyOf(ALL.keySet());
    }

    /**
     * Runs one.
     *
     * @param arguments its name; {@code --quick}; {@code --isolated} when this process has a network namespace of its
     *     own, with raised limits; {@code --interface NAME}
     */
    public static void main(List<String> arguments) throws Exception {
        String name = arguments.isEmpty() ? "" : arguments.get(0);
        Supplier<Suite> suite = ALL.get(name);
        if (suite == null) {
            throw new IllegalArgumentException("there is no suite " + name + "; there are " + names());
        }
        int at = arguments.indexOf("--interface");
        Plan plan = new Plan(
                arguments.contains("--quick"), at < 0 ? "lo" : arguments.get(at + 1), arguments.contains("--isolated"));
        PrintStream out = System.out;
        suite.get().run(plan, new Samples(name, out));
        out.flush();
        System.exit(0); // whatever threads there are
    }
}
