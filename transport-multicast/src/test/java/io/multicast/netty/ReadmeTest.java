package io.multicast.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What README says to a new user holds: its first program compiles as it stands, its links lead somewhere. */
class ReadmeTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path README = ROOT.resolve("README.md");
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)\\)");
    private static final Pattern PLACE = Pattern.compile("\\]\\(#([^)]+)\\)");

    @TempDir
    private Path folder;

    @Test
    void theFirstProgramCompiles() throws IOException {
        assumeTrue(
                isPresent("io.netty.channel.MultiThreadIoEventLoopGroup"),
                "MultiThreadIoEventLoopGroup: not on the class path with this version of Netty");
        List<String> blocks = JAVA.matcher(Files.readString(README))
                .results()
                .map(block -> block.group(1))
                .toList();
        String first = blocks.get(0);
        List<String> lines = first.lines().toList();
        String imports = String.join(
                "\n", lines.stream().filter(line -> line.startsWith("import ")).toList());
        String body = String.join(
                "\n", lines.stream().filter(line -> !line.startsWith("import ")).toList());
        String follow = blocks.get(1);
        compile(imports + """

                class Program {
                    static class FeedHandler extends ChannelInboundHandlerAdapter {}
                    void first() throws Exception {
                %s
                    }
                    MulticastInitializer second() {
                        return %s.build();
                    }
                }
                """.formatted(body, follow.replaceAll("//.*", "").strip()));
    }

    private static boolean isPresent(String type) {
        try {
            Class.forName(type, false, ReadmeTest.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private void compile(String program) throws IOException {
        Path source = folder.resolve("Program.java");
        Files.writeString(source, program);
        StringWriter said = new StringWriter();
        PrintWriter writer = new PrintWriter(said);
        int result = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(
                        writer,
                        writer,
                        "-d",
                        folder.toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        source.toString());
        assertThat(result).as(said + program).isZero();
    }

    @Test
    void itsLinksLeadSomewhere() throws IOException {
        String text = Files.readString(README);
        assertThat(groups(LINK, text))
                .isNotEmpty()
                .allSatisfy(path -> assertThat(ROOT.resolve(path)).exists());
        List<String> headings = text.lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ ", "")
                        .toLowerCase(java.util.Locale.ROOT)
                        .replaceAll("[^a-z0-9 -]", "")
                        .replace(' ', '-'))
                .toList();
        assertThat(groups(PLACE, text))
                .isNotEmpty()
                .allSatisfy(place -> assertThat(headings).contains(place));
    }

    @Test
    void itIsShort() throws IOException {
        assertThat(Files.readAllLines(README)).hasSizeLessThanOrEqualTo(150);
    }

    private static List<String> groups(Pattern pattern, String text) {
        Stream<MatchResult> results = pattern.matcher(text).results();
        return results.map(result -> result.group(1)).toList();
    }
}
