package io.multicast.discovery;

import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Browsing several directories in order. Those up to the one that is shown are browsed, to fall back to; those behind it are
 * not. On the composite's thread.
 */
final class CompositeBrowser {
    private final List<ServiceDirectory> directories;
    private final BrowserSupport view;
    private final EventExecutor executor;
    private final List<Member> members = new ArrayList<>();
    private int shown = -1;

    CompositeBrowser(List<ServiceDirectory> directories, BrowserSupport view, EventExecutor executor) {
        this.directories = directories;
        this.view = view;
        this.executor = executor;
    }

    void start() {
        view.onClose(() -> closeFrom(0));
        begin();
    }

    private void begin() {
        Member member = new Member(directories.get(members.size()));
        members.add(member);
        member.begin();
    }

    /** Shows the first that sees something; if none does and each had its time, begins with the next. */
    private void decide() {
        for (Member member : List.copyOf(members)) {
            if (!member.instances().isEmpty()) {
                show(member);
                return;
            }
        }
        if (!view.instances().isEmpty()) {
            view.show(List.of());
        }
        if (members.stream().allMatch(member -> member.settled)) {
            passOver();
        }
    }

    private void show(Member member) {
        int index = members.indexOf(member);
        if (index != shown) {
            CompositeDirectory.LOGGER.info("{} browsed by {}", view.type(), member.directory.name());
            shown = index;
        }
        view.show(member.instances());
        view.settle();
        closeFrom(index + 1);
    }

    private void passOver() {
        Member last = members.get(members.size() - 1);
        if (members.size() < directories.size()) {
            CompositeDirectory.LOGGER.info(
                    "{} passed over for {}: {}", last.directory.name(), view.type(), last.reason());
            begin();
        } else if (members.stream().allMatch(member -> member.failure != null)) {
            view.fail(new DiscoveryException(
                    members.stream().map(Member::toString).collect(Collectors.joining("; ")), last.failure));
        } else {
            view.settle();
        }
    }

    private void closeFrom(int index) {
        List<Member> rest = members.subList(index, members.size());
        rest.forEach(Member::close);
        rest.clear();
    }

    /** One directory that is browsed. Its listener is called on that directory's thread, and only wakes the composite's. */
    private final class Member implements ServiceListener {
        private final ServiceDirectory directory;
        private @Nullable ServiceBrowser browser;
        private @Nullable Throwable failure;
        private boolean settled;

        Member(ServiceDirectory directory) {
            this.directory = directory;
        }

        void begin() {
            try {
                browser = directory.browse(view.type(), this);
                browser.settled()
                        .addListener(done -> here(() -> {
                            settled = true;
                            failure = done.cause();
                        }));
            } catch (DiscoveryException e) {
                here(() -> {
                    settled = true;
                    failure = e;
                });
            }
        }

        @Override
        public void serviceChanged(ServiceEvent event) {
            here(() -> failure = null);
        }

        @Override
        public void browseFailed(Throwable cause) {
            here(() -> failure = cause);
        }

        private void here(Runnable change) {
            try {
                executor.execute(() -> {
                    change.run();
                    if (members.contains(this)) {
                        decide();
                    }
                });
            } catch (RejectedExecutionException e) {
                // the composite is closed
            }
        }

        List<ServiceInstance> instances() {
            return browser == null ? List.of() : browser.instances();
        }

        String reason() {
            return failure == null ? "nothing found" : String.valueOf(failure.getMessage());
        }

        void close() {
            if (browser != null) {
                browser.close();
            }
        }

        @Override
        public String toString() {
            return directory.name() + ": " + reason();
        }
    }
}
