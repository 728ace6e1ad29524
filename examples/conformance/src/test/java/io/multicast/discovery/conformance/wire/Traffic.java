package io.multicast.discovery.conformance.wire;

import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Frames in the order in which they were seen, to be narrowed down. */
public final class Traffic implements Iterable<Frame> {
    private static final int SHOWN = 60;

    private final List<Frame> all;
    private final List<Frame> frames;

    Traffic(List<Frame> frames) {
        this(frames, frames);
    }

    private Traffic(List<Frame> all, List<Frame> frames) {
        this.all = all;
        this.frames = frames;
    }

    /** Those that fit. */
    public Traffic where(Predicate<Frame> wanted) {
        return new Traffic(all, frames.stream().filter(wanted).toList());
    }

    /** Those that the host under test sent. */
    public Traffic fromHost() {
        return where(Frame::fromHost);
    }

    /** Those of a family. */
    public Traffic of(Family family) {
        return where(frame -> frame.family() == family);
    }

    /** Responses of the host. */
    public Traffic responses() {
        return where(frame -> frame.fromHost() && frame.isResponse());
    }

    /** Queries of the host. */
    public Traffic queries() {
        return where(frame -> frame.fromHost() && !frame.isResponse());
    }

    /** Probes of the host. */
    public Traffic probes() {
        return queries().where(Frame::isProbe);
    }

    /** Queries of the host that are no probes. */
    public Traffic questions() {
        return queries().where(frame -> !frame.isProbe());
    }

    /** Those to the group. */
    public Traffic multicast() {
        return where(Frame::isMulticast);
    }

    /** Those to one host. */
    public Traffic unicast() {
        return where(frame -> !frame.isMulticast());
    }

    /** Those at or after a moment. */
    public Traffic since(long moment) {
        return where(frame -> frame.at() >= moment);
    }

    /** Those before a moment. */
    public Traffic before(long moment) {
        return where(frame -> frame.at() < moment);
    }

    /** How many. */
    public int size() {
        return frames.size();
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return frames.isEmpty();
    }

    /** One of them, from 0; a check fails if there are not so many. */
    public Frame get(int index) {
        if (index >= frames.size()) {
            throw new AssertionError("only " + frames.size() + ", wanted number " + (index + 1) + ": " + this);
        }
        return frames.get(index);
    }

    /** The last; a check fails if there is none. */
    public Frame last() {
        return get(Math.max(0, frames.size() - 1));
    }

    /** The milliseconds between each and the next. */
    public List<Double> gaps() {
        return IntStream.range(1, frames.size())
                .mapToObj(i -> frames.get(i).since(frames.get(i - 1).at()))
                .toList();
    }

    /** As a stream. */
    public Stream<Frame> stream() {
        return frames.stream();
    }

    @Override
    public Iterator<Frame> iterator() {
        return frames.iterator();
    }

    /** The whole traffic that these were chosen from, the chosen ones marked; evidence for a failed check. */
    @Override
    public String toString() {
        if (all.isEmpty()) {
            return "nothing at all";
        }
        long origin = all.get(0).at();
        int skipped = Math.max(0, all.size() - SHOWN);
        return all.stream()
                .skip(skipped)
                .map(frame -> (frames.contains(frame) ? "* " : "  ") + frame.describe(origin))
                .collect(Collectors.joining("\n", frames.size() + " of\n" + (skipped == 0 ? "" : "...\n"), "\n"));
    }
}
