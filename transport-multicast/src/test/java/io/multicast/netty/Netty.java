package io.multicast.netty;

import io.netty.channel.ChannelFuture;
import io.netty.util.Version;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * Netty's own multicast, as it is today. What it does wrong is shown on the versions that it was measured on; on others only
 * that the library does it right.
 */
final class Netty {
    private static final Set<String> MEASURED = Set.of("4.2.18.Final", "4.1.137.Final");
    private static final long PATIENCE_MILLIS = 150;

    private Netty() {}

    /** How a call of Netty's ends. */
    enum End {
        SUCCEEDS,
        FAILS,
        NEVER_COMPLETES,
        THROWS
    }

    /** Whether this version's faults are known. */
    static boolean isMeasured() {
        Version version = Version.identify().get("netty-transport");
        return version != null && MEASURED.contains(version.artifactVersion());
    }

    /** Makes a call, in silence, and waits a little for its future. */
    static End end(Callable<ChannelFuture> call) throws InterruptedException {
        NettyLog silence = new NettyLog();
        try {
            ChannelFuture future = call.call();
            if (!future.await(PATIENCE_MILLIS)) {
                return End.NEVER_COMPLETES;
            }
            return future.isSuccess() ? End.SUCCEEDS : End.FAILS;
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            return End.THROWS;
        } finally {
            silence.close();
        }
    }
}
