package windows;

import io.multicast.netty.MulticastException;
import io.netty.util.concurrent.Future;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Calls that must fail: with Windows' name of the error, and with advice that is true on Windows. */
final class Failures {
    private static final List<String> NOT_OF_WINDOWS =
            List.of("SO_BINDTODEVICE", "kernel", "manual page", "/proc", "sysctl", "seccomp", "container");

    private Failures() {}

    /** Waits for the failure; its error must be one of these. */
    static MulticastException expect(Future<?> future, String... errnoNames) throws InterruptedException {
        Report.require(future.await(10, TimeUnit.SECONDS), "no answer");
        Report.require(!future.isSuccess(), "it did not fail");
        if (!(future.cause() instanceof MulticastException failure)) {
            throw new AssertionError(future.cause());
        }
        Report.require(
                errnoNames.length == 0 || Arrays.asList(errnoNames).contains(failure.errnoName()),
                "expected " + Arrays.toString(errnoNames) + ", found " + failure.getMessage());
        for (String word : NOT_OF_WINDOWS) {
            Report.require(
                    !failure.hint().contains(word), "'" + word + "' is no word of Windows: " + failure.getMessage());
        }
        Report.same("Windows", failure.system());
        return failure;
    }

    /** The same, and the advice has that in it. */
    static void expectHint(Future<?> future, String hint, String... errnoNames) throws InterruptedException {
        MulticastException failure = expect(future, errnoNames);
        Report.require(failure.hint().contains(hint), "no '" + hint + "' in: " + failure.getMessage());
    }
}
