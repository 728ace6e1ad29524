package io.multicast.netty.benchmarks.recovery;

import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Lines in a coordinate system, as SVG. */
final class Plot {
    record Point(double x, double y) {}

    /** One line. */
    record Series(String name, List<Point> points) {}

    private static final int WIDTH = 800;
    private static final int HEIGHT = 450;
    private static final int LEFT = 70;
    private static final int RIGHT = 20;
    private static final int TOP = 50;
    private static final int BOTTOM = 60;
    private static final int TICKS = 5;
    private static final int LINE = 18;
    private static final List<String> COLOURS = List.of("#1f77b4", "#d62728", "#2ca02c", "#9467bd", "#8c564b");

    private final Formatter svg = new Formatter(Locale.ROOT);
    private final double maxX;
    private final double maxY;

    private Plot(List<Series> all) {
        maxX = round(max(all, Point::x));
        maxY = round(max(all, Point::y));
    }

    static String svg(String title, String xLabel, String yLabel, List<Series> all) {
        Plot plot = new Plot(all);
        plot.frame(title, xLabel, yLabel);
        for (int i = 0; i < all.size(); i++) {
            plot.line(all.get(i), COLOURS.get(i % COLOURS.size()), i);
        }
        return plot.svg + "</svg>\n";
    }

    private void frame(String title, String xLabel, String yLabel) {
        svg.format(
                "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' font-family='sans-serif' font-size='12'>\n",
                WIDTH, HEIGHT);
        svg.format("<rect width='100%%' height='100%%' fill='white'/>\n");
        text(WIDTH / 2.0, 25, "middle", title);
        text(WIDTH / 2.0, HEIGHT - 15.0, "middle", xLabel);
        svg.format(
                "<text transform='translate(18 %d) rotate(-90)' text-anchor='middle'>%s</text>\n",
                (HEIGHT - BOTTOM + TOP) / 2, escape(yLabel));
        for (int i = 0; i <= TICKS; i++) {
            double x = maxX * i / TICKS;
            double y = maxY * i / TICKS;
            svg.format("<path d='M%d %.1fH%d' stroke='#ddd'/>\n", LEFT, atY(y), WIDTH - RIGHT);
            text(atX(x), HEIGHT - BOTTOM + 20.0, "middle", number(x));
            text(LEFT - 8.0, atY(y) + 4, "end", number(y));
        }
        svg.format("<path d='M%d %dV%dH%d' fill='none' stroke='black'/>\n", LEFT, TOP, HEIGHT - BOTTOM, WIDTH - RIGHT);
    }

    private void line(Series series, String colour, int place) {
        StringBuilder path = new StringBuilder();
        for (Point point : series.points()) {
            path.append(path.isEmpty() ? "M" : "L")
                    .append(String.format(Locale.ROOT, "%.1f %.1f", atX(point.x()), atY(point.y())));
        }
        svg.format("<path d='%s' fill='none' stroke='%s' stroke-width='1.5'/>\n", path, colour);
        double y = TOP + 15.0 + LINE * place;
        svg.format("<path d='M%d %.1fh20' stroke='%s' stroke-width='3'/>\n", LEFT + 15, y - 4, colour);
        text(LEFT + 42.0, y, "start", series.name());
    }

    private void text(double x, double y, String anchor, String text) {
        svg.format("<text x='%.1f' y='%.1f' text-anchor='%s'>%s</text>\n", x, y, anchor, escape(text));
    }

    private double atX(double x) {
        return LEFT + x / maxX * (WIDTH - LEFT - RIGHT);
    }

    private double atY(double y) {
        return HEIGHT - BOTTOM - y / maxY * (HEIGHT - TOP - BOTTOM);
    }

    private static double max(List<Series> all, ToDoubleFunction<Point> of) {
        return all.stream()
                .flatMap(series -> series.points().stream())
                .mapToDouble(of)
                .max()
                .orElse(1);
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
