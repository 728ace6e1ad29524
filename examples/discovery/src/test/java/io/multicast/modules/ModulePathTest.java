package io.multicast.modules;

import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.testing.Program;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** As a module, with what it requires and without all that is optional. */
class ModulePathTest {
    private static final List<String> REQUIRED = List.of(
            ".*/discovery/target/(classes|multicast-discovery-[^/]*\\.jar)",
            ".*/transport-multicast/target/(classes|transport-multicast-[^/]*SNAPSHOT\\.jar)",
            ".*/netty-(common|buffer|transport|resolver)-4[^/]*\\.jar",
            ".*/jna-5[^/]*\\.jar");

    @Test
    void opensDirectories() {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        String modules = Arrays.stream(classPath.split(File.pathSeparator))
                .filter(entry -> REQUIRED.stream().anyMatch(entry::matches))
                .collect(Collectors.joining(File.pathSeparator));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();

        String printed = Program.run(
                List.of(
                        java,
                        "-p",
                        modules,
                        "--add-modules",
                        "io.multicast.discovery",
                        "-cp",
                        Path.of("target", "test-classes").toString(),
                        Opens.class.getName(),
                        "static:/dev/null",
                        "dns://127.0.0.1/example.com"),
                "");

        assertThat(printed).contains("module io.multicast.discovery: the static list, then unicast DNS of example.com");
    }
}
