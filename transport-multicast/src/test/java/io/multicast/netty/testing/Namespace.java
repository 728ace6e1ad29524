package io.multicast.netty.testing;

import static io.multicast.netty.testing.Libc.C;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A network namespace that the test made: interfaces, routes and sockets of its own. Needs root. Closing it kills the
 * programs inside and deletes it.
 *
 * <p>A socket belongs to the namespace of the thread that creates it, and that is where the channel is constructed: call
 * {@code bind}, {@code connect} and {@code register} inside {@link #call}, and give the event loop group
 * {@link #threadFactory()}, so that look-ups of interfaces on the event loop see the namespace too. Event loop groups must
 * be shut down before the namespace is closed.
 */
public final class Namespace implements AutoCloseable {
    private static final Duration CALL_LIMIT = Duration.ofSeconds(60);
    private static final Duration THREAD_LIMIT = Duration.ofSeconds(3);
    private static final List<String> EVIDENCE = List.of("igmp", "mcfilter", "igmp6", "mcfilter6", "udp", "udp6");

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Set<Namespace> OPEN = ConcurrentHashMap.newKeySet();

    static {
        Thread hook = new Thread(() -> List.copyOf(OPEN).forEach(Namespace::delete), "delete namespaces");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private final String name = "tm-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();
    private final NamespaceThreads threads = new NamespaceThreads(name);
    private final ExecutorService inside = Executors.newSingleThreadExecutor(threads);
    private final List<AutoCloseable> contents = new CopyOnWriteArrayList<>();
    private Thread thread;
    private Path procNet;

    private Namespace() {}

    /** Makes a namespace with its loopback interface up. */
    public static Namespace open() {
        Requirements.root();
        Requirements.program("ip");
        Namespace namespace = new Namespace();
        namespace.create();
        return namespace;
    }

    private void create() {
        try {
            Program.run(List.of("ip", "netns", "add", name), "");
        } catch (IllegalStateException e) {
            Requirements.require(false, "needs the right to make network namespaces: " + e.getMessage());
        }
        OPEN.add(this);
        try {
            ip("link set lo up");
            Future<Path> self = inside.submit(() -> {
                thread = Thread.currentThread();
                return Path.of("/proc").resolve(Files.readSymbolicLink(Path.of("/proc/thread-self")));
            });
            procNet = self.get(CALL_LIMIT.toSeconds(), TimeUnit.SECONDS).resolve("net");
        } catch (Exception | AssertionError e) {
            close();
            throw new IllegalStateException("cannot enter " + name, e);
        }
    }

    /** The name, as {@code ip netns list} shows it. */
    public String name() {
        return name;
    }

    /** What code inside sees at {@code /proc/net}; may be read from any thread. */
    public Path procNet() {
        return procNet;
    }

    /** The interface index of a device in this namespace. */
    public int index(String device) {
        int index = call(() -> C.if_nametoindex(device));
        if (index == 0) {
            throw new IllegalArgumentException("no " + device + " in " + name);
        }
        return index;
    }

    /** Code that gives a value. */
    @FunctionalInterface
    public interface Body<T, E extends Exception> {
        /** Runs it. */
        T call() throws E;
    }

    /** Code that gives none. */
    @FunctionalInterface
    public interface Action<E extends Exception> {
        /** Runs it. */
        void run() throws E;
    }

    /**
     * Runs code in this namespace, on its own thread, and waits for it, at most 60 s. What it throws comes out here.
     * Sockets created in it belong to the namespace.
     */
    @SuppressWarnings("unchecked")
    public <T, E extends Exception> T call(Body<T, E> body) throws E {
        if (Thread.currentThread() == thread) {
            return body.call();
        }
        Future<T> future = inside.submit(body::call);
        try {
            return future.get(CALL_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (E) e.getCause(); // it threw E or something unchecked: nothing else can be
        } catch (TimeoutException e) {
            throw late();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for code in " + name, e);
        } finally {
            future.cancel(true);
        }
    }

    /** {@link #call} for code without a value. */
    public <E extends Exception> void run(Action<E> action) throws E {
        this.<Void, E>call(() -> {
            action.run();
            return null;
        });
    }

    private AssertionError late() {
        AssertionError error = new AssertionError("still at it after " + CALL_LIMIT + " in " + name);
        error.setStackTrace(thread.getStackTrace());
        return error;
    }

    /** For event loops: makes threads that live in this namespace. */
    public ThreadFactory threadFactory() {
        return threads;
    }

    /** Runs a command inside, at most 20 s, and gives its stdout; throws with all its output if it fails. */
    public String exec(String... command) {
        return Program.run(inside(command), "");
    }

    /** The same, with something on its stdin. */
    public String execWithInput(String input, String... command) {
        return Program.run(inside(command), input);
    }

    /** Starts a program inside. It is killed when it or the namespace is closed. */
    public Program start(String... command) {
        return closeWithThis(Program.start(inside(command)));
    }

    /** Runs {@code ip} commands inside, one a line, in one batch. */
    public void ip(String... lines) {
        Program.run(List.of("ip", "-netns", name, "-batch", "-"), String.join("\n", lines) + "\n");
    }

    <T extends AutoCloseable> T closeWithThis(T content) {
        contents.add(content);
        return content;
    }

    private List<String> inside(String... command) {
        List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", name));
        all.addAll(List.of(command));
        return all;
    }

    /** What the kernel holds about multicast here, for the message of a failed test. */
    public String evidence() {
        StringBuilder text = new StringBuilder("\n" + name + ": ip maddr\n").append(exec("ip", "maddr"));
        for (String file : EVIDENCE) {
            text.append(file).append('\n').append(Kernel.read(procNet.resolve(file)));
        }
        return text.toString();
    }

    @Override
    public void close() {
        for (AutoCloseable content : contents) {
            closeQuietly(content);
        }
        inside.shutdownNow();
        delete();
        List<Thread> alive = threads.join(THREAD_LIMIT);
        if (!alive.isEmpty()) {
            throw new IllegalStateException("event loops not shut down: " + alive);
        }
    }

    /** Devices go first: a thread that stays behind would keep them alive after the name is gone. */
    private void delete() {
        if (!OPEN.remove(this)) {
            return;
        }
        for (String pid : lines("ip", "netns", "pids", name)) {
            ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
        }
        for (String link : lines("ip", "-netns", name, "-brief", "link", "show", "type", "veth")) {
            tryToRun("ip", "-netns", name, "link", "del", link.split("[@ ]")[0]); // it may have gone with its peer
        }
        lines("ip", "netns", "del", name);
    }

    private static List<String> lines(String... command) {
        return Program.run(List.of(command), "").lines().toList();
    }

    private static void tryToRun(String... command) {
        try (Program program = Program.start(List.of(command))) {
            program.waitFor(THREAD_LIMIT);
        }
    }

    private static void closeQuietly(AutoCloseable content) {
        try {
            content.close();
        } catch (Exception e) {
            System.err.println("closing " + content + ": " + e);
        }
    }
}
