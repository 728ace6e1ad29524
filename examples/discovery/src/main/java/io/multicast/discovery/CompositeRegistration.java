package io.multicast.discovery;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.PromiseCombiner;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One service registered with several directories. On the composite's thread, except the methods of {@link Registration}. */
final class CompositeRegistration implements Registration {
    private static final long AGAIN_SECONDS = 60;

    private final EventExecutor executor;
    private final Promise<Registration> registered;
    private final RegistrationListener listener;
    private final List<Member> members = new ArrayList<>();
    private volatile Service service;
    private boolean ended;

    CompositeRegistration(
            EventExecutor executor, Promise<Registration> registered, Service service, RegistrationListener listener) {
        this.executor = executor;
        this.registered = registered;
        this.service = service;
        this.listener = listener;
    }

    void start(List<ServiceDirectory> directories) {
        directories.forEach(directory -> members.add(new Member(directory)));
        members.forEach(Member::register);
        registered.addListener(done -> {
            if (done.isCancelled()) {
                unregister();
            }
        });
    }

    @Override
    public Service service() {
        return service;
    }

    @Override
    public Future<Void> update(TxtAttributes txt) {
        return all(registration -> registration.update(txt), () -> service = service.withTxt(txt));
    }

    @Override
    public Future<Void> unregister() {
        return all(Registration::unregister, () -> {
            ended = true;
            members.forEach(Member::cancel);
        });
    }

    private Future<Void> all(Function<Registration, Future<Void>> call, Runnable first) {
        Promise<Void> promise = executor.newPromise();
        here(() -> {
            first.run();
            PromiseCombiner all = new PromiseCombiner(executor);
            members.forEach(member -> member.addTo(all, call));
            all.finish(promise);
        });
        return promise;
    }

    private void here(Runnable action) {
        try {
            executor.execute(action);
        } catch (RejectedExecutionException e) {
            // the composite is closed
        }
    }

    /** If the last of all that were asked failed too, then so did the whole. */
    private void checkFailed() {
        if (!registered.isDone() && members.stream().allMatch(member -> member.failure != null)) {
            ended = true;
            String reasons = members.stream().map(Member::toString).collect(Collectors.joining("; "));
            registered.tryFailure(
                    new DiscoveryException(service + " is registered nowhere: " + reasons, members.get(0).failure));
        }
    }

    /** One directory that is asked. */
    private final class Member {
        private final ServiceDirectory directory;
        private @Nullable Future<Registration> future;
        private @Nullable Throwable failure;
        private String reason = "";

        Member(ServiceDirectory directory) {
            this.directory = directory;
        }

        void register() {
            Future<Registration> asked =
                    directory.register(service, event -> here(() -> listener.registrationChanged(event)));
            future = asked;
            asked.addListener((Future<Registration> done) -> here(() -> {
                if (done.isSuccess()) {
                    succeeded(done.getNow());
                } else {
                    failed(done.cause());
                }
            }));
        }

        private void succeeded(Registration registration) {
            failure = null;
            service = registration.service().withTxt(service.txt());
            registered.trySuccess(CompositeRegistration.this);
        }

        private void failed(Throwable cause) {
            failure = cause;
            checkFailed();
            if (ended) {
                return;
            }
            if (!reason.equals(cause.getMessage())) {
                reason = String.valueOf(cause.getMessage());
                CompositeDirectory.LOGGER.info("{} passed over for {}: {}", directory.name(), service, reason);
            }
            executor.schedule(this::again, AGAIN_SECONDS, TimeUnit.SECONDS);
        }

        private void again() {
            if (!ended) {
                register();
            }
        }

        void cancel() {
            if (future != null) {
                future.cancel(false);
            }
        }

        void addTo(PromiseCombiner all, Function<Registration, Future<Void>> call) {
            if (future != null && future.isSuccess()) {
                all.add((Future<?>) call.apply(future.getNow()));
            }
        }

        @Override
        public String toString() {
            return directory.name() + ": " + (failure == null ? "asked" : failure.getMessage());
        }
    }
}
