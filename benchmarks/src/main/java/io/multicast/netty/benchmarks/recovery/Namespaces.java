package io.multicast.netty.benchmarks.recovery;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Two network namespaces for one benchmark, and JVMs like this one inside them; all gone when closed. */
final class Namespaces implements AutoCloseable {
    final String a = "tmb-" + ProcessHandle.current().pid() + "-a";
    final String b = "tmb-" + ProcessHandle.current().pid() + "-b";
    private final List<Process> processes = new ArrayList<>();

    /** Needs root. */
    static Namespaces open() throws IOException, InterruptedException {
        Namespaces namespaces = new Namespaces();
        Runtime.getRuntime().addShutdownHook(new Thread(namespaces::delete));
        for (String name : List.of(namespaces.a, namespaces.b)) {
            Ip.once("netns", "add", name);
            Ip.once("-netns", name, "link", "set", "lo", "up");
        }
        return namespaces;
    }

    /** Sets a kernel parameter inside. */
    void set(String namespace, String parameter, String value) throws IOException, InterruptedException {
        Ip.once("netns", "exec", namespace, "sysctl", "-qw", parameter + "=" + value);
    }

    /** Starts a main class inside. */
    Process start(String namespace, Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (Runtime.version().feature() >= 22) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).inheritIO().start();
        processes.add(process);
        return process;
    }

    @Override
    public void close() {
        delete();
    }

    private synchronized void delete() {
        for (Process process : processes) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        processes.clear();
        for (String name : List.of(a, b)) {
            if (Path.of("/run/netns", name).toFile().exists()) {
                try {
                    Ip.once("netns", "del", name);
                } catch (IOException | InterruptedException e) {
                    System.err.println(e);
                }
            }
        }
    }
}
