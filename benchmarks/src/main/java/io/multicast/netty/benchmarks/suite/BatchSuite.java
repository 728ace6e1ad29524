package io.multicast.netty.benchmarks.suite;

import io.multicast.netty.benchmarks.suite.Contender.CannotException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Batches of datagrams read and written by C and by Go; another C program is at the other end. */
final class BatchSuite implements Suite {
    private static final int COUNT = 128; // fits the default receive buffer

    @Override
    public void run(Plan plan, Samples samples) throws Exception {
        try (Programs programs = new Programs();
                Peers peers = new Peers(plan, samples)) {
            Path c = programs.c("baseline");
            try (Peer other = new Peer(List.of(c.toString(), plan.networkInterface()))) {
                measure(plan, samples, peers, other);
            }
        } catch (CannotException e) {
            samples.skip("all", String.valueOf(e.getMessage()));
        }
    }

    private static void measure(Plan plan, Samples samples, Peers peers, Peer other) throws Exception {
        Rounds rounds = new Rounds(plan.pick(20, 2), plan.pick(300, 20), COUNT);
        long sink = other.ask("port");
        for (int size : new int[] {64, 1200}) {
            List<Contender> reading = new ArrayList<>();
            List<Contender> writing = new ArrayList<>();
            for (Named named : named(peers)) {
                long port = named.peer.ask("port");
                reading.add(new Ends(named.name, () -> {
                    other.ask("write %d %d %d".formatted(COUNT, port, size));
                    return named.peer.ask("read " + COUNT);
                }));
                writing.add(new Ends(named.name, () -> {
                    long nanos = named.peer.ask("write %d %d %d".formatted(COUNT, sink, size));
                    other.ask("read " + COUNT);
                    return nanos;
                }));
            }
            rounds.run("read, " + size + " bytes", reading, samples);
            rounds.run("write, " + size + " bytes", writing, samples);
        }
    }

    private static List<Named> named(Peers peers) {
        List<Named> named = new ArrayList<>();
        peers.c().ifPresent(peer -> named.add(new Named("C", peer)));
        peers.go().ifPresent(peer -> named.add(new Named("Go x/net", peer)));
        return named;
    }

    private record Named(String name, Peer peer) {}

    /** What is timed, with what goes before and after it. */
    private interface Exchange {
        long nanos() throws CannotException;
    }

    private record Ends(String name, Exchange exchange) implements Contender {
        @Override
        public Cost run(int times) throws CannotException {
            return new Cost((double) exchange.nanos() / times, Double.NaN);
        }
    }
}
