package io.multicast.netty.internal.packet;

import io.multicast.netty.internal.option.Errno;
import io.multicast.netty.internal.option.ErrnoTable;
import io.multicast.netty.internal.option.Family;
import io.multicast.netty.internal.option.OptionRow;
import java.io.IOException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A socket with the calls that serve it. */
public final class PacketSocket {
    private static final Map<Errno, String> HINTS = Map.of(
            Errno.EMSGSIZE,
            "a datagram carries 65,507 bytes at most (IPv6: 65,527), and one with a segment size no more than the interface's"
                    + " MTU in each segment",
            Errno.EINVAL,
            "the packet's own hop limit, interface or source is none that the system takes; an IPv4 packet can't be given a"
                    + " hop limit of 0: set IP_MULTICAST_TTL to 0 instead",
            Errno.ENETUNREACH,
            "no route leads there: name the interface by IP_MULTICAST_IF, IPV6_MULTICAST_IF or MulticastPacket.withInterface,"
                    + " or add a route",
            Errno.EPERM,
            "a firewall rule for outgoing packets or a security policy refuses it",
            Errno.EACCES,
            "a route that prohibits it leads there, or it is a broadcast address without SO_BROADCAST",
            Errno.EADDRNOTAVAIL,
            "the interface or the source address is not there, or has no address of that family that can be used yet");

    private final long handle;
    private final Set<Family> families;
    private final PacketSystem system;
    private final ErrnoTable errnos;

    /**
     * That socket.
     *
     * @param families what it speaks
     */
    public PacketSocket(long handle, Set<Family> families, PacketSystem system, ErrnoTable errnos) {
        this.handle = handle;
        this.families = Set.copyOf(families);
        this.system = system;
        this.errnos = errnos;
    }

    long handle() {
        return handle;
    }

    boolean isInet6() {
        return families.contains(Family.IPV6);
    }

    /** The options that make the kernel tell that. */
    public List<OptionRow> rows(PacketFact fact) {
        return fact.rows(system.table(), families);
    }

    PacketSystem system() {
        return system;
    }

    FallbackCalls calls() {
        return system.calls();
    }

    PacketTable table() {
        return system.table();
    }

    /** The exception that the JDK's channel would throw, as far as it has one of its own. */
    IOException error(int errno, String verb) {
        if (errno == table().refused()) {
            return new PortUnreachableException("could not " + verb + ": the peer has no socket on that port");
        }
        Errno known = errnos.errno(errno);
        String hint = HINTS.getOrDefault(known, "");
        String text = "could not " + verb + ": " + errnos.name(errno) + " (" + errno + "), " + known.meaning()
                + (hint.isEmpty() ? "" : ": " + hint);
        return known == Errno.EHOSTUNREACH ? new NoRouteToHostException(text) : new SocketException(text);
    }
}
