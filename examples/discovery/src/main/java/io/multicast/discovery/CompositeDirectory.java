package io.multicast.discovery;

import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.PromiseCombiner;
import io.netty.util.internal.logging.InternalLogger;
import io.netty.util.internal.logging.InternalLoggerFactory;
import java.net.InetAddress;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Several directories asked in order. A look-up goes to the next if one fails or finds nothing. Browsing shows what the first
 * that sees anything sees: it falls over when that is nothing any more, and back when an earlier one sees something again. A
 * service is registered with all, since others may ask any of them: it is registered when the first has it, and the others are
 * tried again every minute. What is passed over is logged with its reason.
 */
public final class CompositeDirectory extends AbstractDirectory {
    static final InternalLogger LOGGER = InternalLoggerFactory.getInstance(CompositeDirectory.class);

    private final List<ServiceDirectory> directories;

    private CompositeDirectory(List<ServiceDirectory> directories) {
        super(new DefaultEventExecutor(new DefaultThreadFactory("discovery", true)));
        this.directories = directories;
    }

    /**
     * Asks these in this order.
     *
     * @param directories at least one; the composite becomes their owner and shuts them down with itself
     * @return the composite
     * @throws IllegalArgumentException when there is none
     */
    public static CompositeDirectory of(ServiceDirectory... directories) {
        if (directories.length == 0) {
            throw new IllegalArgumentException("a composite of no directory");
        }
        return new CompositeDirectory(List.of(directories));
    }

    @Override
    public String name() {
        return directories.stream().map(ServiceDirectory::name).collect(Collectors.joining(", then "));
    }

    @Override
    public Future<Registration> register(Service service, RegistrationListener listener) {
        return call(
                registered -> new CompositeRegistration(executor(), registered, service, listener).start(directories));
    }

    @Override
    public ServiceBrowser browse(ServiceType type, ServiceListener listener) {
        return open(type, listener, view -> new CompositeBrowser(directories, view, executor()).start());
    }

    @Override
    public Future<ServiceInstance> resolve(ServiceType type, String name) {
        return call(found -> ask(0, name + " " + type, directory -> directory.resolve(type, name), found));
    }

    @Override
    public Future<List<InetAddress>> resolveHost(String host) {
        return call(found -> ask(0, host, directory -> directory.resolveHost(host), found));
    }

    private <T> void ask(int index, String what, Function<ServiceDirectory, Future<T>> question, Promise<T> answer) {
        ServiceDirectory directory = directories.get(index);
        Future<T> future = question.apply(directory);
        future.addListener((Future<T> done) -> {
            if (done.isSuccess()) {
                answer.trySuccess(done.getNow());
            } else if (index + 1 == directories.size()) {
                answer.tryFailure(done.cause());
            } else if (!answer.isDone()) {
                LOGGER.info(
                        "{} passed over for {}: {}",
                        directory.name(),
                        Escapes.terminal(what),
                        String.valueOf(done.cause().getMessage()));
                ask(index + 1, what, question, answer);
            }
        });
        answer.addListener(done -> future.cancel(false)); // in case the user gave up
    }

    @Override
    protected Future<?> end() {
        Promise<Void> ended = executor().newPromise();
        PromiseCombiner all = new PromiseCombiner(executor());
        directories.forEach(directory -> all.add((Future<?>) directory.shutdown()));
        all.finish(ended);
        return ended;
    }
}
