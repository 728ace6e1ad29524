package io.multicast.netty.benchmarks.suite;

import java.net.InetAddress;

/** A channel of its own for each number held; work is done on its event loop. */
abstract class InJvm implements Holder {
    /** Something to do on the thread that holds the memberships. */
    private interface Step {
        void run() throws Exception;
    }

    final Channels channels;
    private final String name;

    InJvm(String name, Channels channels) {
        this.name = name;
        this.channels = channels;
    }

    @Override
    public String name() {
        return name;
    }

    abstract void open() throws Exception;

    abstract void join(InetAddress group) throws Exception;

    abstract void leave(InetAddress group) throws Exception;

    abstract void block() throws Exception;

    abstract void unblock() throws Exception;

    @Override
    public void hold(int groups) throws Exception {
        open();
        new Timed(name, channels.group(), times -> {
                    for (int i = 0; i < times; i++) {
                        join(Groups.numbered(i));
                    }
                })
                .run(groups);
    }

    @Override
    public Contender pair() {
        return new Timed(name, channels.group(), times -> {
            for (int i = 0; i < times; i++) {
                join(Groups.EXTRA);
                leave(Groups.EXTRA);
            }
        });
    }

    @Override
    public Contender change() {
        Timed changes = new Timed(name, channels.group(), times -> {
            for (int i = 0; i < times; i++) {
                block();
                unblock();
            }
        });
        return new Contender() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Cost run(int times) throws Exception {
                once(() -> join(Groups.FILTERED));
                Cost cost = changes.run(times);
                once(() -> leave(Groups.FILTERED));
                return cost;
            }
        };
    }

    private void once(Step step) throws Exception {
        new Timed(name, channels.group(), times -> step.run()).run(1);
    }
}
