package io.multicast.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.testing.Namespace;
import io.multicast.netty.testing.Program;
import io.multicast.netty.testing.Requirements;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program of README, as a new user would paste and run it. */
class ReadmeProgramTest {
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private Path folder;

    @Test
    void runs() throws IOException {
        Requirements.root();
        Matcher block = JAVA.matcher(Files.readString(Path.of("README.md")));
        assertThat(block.find()).isTrue();
        String program = block.group(1);
        assertThat(program.lines().count()).isLessThan(25);
        Path source = Files.writeString(folder.resolve("Orders.java"), program);
        StringWriter said = new StringWriter();
        PrintWriter writer = new PrintWriter(said);
        String path = System.getProperty("java.class.path");
        int result = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(writer, writer, "-proc:none", "-d", folder.toString(), "-cp", path, source.toString());
        assertThat(result).as(said.toString()).isZero();
        try (Namespace host = Namespace.open()) {
            host.ip("link set lo up");
            String launcher =
                    Path.of(System.getProperty("java.home"), "bin", "java").toString();
            Program running = host.start(launcher, "-cp", path + java.io.File.pathSeparator + folder, "Orders");
            assertThat(running.waitFor(Duration.ofSeconds(40)))
                    .as(running.evidence())
                    .isZero();
            assertThat(running.stdout())
                    .as(running.evidence())
                    .contains("ADDED Orders at [")
                    .contains(":8080");
        }
    }
}
