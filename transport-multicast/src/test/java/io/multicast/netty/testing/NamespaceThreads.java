package io.multicast.netty.testing;

import static io.multicast.netty.testing.Libc.C;
import static io.multicast.netty.testing.Libc.check;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Makes threads that live in a network namespace, and knows which of them still run. */
final class NamespaceThreads extends DefaultThreadFactory {
    private static final int O_CLOEXEC = 02000000;
    private static final int CLONE_NEWNS = 0x00020000;
    private static final int CLONE_NEWNET = 0x40000000;
    private static final long MS_BIND = 0x1000;
    private static final long MS_REC = 0x4000;
    private static final long MS_SLAVE = 0x80000;

    private final String namespace;
    private final List<Thread> threads = new CopyOnWriteArrayList<>();

    NamespaceThreads(String namespace) {
        super(namespace, true);
        this.namespace = namespace;
    }

    @Override
    protected Thread newThread(Runnable body, String name) {
        Thread thread = super.newThread(
                () -> {
                    enter();
                    body.run();
                },
                name);
        threads.add(thread);
        return thread;
    }

    /**
     * java.net.NetworkInterface reads /proc/net, which is the namespace of the process and not of the thread. So the
     * thread gets mounts of its own, with its own directory in that place.
     */
    private void enter() {
        int fd = check(C.open("/run/netns/" + namespace, O_CLOEXEC));
        try {
            check(C.setns(fd, CLONE_NEWNET));
            check(C.unshare(CLONE_NEWNS));
            check(C.mount("none", "/", null, MS_REC | MS_SLAVE, null));
            check(C.mount("/proc/thread-self/net", "/proc/self/net", null, MS_BIND, null));
        } finally {
            C.close(fd);
        }
    }

    /** Waits until they have ended, and gives those that have not. */
    List<Thread> join(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            for (Thread thread : threads) {
                thread.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return threads.stream().filter(Thread::isAlive).toList();
    }
}
