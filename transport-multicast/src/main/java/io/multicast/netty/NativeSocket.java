package io.multicast.netty;

import io.multicast.netty.internal.channel.SocketFamily;
import io.multicast.netty.internal.channel.SocketHandle;
import io.multicast.netty.internal.option.Errno;
import io.multicast.netty.internal.option.ErrnoTable;
import io.multicast.netty.internal.packet.PacketCalls;
import io.multicast.netty.internal.packet.PacketTable;
import io.multicast.netty.internal.platform.PacketPlatform;
import java.io.IOException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketException;

/** A socket with the calls that serve it. */
final class NativeSocket {
    private final SocketHandle handle;
    private final PacketPlatform platform;
    private final ErrnoTable errnos;

    NativeSocket(SocketHandle handle, PacketPlatform platform, ErrnoTable errnos) {
        this.handle = handle;
        this.platform = platform;
        this.errnos = errnos;
    }

    long handle() {
        return handle.value();
    }

    boolean isInet6() {
        return handle.family() != SocketFamily.INET;
    }

    SocketFamily family() {
        return handle.family();
    }

    PacketCalls calls() {
        return platform.calls();
    }

    PacketTable table() {
        return platform.table();
    }

    /** The exception that the JDK's channel would throw, as far as it has one of its own. */
    IOException error(int errno, String verb) {
        if (errno == table().refused()) {
            return new PortUnreachableException("could not " + verb + ": the peer has no socket on that port");
        }
        Errno known = errnos.errno(errno);
        String text = "could not " + verb + ": " + errnos.name(errno) + " (" + errno + "), " + known.meaning();
        return known == Errno.EHOSTUNREACH ? new NoRouteToHostException(text) : new SocketException(text);
    }
}
