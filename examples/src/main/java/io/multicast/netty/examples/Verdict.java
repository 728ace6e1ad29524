package io.multicast.netty.examples;

import java.util.ArrayList;
import java.util.List;

/** What the demo has checked. */
final class Verdict {
    private final List<String> failures = new ArrayList<>();
    private int checks;

    void check(boolean behaved, String otherwise) {
        checks++;
        if (!behaved) {
            failures.add(otherwise);
        }
    }

    boolean isGood() {
        return failures.isEmpty() && checks > 0;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder()
                .append(checks - failures.size())
                .append(" of ")
                .append(checks)
                .append(" checks passed.");
        failures.forEach(failure -> text.append("\nFAILED: ").append(failure));
        return text.toString();
    }
}
