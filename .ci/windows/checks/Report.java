package windows;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs checks one by one, each with a limit of time, and counts by part how they end. */
final class Report {
    private static final int LIMIT_SECONDS = 20;

    /** What is checked; it throws when it does not hold. */
    interface Body {
        void run() throws Exception;
    }

    private static final class Counts {
        private int passed;
        private int failed;
        private final Map<String, Integer> skipped = new LinkedHashMap<>();
    }

    private final String system;
    private final Map<String, Counts> parts = new LinkedHashMap<>();
    private final List<String> failures = new ArrayList<>();

    Report(String system) {
        this.system = system;
    }

    void check(String part, String name, Body body) {
        Counts counts = counts(part);
        FutureTask<Void> task = new FutureTask<>(() -> {
            body.run();
            return null;
        });
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        try {
            task.get(LIMIT_SECONDS, TimeUnit.SECONDS);
            counts.passed++;
        } catch (ExecutionException e) {
            fail(counts, part, name, e.getCause());
        } catch (TimeoutException | InterruptedException e) {
            fail(counts, part, name, e);
        }
    }

    private void fail(Counts counts, String part, String name, Throwable cause) {
        counts.failed++;
        String failure = part + ", " + name + ": " + cause;
        failures.add(failure);
        System.out.println("FAILED " + failure);
        if (cause instanceof TimeoutException || "no answer".equals(cause.getMessage())) {
            Thread.getAllStackTraces().forEach(Report::print);
        } else if (!(cause instanceof AssertionError)) {
            cause.printStackTrace(System.out);
        }
    }

    /** Where the event loops are. */
    private static void print(Thread thread, StackTraceElement[] stack) {
        if (thread.getName().startsWith("multiThreadIoEventLoopGroup")) {
            System.out.println("    " + thread.getName() + ' ' + thread.getState());
            for (StackTraceElement frame : stack) {
                System.out.println("        at " + frame);
            }
        }
    }

    /** What can't be shown here, and why. */
    void skip(String part, String reason, int checks) {
        counts(part).skipped.merge(reason, checks, Integer::sum);
    }

    private Counts counts(String part) {
        return parts.computeIfAbsent(part, any -> new Counts());
    }

    /** Prints the counts; true when something ran and nothing failed. */
    boolean end() {
        int passed = 0;
        for (Map.Entry<String, Counts> part : parts.entrySet()) {
            Counts counts = part.getValue();
            passed += counts.passed;
            System.out.printf("%s | %s: %d passed, %d failed%n", system, part.getKey(), counts.passed, counts.failed);
            counts.skipped.forEach((reason, checks) ->
                    System.out.printf("%s | %s: %d skipped: %s%n", system, part.getKey(), checks, reason));
        }
        int skipped = parts.values().stream()
                .flatMap(counts -> counts.skipped.values().stream())
                .mapToInt(Integer::intValue)
                .sum();
        System.out.printf("%s: %d passed, %d failed, %d skipped%n", system, passed, failures.size(), skipped);
        return passed > 0 && failures.isEmpty();
    }

    static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }

    static void same(Object expected, Object found) {
        require(expected.equals(found), "expected " + expected + ", found " + found);
    }
}
