package io.multicast.netty.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class ReportTest {
    @TempDir
    private Path directory;

    @Test
    void comparesWithinEachRoundAndTellsTheMedian() throws Exception {
        Path samples = directory.resolve("taken.csv");
        Files.write(
                samples,
                List.of(
                        "# Machine: none",
                        "sample;option;set;C;ns;0;100",
                        "sample;option;set;C;ns;1;200",
                        "sample;option;set;C;ns;2;100",
                        "sample;option;set;native call alone;ns;0;150",
                        "sample;option;set;native call alone;ns;1;500",
                        "sample;option;set;native call alone;ns;2;190",
                        "skipped;option;Go x/net;no go here"));
        String page = make("--samples", samples.toString());
        assertThat(page)
                .contains("- Machine: none")
                .contains("| native call alone | 190 ns | 1.90 (1.50 to 2.50) |")
                .contains("| set an option, native call |")
                .contains("| 1.90 | **not met** |")
                .contains("- Go x/net: no go here")
                .doesNotContain("cold start");
    }

    @Test
    @Timeout(240)
    void measuresASuiteAndDrawsIt() throws Exception {
        String page = make("--quick", "--suite", "option");
        assertThat(page)
                .contains(
                        "| set | median | times C | bytes |", "| fail | median |", "![What does one option call cost?]")
                .containsPattern("\\| Multicast, on the event loop \\| [\\d.]+ ns \\|")
                .doesNotContain("ended with exit code");
        assertThat(Files.readAllLines(directory.resolve("samples.csv")))
                .anyMatch(line -> line.matches("sample;option;get;native call alone;ns;0;\\d+\\.\\d+"));
        Document plot = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(directory.resolve("option.svg").toFile());
        assertThat(plot.getElementsByTagName("rect").getLength()).isGreaterThan(6);
        assertThat(plot.getElementsByTagName("text").item(0).getTextContent())
                .isEqualTo("What does one option call cost?");
    }

    private String make(String... arguments) throws Exception {
        Report.main(Stream.concat(Stream.of("--out", directory.toString()), Stream.of(arguments))
                .toList());
        return read("report.md");
    }

    private String read(String name) throws IOException {
        return Files.readString(directory.resolve(name));
    }
}
