package io.multicast.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.testing.Namespace;
import io.multicast.netty.testing.Program;
import io.multicast.netty.testing.SharedLab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program of the README page, taken from there and run on two hosts. */
class ReadmeTest extends SharedLab {
    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final int MAX_LINES = 25;

    @TempDir
    private Path files;

    private Path program() throws IOException {
        Matcher code = Pattern.compile("```java\n(import .*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("README.md")));
        assertThat(code.find()).isTrue();
        assertThat(code.group(1).lines().count()).isLessThan(MAX_LINES);
        return Files.writeString(files.resolve("Hello.java"), code.group(1));
    }

    private static Program start(Namespace namespace, Path program, String... arguments) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return namespace.start(java, "-cp", classPath, program.toString(), arguments[0], arguments[1]);
    }

    @Test
    void registersAndFindsTheOther() throws IOException {
        Path hello = program();
        try (Program orders = start(lab.a(), hello, "orders", "8080");
                Program shop = start(lab.b(), hello, "shop", "8081")) {
            orders.awaitOutput("registered orders _hello._tcp 8080", LIMIT);
            orders.awaitOutput("ADDED shop _hello._tcp local on va0 at .*:8081 .*\"path=/\"", LIMIT);
            shop.awaitOutput("ADDED orders _hello._tcp local on vb0 at .*:8080 .*10\\.99\\.0\\.1", LIMIT);

            shop.write("\n");
            assertThat(shop.waitFor(LIMIT)).as(shop.evidence()).isZero();
            orders.awaitOutput("REMOVED shop", LIMIT);
            orders.write("\n");
            assertThat(orders.waitFor(LIMIT)).as(orders.evidence()).isZero();
        }
    }
}
