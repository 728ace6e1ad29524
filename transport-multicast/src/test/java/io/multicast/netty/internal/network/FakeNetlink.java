package io.multicast.netty.internal.network;

import static io.multicast.netty.internal.network.Rtnetlink.EAGAIN;
import static io.multicast.netty.internal.network.Rtnetlink.NLMSG_NOOP;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Sockets to a kernel that the test plays. What is received is a datagram's bytes, or an {@link Integer}: an error. */
final class FakeNetlink implements NetlinkCalls {
    private final Map<Long, ByteBuffer> memory = new ConcurrentHashMap<>();
    private final Map<Integer, BlockingDeque<Object>> open = new ConcurrentHashMap<>();
    private final AtomicInteger lastDescriptor = new AtomicInteger(2);
    private final AtomicInteger lastAddress = new AtomicInteger();
    private final Function<NetlinkMessage, List<Object>> answers;
    private final Deque<Integer> openErrors = new ArrayDeque<>();
    private final Set<Integer> groups = ConcurrentHashMap.newKeySet();
    private volatile int watching;

    FakeNetlink(Function<NetlinkMessage, List<Object>> answers) {
        this.answers = answers;
    }

    /** Lets the next calls of open fail. */
    synchronized FakeNetlink failToOpen(Integer... errors) {
        openErrors.addAll(List.of(errors));
        return this;
    }

    /** Hands something to the socket that is subscribed. */
    void deliver(Object datagram) {
        open.get(watching).add(datagram);
    }

    /** How many sockets are open. */
    int open() {
        return open.size();
    }

    @Override
    public synchronized int open(int groups) {
        if (!openErrors.isEmpty()) {
            return -openErrors.remove();
        }
        int descriptor = lastDescriptor.incrementAndGet();
        open.put(descriptor, new LinkedBlockingDeque<>());
        if (groups != 0) {
            watching = descriptor;
        }
        return descriptor;
    }

    @Override
    public int subscribe(int descriptor, int group, boolean wanted) {
        if (!open.containsKey(descriptor)) {
            return -9; // EBADF
        }
        if (wanted) {
            groups.add(group);
        } else {
            groups.remove(group);
        }
        return 0;
    }

    /** The groups that the watching socket was subscribed to besides those that it was opened with. */
    Set<Integer> groups() {
        return Set.copyOf(groups);
    }

    @Override
    public int send(int descriptor, long address, int length) {
        ByteBuffer sent = memory.get(address);
        NetlinkMessage request = NetlinkMessage.split(sent).get(0);
        if (request.type() == NLMSG_NOOP) {
            open.get(descriptor).add(new NetlinkBytes().error(0, 0).array());
        } else {
            open.get(descriptor).addAll(answers.apply(request));
        }
        return length;
    }

    @Override
    public int receive(int descriptor, long address, int length, boolean wait) {
        Object next = next(open.get(descriptor), wait);
        if (next instanceof Integer error) {
            return -error;
        }
        byte[] bytes = (byte[]) next;
        memory.get(address).duplicate().clear().put(0, bytes, 0, Math.min(length, bytes.length));
        return bytes.length;
    }

    private static Object next(BlockingDeque<Object> queue, boolean wait) {
        Object next = queue.poll();
        try {
            return next != null ? next : wait ? queue.poll(30, TimeUnit.SECONDS) : Integer.valueOf(EAGAIN);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close(int descriptor) {
        if (open.remove(descriptor) == null) {
            throw new IllegalStateException("closed twice: " + descriptor);
        }
    }

    @Override
    public long addressOf(ByteBuffer direct) {
        long address = lastAddress.incrementAndGet();
        memory.put(address, direct);
        return address;
    }
}
