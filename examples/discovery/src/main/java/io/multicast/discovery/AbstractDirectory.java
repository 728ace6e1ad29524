package io.multicast.discovery;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.netty.util.concurrent.Promise;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * For those who write a directory: its thread, its browsers, and its end in good order. A directory owns one thread; nothing but
 * what is said to be callable from any thread is touched off it.
 */
public abstract class AbstractDirectory implements ServiceDirectory {
    private static final int CLOSE_SECONDS = 10;

    private final EventExecutor executor;
    private final Set<BrowserSupport> browsers = new LinkedHashSet<>();
    /** Not on the thread that ends with it. */
    private final Promise<Void> ended = GlobalEventExecutor.INSTANCE.newPromise();

    private boolean ending;

    /**
     * A directory on that thread.
     *
     * @param executor one thread, which ends with the directory
     */
    protected AbstractDirectory(EventExecutor executor) {
        this.executor = executor;
    }

    /**
     * The directory's thread.
     *
     * @return where futures complete and listeners are called
     */
    protected final EventExecutor executor() {
        return executor;
    }

    /**
     * Runs something on the directory's thread, now if this is it. What it throws fails the future.
     *
     * @param <T> what comes out
     * @param body completes the promise, now or later
     * @return the promise; failed if the directory is closed
     */
    protected final <T> Future<T> call(Consumer<Promise<T>> body) {
        Promise<T> promise = executor.newPromise();
        if (executor.inEventLoop()) {
            run(body, promise);
            return promise;
        }
        try {
            executor.execute(() -> run(body, promise));
            return promise;
        } catch (RejectedExecutionException e) {
            return GlobalEventExecutor.INSTANCE.newFailedFuture(closed());
        }
    }

    private <T> void run(Consumer<Promise<T>> body, Promise<T> promise) {
        if (ending) {
            promise.tryFailure(closed());
            return;
        }
        try {
            body.accept(promise);
        } catch (RuntimeException e) {
            promise.tryFailure(e);
        }
    }

    private DiscoveryException closed() {
        return new DiscoveryException(name() + " is closed");
    }

    /**
     * A browser that is closed with the directory. From any thread.
     *
     * @param type what is browsed for
     * @param listener whom to tell
     * @param start begins to look: run on the directory's thread, after this has returned
     * @return the browser
     */
    protected final BrowserSupport open(ServiceType type, ServiceListener listener, Consumer<BrowserSupport> start) {
        BrowserSupport browser = new BrowserSupport(type, listener, executor);
        try {
            executor.execute(() -> start(browser, start));
            return browser;
        } catch (RejectedExecutionException e) {
            throw closed();
        }
    }

    private void start(BrowserSupport browser, Consumer<BrowserSupport> start) {
        if (ending) {
            browser.fail(closed());
            return;
        }
        browsers.add(browser);
        browser.onClose(() -> browsers.remove(browser));
        try {
            start.accept(browser);
        } catch (RuntimeException e) {
            browser.fail(e);
        }
    }

    /**
     * Ends what the directory itself has: registrations first, then sockets. The browsers are closed already. On its thread.
     *
     * @return when that is done; the thread ends then. Completed on this thread, or not with it
     */
    protected abstract Future<?> end();

    @Override
    public final Future<Void> shutdown() {
        if (executor.inEventLoop()) {
            shutdownHere();
        } else if (!executor.isShuttingDown()) { // else it is done
            executor.execute(this::shutdownHere);
        }
        return ended;
    }

    private void shutdownHere() {
        if (ending) {
            return;
        }
        ending = true;
        Set.copyOf(browsers).forEach(BrowserSupport::close);
        end().addListener(done -> executor.shutdownGracefully(0, 5, TimeUnit.SECONDS)
                .addListener(terminated -> {
                    if (done.isSuccess()) {
                        ended.setSuccess(null);
                    } else {
                        ended.setFailure(done.cause());
                    }
                }));
    }

    @Override
    public final void close() {
        Future<Void> done = shutdown();
        if (!executor.inEventLoop()) {
            done.awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
        }
    }
}
