package io.multicast.netty;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Listens to what Netty and the library log at WARN and above, in the place of the console; in the tests that goes to
 * java.util.logging.
 */
final class NettyLog extends Handler implements AutoCloseable {
    private final Logger root = Logger.getLogger("");
    private final List<Handler> others = List.of(root.getHandlers());
    private final List<String> warnings = new CopyOnWriteArrayList<>();

    NettyLog() {
        setLevel(Level.WARNING);
        others.forEach(root::removeHandler);
        root.addHandler(this);
    }

    List<String> warnings() {
        return List.copyOf(warnings);
    }

    @Override
    public void publish(LogRecord event) {
        if (isLoggable(event)) {
            warnings.add(event.getLoggerName() + ": " + event.getMessage() + " " + event.getThrown());
        }
    }

    @Override
    public void flush() {
        // nothing is held back
    }

    @Override
    public void close() {
        root.removeHandler(this);
        others.forEach(root::addHandler);
    }
}
