package io.multicast.netty.benchmarks.suite;

import io.multicast.netty.benchmarks.suite.Contender.CannotException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The C and the Go program, where they can be had; started once. */
final class Peers implements AutoCloseable {
    private interface Build {
        Path program() throws IOException, CannotException;
    }

    private final Programs programs = new Programs();
    private final List<Peer> started = new ArrayList<>();
    private final Optional<Peer> c;
    private final Optional<Peer> go;

    Peers(Plan plan, Samples samples) throws IOException {
        c = start("C", () -> programs.c("baseline"), plan, samples);
        go = start("Go x/net", programs::go, plan, samples);
    }

    private Optional<Peer> start(String name, Build build, Plan plan, Samples samples) throws IOException {
        try {
            Peer peer = new Peer(List.of(build.program().toString(), plan.networkInterface()));
            started.add(peer);
            return Optional.of(peer);
        } catch (CannotException e) {
            samples.skip(name, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    Optional<Peer> c() {
        return c;
    }

    Optional<Peer> go() {
        return go;
    }

    @Override
    public void close() throws IOException {
        started.forEach(Peer::close);
        programs.close();
    }
}
