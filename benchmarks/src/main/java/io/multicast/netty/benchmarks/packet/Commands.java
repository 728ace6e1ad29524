package io.multicast.netty.benchmarks.packet;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs that prepare a run. */
final class Commands {
    private Commands() {}

    static void run(String... command) {
        try {
            Process process = new ProcessBuilder(command).inheritIO().start();
            if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException(String.join(" ", List.of(command)));
            }
        } catch (IOException e) {
            throw new IllegalStateException(String.join(" ", List.of(command)), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
