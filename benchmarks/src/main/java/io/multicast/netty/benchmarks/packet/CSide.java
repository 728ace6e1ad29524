package io.multicast.netty.benchmarks.packet;

import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** {@code packets.c}: the C baselines and the sender. Their loops run inside one call, so what JNA costs does not count. */
interface CSide extends Library {
    CSide C = load();

    int bench_enter(String namespace);

    int bench_pin(int cpu);

    int bench_index(String device);

    long bench_cpu_nanos();

    int bench_room(int fd, int bytes);

    int bench_receiver(int port, int info);

    int bench_sender(String to, int port);

    int bench_group_sender(int interfaceIndex);

    int bench_drain(int fd, int info, int most);

    long bench_drain_for(int fd, int info, long nanos);

    int bench_send(int fd, int count, int size);

    int bench_send_to(int fd, int count, int size, String to, int port);

    int bench_send_segmented(int fd, int count, int size, int perCall, String to, int port);

    long bench_flood(int fd, int size, int perCall, Flag stop);

    /** An int that C looks at. */
    final class Flag extends Memory {
        Flag() {
            super(Integer.BYTES);
        }

        void set(boolean on) {
            setInt(0, on ? 1 : 0);
        }
    }

    private static CSide load() {
        try {
            Path directory = Files.createTempDirectory("packets");
            Path source = directory.resolve("packets.c");
            Path library = directory.resolve("libpackets.so");
            try (InputStream in = CSide.class.getResourceAsStream("/c/packets.c")) {
                Files.copy(in, source, StandardCopyOption.REPLACE_EXISTING);
            }
            Commands.run("gcc", "-O2", "-Wall", "-shared", "-fPIC", source.toString(), "-o", library.toString());
            CSide loaded = Native.load(library.toString(), CSide.class);
            Files.delete(source);
            Files.delete(library);
            Files.delete(directory);
            return loaded;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Passes a result on, or throws. */
    static int check(int result) {
        if (result < 0) {
            throw new IllegalStateException("errno " + Native.getLastError() + ", result " + result);
        }
        return result;
    }
}
