package io.multicast.netty.benchmarks.packet;

import java.util.Locale;
import java.util.function.Predicate;

/**
 * Datagrams received and sent by C, by our channel and by Netty's, interleaved in one run, sender and receiver each on its own
 * core. Linux, root, gcc. Arguments: what ({@code drain}, {@code flood}, {@code send}), rounds, a pattern of routes.
 */
public final class PacketBenchmark {
    private PacketBenchmark() {}

    /**
     * Runs it.
     *
     * @param arguments what, rounds, pattern
     */
    public static void main(String[] arguments) throws Exception {
        String what = arguments.length > 0 ? arguments[0] : "drain";
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 100;
        String pattern = arguments.length > 2 ? arguments[2] : ".*";
        System.out.printf(
                Locale.ROOT,
                "%s %s, %s rounds%n",
                System.getProperty("java.vm.name"),
                System.getProperty("java.version"),
                rounds);
        int exit = 1;
        try (Link link = new Link()) {
            run(link, what, rounds, name -> name.matches(pattern));
            exit = 0;
        } catch (Exception e) {
            System.getLogger(PacketBenchmark.class.getName()).log(System.Logger.Level.ERROR, what, e);
        }
        System.exit(exit); // event loops would go on
    }

    private static void run(Link link, String what, int rounds, Predicate<String> wanted) throws Exception {
        PacketRounds benchmark = switch (what) {
            case "drain" -> new DrainBenchmark(link, wanted);
            case "flood" -> new FloodBenchmark(link, wanted);
            case "send" -> new SendBenchmark(link, wanted);
            default -> throw new IllegalArgumentException(what);
        };
        for (int size : new int[] {64, 1200}) {
            benchmark.run(size, rounds / 2, rounds);
        }
    }
}
