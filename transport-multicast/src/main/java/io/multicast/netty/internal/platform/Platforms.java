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
                false);
    }

    private static String explain(Throwable e) {
        Throwable root = root(e);
        String said = root.getClass().getSimpleName() + ": " + root.getMessage();
        if (root instanceof IllegalCallerException || said.contains("IllegalCallerException")) {
            return "JNA may not load native code in this JVM (" + said + "). Start java with"
                    + " --enable-native-access=ALL-UNNAMED, or on the module path with"
                    + " --enable-native-access=com.sun.jna,io.multicast.netty";
        }
        return "JNA could not be loaded (" + said
                + "). If the temporary directory is not writable or is mounted noexec,"
                + " name another by -Djna.tmpdir=, or a directory with the unpacked native library by"
                + " -Djna.boot.library.path=";
    }

    private static Throwable root(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
