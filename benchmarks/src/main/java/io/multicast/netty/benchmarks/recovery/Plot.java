package io.multicast.netty.benchmarks.recovery;

import java.util.List;
import java.util.Locale;

/** Lines in a coordinate system, as SVG. */
final class Plot {
    /** One line; x and y have the same length. */
    record Series(String name, double[] x, double[] y) {}

    private static final int WIDTH = 800;
    private static final int HEIGHT = 450;
    private static final int LEFT = 70;
    private static final int RIGHT = 20;
    private static final int TOP = 50;
    private static final int BOTTOM = 60;
    private static final int TICKS = 5;
    private static final int LINE = 18;
    private static final List<String> COLOURS = List.of("#1f77b4", "#d62728", "#2ca02c", "#9467bd", "#8c564b");

    private final StringBuilder svg = new StringBuilder();
    private final double maxX;
    private final double maxY;

    private Plot(List<Series> all) {
        maxX = round(all.stream().mapToDouble(series -> max(series.x())).max().orElse(1));
        maxY = round(all.stream().mapToDouble(series -> max(series.y())).max().orElse(1));
    }

    static String svg(String title, String xLabel, String yLabel, List<Series> all) {
        Plot plot = new Plot(all);
        plot.frame(title, xLabel, yLabel);
        for (int i = 0; i < all.size(); i++) {
            plot.line(all.get(i), COLOURS.get(i % COLOURS.size()), i);
        }
        return plot.svg.append("</svg>\n").toString();
    }

    private void frame(String title, String xLabel, String yLabel) {
        add(
                "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' font-family='sans-serif' font-size='12'>",
                WIDTH, HEIGHT);
        add("<rect width='100%%' height='100%%' fill='white'/>");
        text(WIDTH / 2.0, 25, "middle", title);
        text(WIDTH / 2.0, HEIGHT - 15.0, "middle", xLabel);
        add(
                "<text transform='translate(18 %d) rotate(-90)' text-anchor='middle'>%s</text>",
                (HEIGHT - BOTTOM + TOP) / 2, escape(yLabel));
        for (int i = 0; i <= TICKS; i++) {
            double x = maxX * i / TICKS;
            double y = maxY * i / TICKS;
            add("<path d='M%d %.1fH%d' stroke='#ddd'/>", LEFT, atY(y), WIDTH - RIGHT);
            text(atX(x), HEIGHT - BOTTOM + 20.0, "middle", number(x));
            text(LEFT - 8.0, atY(y) + 4, "end", number(y));
        }
        add("<path d='M%d %dV%dH%d' fill='none' stroke='black'/>", LEFT, TOP, HEIGHT - BOTTOM, WIDTH - RIGHT);
    }

    private void line(Series series, String colour, int place) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < series.x().length; i++) {
            path.append(String.format(
                    Locale.ROOT, "%s%.1f %.1f", i == 0 ? "M" : "L", atX(series.x()[i]), atY(series.y()[i])));
        }
        add("<path d='%s' fill='none' stroke='%s' stroke-width='1.5'/>", path, colour);
        double y = TOP + 15.0 + LINE * place;
        add("<path d='M%d %.1fh20' stroke='%s' stroke-width='3'/>", LEFT + 15, y - 4, colour);
        text(LEFT + 42.0, y, "start", series.name());
    }

    private void text(double x, double y, String anchor, String text) {
        add("<text x='%.1f' y='%.1f' text-anchor='%s'>%s</text>", x, y, anchor, escape(text));
    }

    private void add(String format, Object... arguments) {
        svg.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }

    private double atX(double x) {
        return LEFT + x / maxX * (WIDTH - LEFT - RIGHT);
    }

    private double atY(double y) {
        return HEIGHT - BOTTOM - y / maxY * (HEIGHT - TOP - BOTTOM);
    }

    private static double max(double[] values) {
        double max = 0;
        for (double value : values) {
            max = Math.max(max, value);
        }
        return max;
    }

    /** Up to 1, 2, 2.5 or 5 times a power of ten. */
    private static double round(double max) {
        double power = Math.pow(10, Math.floor(Math.log10(Math.max(max, 1e-9))));
        for (double step : new double[] {1, 2, 2.5, 5, 10}) {
            if (step * power >= max) {
                return step * power;
            }
        }
        return max;
    }

    private static String number(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%.1f", value);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
