package io.multicast.netty.benchmarks.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A plot of horizontal bars in groups. A thin line goes from the least to the greatest figure; an arrow says that it goes on
 * beyond the paper.
 */
final class Bars {
    private record Bar(String label, Spread value, String shown) {}

    private record Group(String label, List<Bar> bars) {}

    private static final int WIDTH = 900;
    private static final int LEFT = 300;
    private static final int RIGHT = 70;
    private static final int TOP = 52;
    private static final int BAR = 22;
    private static final int GAP = 34;

    private final String title;
    private final String unit;
    private final List<Group> groups = new ArrayList<>();

    Bars(String title, String unit) {
        this.title = title;
        this.unit = unit;
    }

    /** Begins a group of bars. */
    Bars group(String label) {
        groups.add(new Group(label, new ArrayList<>()));
        return this;
    }

    /** Adds a bar to the last group. */
    Bars bar(String label, Spread value, String shown) {
        groups.get(groups.size() - 1).bars.add(new Bar(label, value, shown));
        return this;
    }

    boolean isEmpty() {
        return bars().isEmpty();
    }

    private List<Bar> bars() {
        return groups.stream().flatMap(group -> group.bars.stream()).toList();
    }

    String draw() {
        int bottom = TOP + groups.size() * GAP + bars().size() * BAR;
        // a single disturbed round must not press all bars together
        double longest =
                bars().stream().mapToDouble(bar -> bar.value.median()).max().orElse(1);
        double farthest =
                bars().stream().mapToDouble(bar -> bar.value.max()).max().orElse(1);
        Axis axis = Axis.linear(Math.min(farthest, longest * 1.25), LEFT, WIDTH - RIGHT);
        Svg svg = new Svg(WIDTH, bottom + 60).title(16, 26, title);
        for (double tick : axis.ticks()) {
            svg.line(axis.at(tick), TOP, axis.at(tick), bottom, tick == 0 ? "#ffffff" : "#dddddd", 1);
            svg.text(axis.at(tick), bottom + 18, "middle", Figures.tick(tick));
        }
        svg.text((LEFT + WIDTH - RIGHT) / 2.0, bottom + 42, "middle", unit);
        double y = TOP;
        for (Group group : groups) {
            svg.text(16, y + GAP - 12, "start", group.label);
            y += GAP - 6;
            svg.line(LEFT, y, LEFT, y + group.bars.size() * BAR, "#333333", 1);
            for (Bar bar : group.bars) {
                draw(svg, axis, bar, y, Svg.colour(bar.label));
                y += BAR;
            }
            y += 6;
        }
        return svg.toString();
    }

    private static void draw(Svg svg, Axis axis, Bar bar, double y, String colour) {
        double middle = y + BAR / 2.0;
        double end = axis.at(bar.value.median());
        double far = Math.min(axis.at(bar.value.max()), axis.end());
        svg.text(LEFT - 8, middle + 4, "end", bar.label);
        svg.box(LEFT, y + 3, end - LEFT, BAR - 6, colour);
        svg.line(axis.at(bar.value.min()), middle, far, middle, "#999999", 1.5);
        boolean cut = far < axis.at(bar.value.max());
        svg.text(Math.max(end, far) + 5, middle + 4, "start", (cut ? "→ " : "") + bar.shown);
    }
}
