package windows;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** What Linux says, in one network namespace: outside.py's client. */
final class Outside implements AutoCloseable {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final Socket socket;
    private final BufferedReader answers;
    private final PrintWriter questions;

    Outside(String host, int port) throws IOException {
        socket = new Socket(host, port);
        answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        questions = new PrintWriter(new OutputStreamWriter(socket.getOutputStream(), StandardCharsets.UTF_8), true);
    }

    synchronized String ask(String question) {
        questions.print(question + "\n");
        questions.flush();
        try {
            String answer = answers.readLine();
            Report.require(answer != null && !answer.startsWith("failed"), question + ": " + answer);
            return answer;
        } catch (IOException e) {
            throw new AssertionError(question, e);
        }
    }

    List<String> list(String question) {
        String answer = ask(question);
        return answer.isEmpty() ? List.of() : List.of(answer.split(" "));
    }

    int index(String device) {
        return Integer.parseInt(ask("index " + device));
    }

    void isMember(String device, String group) throws InterruptedException {
        eventually("groups " + device, groups -> groups.contains(group), group + " joined");
    }

    void isNoMember(String device, String group) throws InterruptedException {
        eventually("groups " + device, groups -> !groups.contains(group), group + " left");
    }

    void hasFilter(String device, String filter) throws InterruptedException {
        eventually("filters " + device, filters -> filters.contains(filter), filter);
    }

    private void eventually(String question, Predicate<List<String>> holds, String what) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        List<String> found = list(question);
        while (!holds.test(found) && System.nanoTime() < end) {
            Thread.sleep(20);
            found = list(question);
        }
        Report.require(holds.test(found), what + " expected, found " + found);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
