package io.multicast.netty.testing;

import static io.multicast.netty.testing.Libc.C;
import static io.multicast.netty.testing.Libc.check;
import static io.multicast.netty.testing.SocketOptions.SOL_SOCKET;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Sees every multicast packet on all interfaces of a namespace, sent and received, joined or not: a packet(7) socket on a
 * thread in the namespace. It listens when {@link #open} returns. The copy that IP_MULTICAST_LOOP gives to sockets on the
 * sending machine is not shown by the kernel to packet sockets.
 */
public final class Sniffer implements AutoCloseable {
    private static final int AF_PACKET = 17;
    private static final int SOCK_DGRAM_CLOEXEC = 2 | 02000000;
    private static final short ETH_P_ALL = 3;
    private static final int SO_RCVTIMEO = 20;
    private static final int SO_RCVBUFFORCE = 33;
    private static final int PACKET_OUTGOING = 4;
    private static final int EAGAIN = 11;
    private static final int EINTR = 4;
    private static final int TICK_MICROS = 100_000;
    private static final int BUFFER = 1 << 24;
    private static final int ADDRESS_SIZE = 20; // sockaddr_ll
    private static final int IPV4 = 0x0800;
    private static final int IPV6 = 0x86dd;

    private final List<Packet> packets = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final Thread thread;
    private volatile boolean closed;
    private volatile Throwable failure;

    private Sniffer(Namespace namespace) {
        thread = namespace.threadFactory().newThread(this::receive);
    }

    /** Starts to listen. Closed with the namespace, or before. */
    public static Sniffer open(Namespace namespace) {
        Sniffer sniffer = namespace.closeWithThis(new Sniffer(namespace));
        sniffer.thread.start();
        sniffer.ready.orTimeout(10, TimeUnit.SECONDS).join();
        return sniffer;
    }

    /** What has been seen so far, in order. */
    public List<Packet> packets() {
        return List.copyOf(packets);
    }

    /** What has been seen so far of a kind. */
    public List<Packet> packets(Predicate<Packet> wanted) {
        return packets.stream().filter(wanted).toList();
    }

    /** Waits for a packet and gives the first that fits. */
    public Packet await(Duration limit, Predicate<Packet> wanted) {
        Eventually.await(limit, () -> packets.stream().anyMatch(wanted), this::evidence);
        return packets(wanted).get(0);
    }

    /** Waits for the first datagram to a port that went that way. */
    public Packet await(Duration limit, Packet.Direction direction, int port) {
        return await(limit, packet -> packet.direction() == direction && packet.isTo(port));
    }

    /** All packets, one a line. */
    public String evidence() {
        String end = failure == null ? "" : "ended by " + failure;
        return packets.stream().map(Packet::toString).collect(Collectors.joining("\n", "packets seen:\n", "\n" + end));
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join(5000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void receive() {
        int fd = -1; // close() of it does no harm
        try (Memory buffer = new Memory(65_536);
                Memory address = new Memory(ADDRESS_SIZE)) {
            fd = check(C.socket(AF_PACKET, SOCK_DGRAM_CLOEXEC, Short.toUnsignedInt(networkOrder(ETH_P_ALL))));
            set(fd, SO_RCVBUFFORCE, BUFFER);
            set(fd, SO_RCVTIMEO, 0L, TICK_MICROS);
            ready.complete(null);
            while (!closed) {
                receive(fd, buffer, address);
            }
        } catch (RuntimeException | Error e) {
            failure = e;
            ready.completeExceptionally(e);
        } finally {
            C.close(fd);
        }
    }

    private void receive(int fd, Memory buffer, Memory address) {
        int length = C.recvfrom(fd, buffer, buffer.size(), 0, address, new IntByReference(ADDRESS_SIZE));
        if (length < 0) {
            int errno = Native.getLastError();
            if (errno != EAGAIN && errno != EINTR) {
                throw new LastErrorException(errno);
            }
            return;
        }
        ByteBuffer from = address.getByteBuffer(0, ADDRESS_SIZE).order(ByteOrder.BIG_ENDIAN);
        int protocol = Short.toUnsignedInt(from.getShort(2));
        if (protocol == IPV4 || protocol == IPV6) {
            ByteBuffer ip = ByteBuffer.wrap(buffer.getByteArray(0, length));
            Packet.Direction direction = from.get(10) == PACKET_OUTGOING ? Packet.Direction.OUT : Packet.Direction.IN;
            Packet packet = Packet.parse(device(address.getInt(4)), direction, ip);
            if (packet.destination().isMulticastAddress()) {
                packets.add(packet);
            }
        }
    }

    private static String device(int index) {
        try (Memory name = new Memory(16)) {
            Pointer found = C.if_indextoname(index, name);
            return found == null ? "#" + index : found.getString(0);
        }
    }

    private static short networkOrder(short value) {
        return ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN ? value : Short.reverseBytes(value);
    }

    private static void set(int fd, int name, int value) {
        try (Memory memory = new Memory(Integer.BYTES)) {
            memory.setInt(0, value);
            check(C.setsockopt(fd, SOL_SOCKET, name, memory, Integer.BYTES));
        }
    }

    /** A struct timeval of a 64-bit machine. */
    private static void set(int fd, int name, long seconds, long micros) {
        try (Memory memory = new Memory(2 * Long.BYTES)) {
            memory.setLong(0, seconds);
            memory.setLong(Long.BYTES, micros);
            check(C.setsockopt(fd, SOL_SOCKET, name, memory, 2 * Long.BYTES));
        }
    }
}
