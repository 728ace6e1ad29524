package io.multicast.netty.benchmarks.report;

import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Writes SVG elements. */
final class Svg {
    private record Colour(Pattern who, String colour) {}

    private static final String REST = "#8C8C8C";

    /** Who has which colour, in every plot; colour-blind people tell them apart (Okabe and Ito). The first that fits. */
    private static final List<Colour> COLOURS = List.of(
            new Colour(Pattern.compile("native call.*"), "#56B4E9"),
            new Colour(Pattern.compile("ours.*|with Multicast.*|Multicast.*|.*initializer.*"), "#0072B2"),
            new Colour(Pattern.compile("C( .*|,.*)?"), "#000000"),
            new Colour(Pattern.compile("Go .*"), "#E69F00"),
            new Colour(Pattern.compile("(Netty )?epoll.*|EPOLL.*"), "#D55E00"),
            new Colour(Pattern.compile("(Netty )?NIO.*"), "#009E73"),
            new Colour(Pattern.compile("(Netty )?io_uring.*|IO_URING.*"), "#CC79A7"));

    private final Formatter out = new Formatter(Locale.ROOT);

    Svg(int width, int height) {
        out.format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %1$d %2$d\""
                        + " font-family=\"Helvetica, Arial, sans-serif\" font-size=\"13\">\n",
                width, height);
        out.format("<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>\n");
    }

    Svg text(double x, double y, String anchor, String text) {
        return text(x, y, anchor, "", text);
    }

    Svg title(double x, double y, String text) {
        return text(x, y, "start", " font-size=\"16\" font-weight=\"bold\"", text);
    }

    /** Text that reads upwards. */
    Svg upwards(double x, double y, String text) {
        return text(x, y, "middle", String.format(Locale.ROOT, " transform=\"rotate(-90 %.1f %.1f)\"", x, y), text);
    }

    private Svg text(double x, double y, String anchor, String more, String text) {
        out.format("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\"%s>%s</text>\n", x, y, anchor, more, escape(text));
        return this;
    }

    Svg line(double x1, double y1, double x2, double y2, String colour, double width) {
        out.format(
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"%.1f\"/>\n",
                x1, y1, x2, y2, colour, width);
        return this;
    }

    Svg box(double x, double y, double width, double height, String colour) {
        out.format(
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>\n",
                x, y, Math.max(0.5, width), height, colour);
        return this;
    }

    Svg dot(double x, double y, String colour) {
        out.format("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"%s\"/>\n", x, y, colour);
        return this;
    }

    @Override
    public String toString() {
        return out + "</svg>\n";
    }

    static String colour(String label) {
        return COLOURS.stream()
                .filter(colour -> colour.who.matcher(label).matches())
                .map(Colour::colour)
                .findFirst()
                .orElse(REST);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
