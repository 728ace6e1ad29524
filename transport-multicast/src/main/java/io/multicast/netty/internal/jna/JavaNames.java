package io.multicast.netty.internal.jna;

import io.multicast.netty.internal.option.InterfaceNames;
import java.net.NetworkInterface;
import java.net.SocketException;
import org.jspecify.annotations.Nullable;

/** Interface names as the JDK makes them up on Windows (eth0, wlan1), where the system's own are not what users know. */
public final class JavaNames implements InterfaceNames {
    @Override
    public int indexOf(String name) {
        try {
            NetworkInterface found = NetworkInterface.getByName(name);
            return found == null ? 0 : Math.max(0, found.getIndex());
        } catch (SocketException e) {
            return 0;
        }
    }

    @Override
    public @Nullable String nameOf(int index) {
        try {
            NetworkInterface found = NetworkInterface.getByIndex(index);
            return found == null ? null : found.getName();
        } catch (SocketException e) {
            return null;
        }
    }
}
