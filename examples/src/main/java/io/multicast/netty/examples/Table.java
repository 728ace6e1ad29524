package io.multicast.netty.examples;

import java.io.PrintWriter;

/** A plain-text table that fits 100 columns. Rows are printed as they come, so the columns' widths are given. */
final class Table {
    private static final int WIDTH = 100;

    private final PrintWriter out;
    private final int[] widths;

    Table(PrintWriter out, int... widths) {
        this.out = out;
        this.widths = widths;
    }

    /** Prints a row; what is too long, or has line breaks, is shortened. The last column takes what is left. */
    void row(String... cells) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.length; i++) {
            boolean last = i == cells.length - 1;
            int width = last ? WIDTH - line.length() : widths[i];
            line.append(last ? cut(cells[i], width) : pad(cut(cells[i], width - 1), width));
        }
        out.println(line.toString().stripTrailing());
        out.flush();
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(width - text.length());
    }

    private static String cut(String text, int width) {
        String line = text.lines().findFirst().orElse("");
        return line.length() <= width ? line : line.substring(0, width - 3) + "...";
    }
}
