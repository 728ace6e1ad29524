package io.multicast.netty;

import io.multicast.netty.internal.option.SocketOptions;
import io.multicast.netty.internal.platform.Platform;
import io.multicast.netty.internal.platform.Platforms;
import io.netty.util.concurrent.FastThreadLocal;
import org.jspecify.annotations.Nullable;

/** A platform with the scratch memory of each thread that uses it. */
final class MulticastSystem {
    private static @Nullable MulticastSystem current;

    private final Platform platform;
    private final FastThreadLocal<SocketOptions> options = new FastThreadLocal<>() {
        @Override
        protected SocketOptions initialValue() {
            return new SocketOptions(platform.table(), platform.calls());
        }
    };

    MulticastSystem(Platform platform) {
        this.platform = platform;
    }

    /**
     * Binds the native calls on a thread of its own: that takes tens of milliseconds, which then pass beside Netty's own
     * start rather than on the event loop.
     */
    static void prepare() {
        Thread thread = new Thread(Platforms::unavailabilityCause, "multicast-native-binding");
        thread.setDaemon(true);
        thread.start();
    }

    /** The running one; fails as {@link Platforms#current} does. */
    static synchronized MulticastSystem current() {
        if (current == null) {
            current = new MulticastSystem(Platforms.current());
        }
        return current;
    }

    Platform platform() {
        return platform;
    }

    SocketOptions options() {
        return options.get();
    }
}
