package io.multicast.netty.internal.jna;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import io.multicast.netty.internal.option.InterfaceNames;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Interface names by {@code if_nametoindex(3)}: unlike {@code java.net.NetworkInterface} it also knows interfaces without
 * an address of the preferred family, and asks the kernel just once.
 */
public final class LibcNames implements InterfaceNames {
    private static final int IF_NAMESIZE = 64; // 16 on all known systems

    static {
        Native.register(LibcNames.class, NativeLibrary.getProcess());
    }

    private static native int if_nametoindex(byte[] name);

    private static native @Nullable Pointer if_indextoname(int index, byte[] name);

    @Override
    public int indexOf(String name) {
        return if_nametoindex((name + '\0').getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public @Nullable String nameOf(int index) {
        byte[] name = new byte[IF_NAMESIZE]; // read here: the pointer answered is to JNA's own copy
        return if_indextoname(index, name) == null ? null : Native.toString(name, StandardCharsets.UTF_8.name());
    }
}
