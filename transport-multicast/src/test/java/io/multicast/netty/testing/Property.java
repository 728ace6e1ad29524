package io.multicast.netty.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Something that holds of every case, tried on random ones. Each has a seed of its own, which the failure tells:
 * {@code -Dtests.seed=S -Dtests.tries=1} repeats it alone. A case that fails is made simpler as long as it fails.
 *
 * @param <T> a case; its text should say all of it
 */
public final class Property<T> {
    private static final Duration SHRINKING = Duration.ofSeconds(20);
    private static final int SHRINKING_TRIES = 2000;

    /** Fails by throwing. */
    @FunctionalInterface
    public interface Check<T> {
        /** Tries one case. */
        void of(T value) throws Exception;
    }

    private final Function<RandomGenerator, T> cases;
    private final Function<T, Stream<T>> simpler;

    private Property(Function<RandomGenerator, T> cases, Function<T, Stream<T>> simpler) {
        this.cases = cases;
        this.simpler = simpler;
    }

    /**
     * For cases of that kind.
     *
     * @param cases makes a case out of nothing but the random numbers
     * @param simpler what is worth a try in place of a case that failed, the simplest first
     */
    public static <T> Property<T> forAll(Function<RandomGenerator, T> cases, Function<T, Stream<T>> simpler) {
        return new Property<>(cases, simpler);
    }

    /** All lists that lack some of this one's elements: long parts first, then single ones. */
    public static <E> Stream<List<E>> shorter(List<E> list) {
        return Stream.iterate(list.size(), part -> part > 0, part -> part / 2)
                .flatMap(part -> Stream.iterate(0, from -> from < list.size(), from -> from + part)
                        .map(from -> without(list, from, Math.min(list.size(), from + part))));
    }

    private static <E> List<E> without(List<E> list, int from, int to) {
        List<E> rest = new ArrayList<>(list);
        rest.subList(from, to).clear();
        return List.copyOf(rest);
    }

    /** All lists in which one element is replaced by one that is simpler. */
    public static <E> Stream<List<E>> simplerElements(List<E> list, Function<E, Stream<E>> simpler) {
        return Stream.iterate(0, i -> i < list.size(), i -> i + 1)
                .flatMap(i -> simpler.apply(list.get(i)).map(element -> with(list, i, element)));
    }

    private static <E> List<E> with(List<E> list, int at, E element) {
        List<E> other = new ArrayList<>(list);
        other.set(at, element);
        return List.copyOf(other);
    }

    /** Checks that many cases with {@code -Dtests.full=true}, else a tenth; {@code -Dtests.tries} says otherwise. */
    public void holds(int full, Check<T> check) {
        long seed = Long.getLong("tests.seed", new SplittableRandom().nextLong());
        int count = Integer.getInteger("tests.tries", Boolean.getBoolean("tests.full") ? full : full / 10);
        SplittableRandom seeds = new SplittableRandom(seed);
        for (int i = 0; i < count; i++) {
            long own = i == 0 ? seed : seeds.nextLong();
            T value = cases.apply(new SplittableRandom(own));
            Throwable failure = failure(check, value);
            if (failure != null) {
                throw report(own, value, failure, check);
            }
        }
    }

    private AssertionError report(long seed, T value, Throwable failure, Check<T> check) {
        Failed<T> simplest = simplest(new Failed<>(value, failure), check);
        return new AssertionError(
                "-Dtests.tries=1 -Dtests.seed=" + seed + " fails; simplified:\n" + simplest.value + "\n"
                        + simplest.cause,
                simplest.cause);
    }

    private record Failed<T>(T value, Throwable cause) {}

    private Failed<T> simplest(Failed<T> first, Check<T> check) {
        long end = System.nanoTime() + SHRINKING.toNanos();
        int[] left = {SHRINKING_TRIES};
        UnaryOperator<Failed<T>> step = failed -> simpler.apply(failed.value)
                .takeWhile(value -> left[0]-- > 0 && System.nanoTime() < end)
                .map(value -> new Failed<>(value, failure(check, value)))
                .filter(next -> next.cause != null)
                .findFirst()
                .orElse(null);
        Failed<T> last = first;
        for (Failed<T> next = step.apply(last); next != null; next = step.apply(last)) {
            last = next;
        }
        return last;
    }

    private static <T> Throwable failure(Check<T> check, T value) {
        try {
            check.of(value);
            return null;
        } catch (Exception | AssertionError | StackOverflowError e) {
            return e;
        }
    }
}
