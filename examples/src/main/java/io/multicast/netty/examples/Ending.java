package io.multicast.netty.examples;

import io.netty.channel.Channel;
import java.util.concurrent.TimeUnit;

/**
 * The orderly end of a command: closes the channel, by which the system leaves its groups, then reports. It comes once,
 * when the command is done or on Ctrl-C or SIGTERM, whichever is first.
 */
final class Ending {
    private static final long LIMIT_SECONDS = 5;

    private final Channel channel;
    private final Runnable report;
    private boolean ended;

    private Ending(Channel channel, Runnable report) {
        this.channel = channel;
        this.report = report;
    }

    static Ending of(Channel channel, Runnable report) {
        Ending ending = new Ending(channel, report);
        Runtime.getRuntime().addShutdownHook(new Thread(ending::end, "ending"));
        return ending;
    }

    /** Synchronized, so that whoever comes second waits until all is done. */
    synchronized void end() {
        if (!ended) {
            ended = true;
            channel.close().awaitUninterruptibly(LIMIT_SECONDS, TimeUnit.SECONDS);
            report.run();
        }
    }
}
