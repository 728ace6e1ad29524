package io.multicast.netty.internal.jna;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import io.multicast.netty.internal.option.InterfaceNames;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Interface names by {@code if_nametoindex(3)}: unlike {@code java.net.NetworkInterface} it also knows interfaces without
 * an address of the preferred family, and asks the kernel just once.
 */
public final class LibcNames implements InterfaceNames {
    private static final int IF_NAMESIZE = 64; // 16 on all known systems
    private static final Set<Integer> NO_SUCH = Set.of(6, 19); // ENXIO, ENODEV: the same everywhere

    private static final int AF_INET = 2;
    private static final int SOCK_DGRAM = 2;

    static {
        Native.register(LibcNames.class, NativeLibrary.getProcess());
    }

    private static native int if_nametoindex(byte[] name);

    private static native int socket(int family, int type, int protocol);

    private static native int close(int descriptor);

    private static native @Nullable Pointer if_indextoname(int index, byte[] name);

    @Override
    public int indexOf(String name) {
        int index = if_nametoindex((name + '\0').getBytes(StandardCharsets.UTF_8));
        int errno = index == 0 ? Native.getLastError() : 0;
        return errno == 0 || NO_SUCH.contains(errno) ? index : -reason(errno);
    }

    /** It needs a socket, and when it can't have one glibc tells the last of several errors, which is another. */
    private static int reason(int told) {
        int probe = socket(AF_INET, SOCK_DGRAM, 0);
        int reason = probe < 0 ? Native.getLastError() : told;
        if (probe >= 0) {
            close(probe);
        }
        return reason;
    }

    @Override
    public @Nullable String nameOf(int index) {
        byte[] name = new byte[IF_NAMESIZE]; // read here: the pointer answered is to JNA's own copy
        return if_indextoname(index, name) == null ? null : Native.toString(name, StandardCharsets.UTF_8.name());
    }
}
