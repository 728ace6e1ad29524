package io.multicast.netty.membership;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * Which filters may have been in force at a time. The kernel judges a datagram at some moment after send was called, and
 * before it is read; a filter can only have judged it if it was in force, or was being changed to or from, at that time.
 */
final class FilterLedger {
    private record Change(Filter filter, long begun, long done) {}

    private final List<Change> changes = new ArrayList<>();

    /** A change to that filter was begun and done. */
    void add(Filter filter, long begun, long done) {
        changes.add(new Change(filter, begun, done));
    }

    int size() {
        return changes.size();
    }

    /** Whether no filter that may have judged it lets it through. */
    boolean allRefuse(InetAddress source, long from, long to) {
        return possible(from, to).stream().noneMatch(filter -> filter.accepts(source));
    }

    /** Whether every filter that may have judged it lets it through. */
    boolean allAccept(InetAddress source, long from, long to) {
        return possible(from, to).stream().allMatch(filter -> filter.accepts(source));
    }

    /** Whether a change was being made. */
    boolean isChanging(long from, long to) {
        return possible(from, to).size() > 1;
    }

    private List<Filter> possible(long from, long to) {
        List<Filter> possible = new ArrayList<>();
        for (int i = lastDone(from); i < changes.size() && changes.get(i).begun() <= to; i++) {
            possible.add(changes.get(i).filter());
        }
        return possible;
    }

    /** The last change that was done by then. */
    private int lastDone(long time) {
        int low = 0;
        int high = changes.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) / 2;
            if (changes.get(middle).done() <= time) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}
