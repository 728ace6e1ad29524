package io.multicast.netty;

import io.multicast.netty.internal.option.AddressText;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MaxMessagesRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.socket.DatagramChannelConfig;
import io.netty.channel.socket.DefaultDatagramChannelConfig;
import io.netty.util.concurrent.BlockingOperationException;
import io.netty.util.internal.ThreadExecutorMap;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Netty's datagram options, and ours. What concerns multicast goes the way of {@link Multicast}: for each family that the
 * socket speaks, interfaces by index.
 */
final class MulticastDatagramChannelConfig extends DefaultDatagramChannelConfig {
    private final MulticastDatagramChannel owner;

    MulticastDatagramChannelConfig(MulticastDatagramChannel owner, DatagramSocket socket) {
        super(owner, socket);
        this.owner = owner;
    }

    /** An allocator that has no such number is asked after each datagram. */
    int maxMessagesPerRead() {
        RecvByteBufAllocator allocator = getRecvByteBufAllocator();
        return allocator instanceof MaxMessagesRecvByteBufAllocator bounded ? bounded.maxMessagesPerRead() : 1;
    }

    @Override
    protected void autoReadCleared() {
        owner.stopReading();
    }

    @Override
    public <T> boolean setOption(ChannelOption<T> option, T value) {
        if (option instanceof MulticastChannelOption<T> ours) {
            ours.validate(value);
            T frozen = ours.freeze(value);
            run(() -> ours.set(socket(), frozen));
            return true;
        }
        return super.setOption(option, value);
    }

    @Override
    public <T> @Nullable T getOption(ChannelOption<T> option) {
        return option instanceof MulticastChannelOption<T> ours
                ? call(() -> ours.get(socket()))
                : super.getOption(option);
    }

    private ChannelSocket socket() {
        return owner.multicast().socket();
    }

    private void run(Runnable action) {
        call(() -> {
            action.run();
            return true;
        });
    }

    /** On the event loop, or before there is one: the channel can't be closed meanwhile then. */
    private <T> T call(Callable<T> action) {
        FutureTask<T> task = new FutureTask<>(action);
        try {
            if (!owner.isRegistered() || owner.eventLoop().inEventLoop()) {
                task.run();
            } else {
                refuseToBlock();
                owner.eventLoop().execute(task);
            }
            return task.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new ChannelException(e.getCause());
        } catch (RejectedExecutionException e) {
            throw new ChannelException("the event loop is shut down", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ChannelException("interrupted while waiting for the event loop", e);
        }
    }

    /** Two event loops that wait for each other would wait for ever. */
    private static void refuseToBlock() {
        if (ThreadExecutorMap.currentExecutor() instanceof EventLoop) {
            throw new BlockingOperationException(
                    "config() of a channel on another event loop would have to wait for that"
                            + " loop: call it there, by eventLoop().execute(...), or use Multicast, which returns futures");
        }
    }

    private <T> void set(OptionPair<T> pair, T value) {
        pair.validate(value);
        run(() -> pair.set(socket(), value));
    }

    private <T> T get(OptionPair<T> pair) {
        return call(() -> pair.get(socket()));
    }

    @Override
    public int getTimeToLive() {
        return get(OptionPair.HOPS);
    }

    @Override
    public DatagramChannelConfig setTimeToLive(int ttl) {
        set(OptionPair.HOPS, ttl);
        return this;
    }

    @Override
    public int getTrafficClass() {
        return get(OptionPair.TRAFFIC_CLASS);
    }

    @Override
    public DatagramChannelConfig setTrafficClass(int trafficClass) {
        set(OptionPair.TRAFFIC_CLASS, trafficClass);
        return this;
    }

    @Override
    public boolean isLoopbackModeDisabled() {
        return !get(OptionPair.LOOPBACK);
    }

    @Override
    public DatagramChannelConfig setLoopbackModeDisabled(boolean disabled) {
        set(OptionPair.LOOPBACK, !disabled);
        return this;
    }

    @Override
    public @Nullable NetworkInterface getNetworkInterface() {
        MulticastInterface outgoing = get(OptionPair.OUTGOING);
        try {
            if (outgoing.index().isPresent()) {
                int index = outgoing.index().getAsInt();
                return index == 0 ? null : NetworkInterface.getByIndex(index);
            }
            return NetworkInterface.getByName(outgoing.name().orElseThrow());
        } catch (SocketException e) {
            throw new ChannelException(e);
        }
    }

    @Override
    public DatagramChannelConfig setNetworkInterface(@Nullable NetworkInterface networkInterface) {
        MulticastInterface outgoing =
                networkInterface == null ? MulticastInterface.systemDefault() : MulticastInterface.of(networkInterface);
        set(OptionPair.OUTGOING, outgoing);
        return this;
    }

    @Override
    public @Nullable InetAddress getInterface() {
        NetworkInterface outgoing = getNetworkInterface();
        return outgoing == null ? null : outgoing.inetAddresses().findFirst().orElse(null);
    }

    @Override
    public DatagramChannelConfig setInterface(InetAddress address) {
        try {
            NetworkInterface found = NetworkInterface.getByInetAddress(address);
            if (found == null) {
                throw new ChannelException("no interface has the address " + AddressText.of(address));
            }
            return setNetworkInterface(found);
        } catch (SocketException e) {
            throw new ChannelException(e);
        }
    }
}
