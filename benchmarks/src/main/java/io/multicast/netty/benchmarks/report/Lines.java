package io.multicast.netty.benchmarks.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A plot of lines over steps that are named; the upright axis is logarithmic. */
final class Lines {
    private record Point(String step, double value) {}

    private static final int WIDTH = 860;
    private static final int HEIGHT = 440;
    private static final int LEFT = 90;
    private static final int RIGHT = 250;
    private static final int TOP = 52;
    private static final int BOTTOM = HEIGHT - 66;
    private static final int LABEL = 17;

    private final String title;
    private final String across;
    private final String upright;
    private final List<String> steps;
    private final Map<String, List<Point>> lines = new LinkedHashMap<>();

    Lines(String title, String across, String upright, List<String> steps) {
        this.title = title;
        this.across = across;
        this.upright = upright;
        this.steps = steps;
    }

    Lines point(String line, String step, double value) {
        lines.computeIfAbsent(line, name -> new ArrayList<>()).add(new Point(step, value));
        return this;
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    String draw() {
        double[] values = lines.values().stream()
                .flatMap(List::stream)
                .mapToDouble(Point::value)
                .toArray();
        Spread all = Spread.of(values);
        Axis axis = Axis.logarithmic(all.min(), all.max(), BOTTOM, TOP);
        Svg svg = new Svg(WIDTH, HEIGHT).title(16, 26, title);
        for (double tick : axis.ticks()) {
            svg.line(LEFT, axis.at(tick), WIDTH - RIGHT, axis.at(tick), "#dddddd", 1);
            svg.text(LEFT - 8, axis.at(tick) + 4, "end", Figures.tick(tick));
        }
        for (String step : steps) {
            svg.text(x(step), BOTTOM + 20, "middle", step);
        }
        svg.text((LEFT + WIDTH - RIGHT) / 2.0, BOTTOM + 46, "middle", across);
        svg.upwards(26, (TOP + BOTTOM) / 2.0, upright);
        lines.forEach((name, points) -> draw(svg, axis, points, Svg.colour(name)));
        label(svg, axis);
        return svg.line(LEFT, TOP, LEFT, BOTTOM, "#333333", 1)
                .line(LEFT, BOTTOM, WIDTH - RIGHT, BOTTOM, "#333333", 1)
                .toString();
    }

    private double x(String step) {
        double space = (WIDTH - RIGHT - LEFT - 60.0) / Math.max(1, steps.size() - 1);
        return LEFT + 30 + steps.indexOf(step) * space;
    }

    private void draw(Svg svg, Axis axis, List<Point> points, String colour) {
        for (int i = 0; i < points.size(); i++) {
            Point point = points.get(i);
            svg.dot(x(point.step), axis.at(point.value), colour);
            if (i > 0) {
                Point before = points.get(i - 1);
                svg.line(x(before.step), axis.at(before.value), x(point.step), axis.at(point.value), colour, 2);
            }
        }
    }

    /** Names at the ends of the lines, moved apart where they would cover each other. */
    private void label(Svg svg, Axis axis) {
        List<Map.Entry<String, List<Point>>> fromTop = lines.entrySet().stream()
                .sorted(Comparator.comparingDouble(line -> axis.at(last(line.getValue()).value)))
                .toList();
        double free = TOP;
        for (Map.Entry<String, List<Point>> line : fromTop) {
            Point end = last(line.getValue());
            double y = Math.max(free, axis.at(end.value));
            String colour = Svg.colour(line.getKey());
            svg.line(x(end.step) + 5, axis.at(end.value), WIDTH - RIGHT + 8, y, "#bbbbbb", 1);
            svg.dot(WIDTH - RIGHT + 14, y, colour);
            svg.text(WIDTH - RIGHT + 24, y + 4, "start", line.getKey());
            free = y + LABEL;
        }
    }

    private static Point last(List<Point> points) {
        return points.get(points.size() - 1);
    }
}
