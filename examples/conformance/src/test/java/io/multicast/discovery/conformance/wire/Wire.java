package io.multicast.discovery.conformance.wire;

import static io.multicast.discovery.conformance.wire.Libc.C;
import static io.multicast.discovery.conformance.wire.Libc.check;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import io.multicast.netty.testing.Eventually;
import io.multicast.netty.testing.Namespace;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** One end of a link, held by a packet(7) socket on a thread in the tester's namespace. It listens from {@link #open}. */
public final class Wire implements AutoCloseable {
    private static final int AF_PACKET = 17;
    private static final int SOCK_RAW_CLOEXEC = 3 | 02000000;
    private static final short ETH_P_ALL = 3;
    private static final int SOL_SOCKET = 1;
    private static final int SO_RCVTIMEO = 20;
    private static final int SO_RCVBUFFORCE = 33;
    private static final long SIOCGSTAMPNS = 0x8907;
    private static final int PACKET_OUTGOING = 4;
    private static final int TICK_MICROS = 100_000;
    private static final int BUFFER = 1 << 24;
    private static final int ADDRESS_SIZE = 20; // sockaddr_ll
    private static final List<Integer> TRANSIENT = List.of(4, 11, 100); // EINTR, EAGAIN, ENETDOWN

    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final String link;
    private final String device;
    private final byte[] ownMac;
    private final byte[] hostMac;
    private final List<Frame> frames = new CopyOnWriteArrayList<>();
    private final List<Consumer<Frame>> reactions = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final Thread thread;
    private volatile int fd = -1;
    private volatile int out = -1; // frames are not shown to the socket that sends them
    private volatile boolean closed;
    private volatile Throwable failure;

    private Wire(Namespace tester, String device, String link, byte[] ownMac, byte[] hostMac) {
        this.device = device;
        this.link = link;
        this.ownMac = ownMac;
        this.hostMac = hostMac;
        thread = tester.threadFactory().newThread(this::receive);
    }

    static Wire open(Namespace tester, String device, String link, byte[] ownMac, byte[] hostMac) {
        Wire wire = new Wire(tester, device, link, ownMac, hostMac);
        wire.thread.start();
        wire.ready.orTimeout(10, TimeUnit.SECONDS).join();
        return wire;
    }

    /** The system's clock, by which frames are stamped, in nanoseconds. */
    public static long now() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000 + now.getNano();
    }

    /** Puts a datagram on the link, and gives the moment, by the kernel. Not for reactions. */
    public long send(Datagram datagram) {
        long before = now();
        post(datagram);
        return await(
                        LIMIT,
                        frame -> !frame.fromHost()
                                && frame.at() >= before
                                && Arrays.equals(frame.payload(), datagram.payload()))
                .at();
    }

    /** Puts a datagram on the link. */
    public void post(Datagram datagram) {
        byte[] frame = datagram.frame(ownMac, hostMac);
        check(C.sendto(out, frame, frame.length, 0, null, 0));
    }

    /** Calls for each frame of the host from now on, on the thread that receives; {@link #post} may be called there. */
    public void react(Consumer<Frame> reaction) {
        reactions.add(reaction);
    }

    /** What has been seen so far, in order. */
    public Traffic traffic() {
        return new Traffic(List.copyOf(frames));
    }

    /** Waits for a frame and gives the first that fits. */
    public Frame await(Duration limit, Predicate<Frame> wanted) {
        Eventually.await(
                limit,
                () -> failure != null || frames.stream().anyMatch(wanted),
                () -> "on " + link + " came " + traffic());
        if (failure != null) {
            throw new IllegalStateException(link, failure);
        }
        return frames.stream().filter(wanted).findFirst().orElseThrow();
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
        try (Memory buffer = new Memory(65_536);
                Memory address = new Memory(ADDRESS_SIZE);
                Memory length = new Memory(Integer.BYTES);
                Memory stamp = new Memory(2 * Long.BYTES)) {
            fd = check(C.socket(AF_PACKET, SOCK_RAW_CLOEXEC, 0));
            out = check(C.socket(AF_PACKET, SOCK_RAW_CLOEXEC, 0));
            setUp(address, stamp);
            ready.complete(null);
            while (!closed) {
                length.setInt(0, ADDRESS_SIZE);
                receive(buffer, address, length, stamp);
            }
        } catch (RuntimeException | Error e) {
            failure = e;
            ready.completeExceptionally(e);
        } finally {
            C.close(fd);
            C.close(out);
        }
    }

    private void setUp(Memory address, Memory value) {
        value.setInt(0, BUFFER);
        check(C.setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, value, Integer.BYTES));
        value.setLong(0, 0); // a struct timeval
        value.setLong(Long.BYTES, TICK_MICROS);
        check(C.setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, value, 2 * Long.BYTES));
        C.ioctl(fd, SIOCGSTAMPNS, value); // the first call switches the stamps on
        address.clear();
        address.setShort(0, (short) AF_PACKET);
        address.setInt(4, check(C.if_nametoindex(device)));
        check(C.bind(out, address, ADDRESS_SIZE));
        address.setShort(2, networkOrder(ETH_P_ALL));
        check(C.bind(fd, address, ADDRESS_SIZE));
    }

    private void receive(Memory buffer, Memory address, Memory length, Memory stamp) {
        int size = C.recvfrom(fd, buffer, buffer.size(), 0, address, length);
        if (size < 0) {
            int errno = Native.getLastError();
            if (!TRANSIENT.contains(errno)) {
                throw new LastErrorException(errno);
            }
            return;
        }
        check(C.ioctl(fd, SIOCGSTAMPNS, stamp));
        long at = stamp.getLong(0) * 1_000_000_000 + stamp.getLong(Long.BYTES);
        boolean fromHost = address.getByte(10) != PACKET_OUTGOING;
        Frame.parse(at, link, fromHost, buffer.getByteArray(0, size)).ifPresent(this::add);
    }

    private void add(Frame frame) {
        if (frame.fromHost()) {
            reactions.forEach(reaction -> reaction.accept(frame));
        }
        frames.add(frame);
    }

    private static short networkOrder(short value) {
        return ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN ? value : Short.reverseBytes(value);
    }
}
