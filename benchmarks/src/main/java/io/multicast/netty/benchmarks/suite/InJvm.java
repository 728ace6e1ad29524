package io.multicast.netty.benchmarks.suite;

import java.net.InetAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A socket of its own for each number held; work is done on an event loop.
 *
 * @param <S> the socket
 */
abstract class InJvm<S> implements Holder {
    /** Something to do on the thread that holds the memberships. */
    private interface Step {
        void run() throws Exception;
    }

    final Channels channels;
    private final String name;
    private @Nullable S last;

    InJvm(String name, Channels channels) {
        this.name = name;
        this.channels = channels;
    }

    @Override
    public String name() {
        return name;
    }

    abstract S open() throws Exception;

    abstract void close(S socket) throws Exception;

    abstract void join(S socket, InetAddress group) throws Exception;

    abstract void leave(S socket, InetAddress group) throws Exception;

    abstract void block(S socket) throws Exception;

    abstract void unblock(S socket) throws Exception;

    @Override
    public void hold(int groups) throws Exception {
        if (last != null) {
            close(last);
        }
        S socket = open();
        last = socket;
        new Timed(name, channels.group(), times -> {
                    for (int i = 0; i < times; i++) {
                        join(socket, Groups.numbered(i));
                    }
                })
                .run(groups);
    }

    private S held() {
        return Objects.requireNonNull(last, "nothing is held yet");
    }

    @Override
    public Contender pair() {
        S socket = held();
        return new Timed(name, channels.group(), times -> {
            for (int i = 0; i < times; i++) {
                join(socket, Groups.EXTRA);
                leave(socket, Groups.EXTRA);
            }
        });
    }

    @Override
    public Contender change() {
        S socket = held();
        Timed changes = new Timed(name, channels.group(), times -> {
            for (int i = 0; i < times; i++) {
                block(socket);
                unblock(socket);
            }
        });
        return new Contender() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Cost run(int times) throws Exception {
                once(() -> join(socket, Groups.FILTERED));
                Cost cost = changes.run(times);
                once(() -> leave(socket, Groups.FILTERED));
                return cost;
            }
        };
    }

    private void once(Step step) throws Exception {
        new Timed(name, channels.group(), times -> step.run()).run(1);
    }
}
