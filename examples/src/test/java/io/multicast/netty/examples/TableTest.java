package io.multicast.netty.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TableTest {
    private final StringWriter out = new StringWriter();
    private final Table table = new Table(new PrintWriter(out), 10, 6, 0);

    @Test
    void columnsStandBelowEachOther() {
        table.row("transport", "asked", "kernel");
        table.row("nio", "7", "1");

        assertThat(out.toString()).isEqualToNormalizingNewlines("""
                transport asked kernel
                nio       7     1
                """);
    }

    @Test
    void whatIsTooLongIsCut() {
        table.row("transport", "123456789", "x".repeat(200));
        table.row("nio", "1", "two\nlines");

        assertThat(out.toString().lines())
                .containsExactly("transport 12... " + "x".repeat(81) + "...", "nio       1     two");
    }
}
