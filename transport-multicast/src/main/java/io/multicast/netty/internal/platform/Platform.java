package io.multicast.netty.internal.platform;

import io.multicast.netty.internal.jna.JavaNames;
import io.multicast.netty.internal.jna.JniHandles;
import io.multicast.netty.internal.jna.LibcCalls;
import io.multicast.netty.internal.jna.LibcNames;
import io.multicast.netty.internal.jna.LibcNetlink;
import io.multicast.netty.internal.jna.WinsockCalls;
import io.multicast.netty.internal.network.JavaNetworkView;
import io.multicast.netty.internal.network.ListedNames;
import io.multicast.netty.internal.network.NetlinkNetworkView;
import io.multicast.netty.internal.network.NetworkView;
import io.multicast.netty.internal.option.InterfaceNames;
import io.multicast.netty.internal.option.JavaChannelHandles;
import io.multicast.netty.internal.option.SocketCalls;
import io.multicast.netty.internal.option.SystemTable;
import java.time.Duration;
import java.util.Locale;

/**
 * A system's table together with the ways to its native calls. A value: chosen once, then passed in, so that tests pass
 * another.
 *
 * @param table what the system has
 * @param calls the native calls
 * @param names the interface names
 * @param javaChannels the way to the handles of {@code java.nio} channels
 * @param network the interfaces, the routes and their changes
 */
public record Platform(
        SystemTable table,
        SocketCalls calls,
        InterfaceNames names,
        JavaChannelHandles javaChannels,
        NetworkView network) {
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    /**
     * Finds the running system's table and binds its native calls.
     *
     * @throws LinkageError when the native calls can't be bound
     * @throws UnsupportedOperationException when there is no table for the system
     */
    static Platform detect() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String arch = System.getProperty("os.arch");
        if (system.startsWith("windows")) {
            return new Platform(
                    Windows.table(),
                    WinsockCalls.bind(),
                    new JavaNames(),
                    JniHandles.bind("msvcrt"),
                    new JavaNetworkView(INTERVAL));
        }
        SystemTable table = switch (system) {
            case "linux" -> Linux.table(LibcCalls.POINTER_SIZE);
            case "mac os x" -> MacOs.table();
            case "freebsd" -> FreeBsd.table(arch.equals("i386"));
            default ->
                throw new UnsupportedOperationException("transport-multicast has no table for "
                        + System.getProperty("os.name") + "; it knows Linux, macOS, FreeBSD and Windows");
        };
        NetworkView network = network(system);
        InterfaceNames names = new ListedNames(new LibcNames(), network);
        return new Platform(table, LibcCalls.bind(), names, JniHandles.bind("c"), network);
    }

    /** 32-bit Linux is left to java.net: nobody has tried. */
    private static NetworkView network(String system) {
        NetworkView java = new JavaNetworkView(INTERVAL);
        return system.equals("linux") && LibcCalls.POINTER_SIZE == Long.BYTES
                ? new NetlinkNetworkView(new LibcNetlink(), java)
                : java;
    }
}
