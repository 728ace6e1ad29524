package io.multicast.netty.internal.platform;

import io.multicast.netty.internal.option.AnswerTable;
import io.multicast.netty.internal.option.ErrnoTable;
import io.multicast.netty.internal.option.GroupLayout;
import io.multicast.netty.internal.option.SocketAddressLayout;
import io.multicast.netty.internal.option.SystemTable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The platform of this process, looked up once. */
public final class Platforms {
    private static final @Nullable Platform PLATFORM;
    private static final @Nullable Throwable CAUSE;

    static {
        Platform platform = null;
        Throwable cause = null;
        try {
            platform = Platform.detect();
        } catch (UnsupportedOperationException e) {
            cause = e;
        } catch (LinkageError e) {
            cause = new UnsupportedOperationException(explain(e), e);
        }
        PLATFORM = platform;
        CAUSE = cause;
    }

    private Platforms() {}

    /**
     * The platform of this process.
     *
     * @throws IllegalStateException when there is none; see {@link #unavailabilityCause()}
     */
    public static Platform current() {
        if (PLATFORM == null) {
            throw new IllegalStateException(CAUSE);
        }
        return PLATFORM;
    }

    /** Why there is no platform, or null when there is one. */
    public static @Nullable Throwable unavailabilityCause() {
        return CAUSE;
    }

    /** A table without rows, for messages where there is no platform. */
    public static SystemTable unavailable() {
        return new SystemTable(
                System.getProperty("os.name"),
                Map.of(),
                Map.of(),
                new GroupLayout(0, new SocketAddressLayout(false, 0), 0, 0),
                new ErrnoTable.Rows("").build(),
                new AnswerTable(Map.of(), Map.of()),
                List.of(),
                false,
                null,
                null,
                null);
    }

    private static String explain(Throwable e) {
        Throwable root = NativeLoad.root(e);
        return NativeLoad.cure(e) + " (" + root.getClass().getSimpleName() + ": " + root.getMessage() + ')';
    }
}
