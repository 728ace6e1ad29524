package io.multicast.netty.internal.membership;

import io.multicast.netty.internal.option.Answer;
import io.multicast.netty.internal.option.Refusal;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The places that could not be had as they are wanted. Each is tried again when its own interface changed, when room was made
 * under a limit, or after a pause that doubles; its failure is told once for each cause.
 */
final class Failing {
    private static final long SECOND = 1_000_000_000;
    private static final long LONGEST_PAUSE = 60 * SECOND;

    /** One failure. */
    record Failure(Answer answer, @Nullable Refusal refusal, long pause, long due) {
        private boolean isSame(Answer other, Refusal refused) {
            return answer == other
                    && refusal != null
                    && refusal.errno() == refused.errno()
                    && Objects.equals(refusal.reason(), refused.reason());
        }
    }

    private final Map<Place, Failure> failures = new HashMap<>();

    /** Notes a failure; answers whether it is one that was not told yet. */
    boolean add(Place place, Answer answer, Refusal refusal, long now) {
        Failure before = failures.get(place);
        boolean same = before != null && before.isSame(answer, refusal);
        boolean told = same || (answer == Answer.LIMIT && isLimited(place.group()));
        long pause = before != null && same ? Math.min(2 * before.pause(), LONGEST_PAUSE) : SECOND;
        failures.put(place, new Failure(answer, refusal, pause, now + pause));
        return !told;
    }

    /** A limit is one cause, however many interfaces run into it. */
    private boolean isLimited(InetAddress group) {
        return failures.entrySet().stream()
                .anyMatch(one -> one.getValue().answer() == Answer.LIMIT
                        && one.getKey().group().equals(group));
    }

    @Nullable
    Failure get(Place place) {
        return failures.get(place);
    }

    void remove(Place place) {
        failures.remove(place);
    }

    /** Forgets those that nobody wants any more. */
    void retain(Predicate<Place> wanted) {
        failures.keySet().removeIf(wanted.negate());
    }

    boolean isEmpty() {
        return failures.isEmpty();
    }

    /** Room was made: what ran into a limit is to be tried again at once. */
    boolean retryLimited(long now) {
        boolean[] any = new boolean[1];
        failures.replaceAll((place, failure) -> {
            if (failure.answer() != Answer.LIMIT) {
                return failure;
            }
            any[0] = true;
            return new Failure(failure.answer(), failure.refusal(), SECOND, now);
        });
        return any[0];
    }

    /** Those that are to be tried again by now. */
    Set<Place> due(long now) {
        Set<Place> due = new HashSet<>();
        failures.forEach((place, failure) -> {
            if (failure.due() - now <= 0) {
                due.add(place);
            }
        });
        return due;
    }

    /** How long until one is to be tried again, or -1 when none is. */
    long pause(long now) {
        return failures.values().stream()
                .mapToLong(failure -> Math.max(0, failure.due() - now))
                .min()
                .orElse(-1);
    }
}
