package io.multicast.netty;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelPromise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.channels.DatagramChannel;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Netty's own membership methods, as a second face of {@link Multicast}: they share its memberships, and every future
 * completes. A group without an interface goes to that of IP_MULTICAST_IF, else to that of the local address, else to the
 * system's choice.
 */
abstract class GroupsDatagramChannel extends JavaDatagramChannel {
    private final Map<InetAddress, Membership> chosen = new HashMap<>(); // event loop only

    GroupsDatagramChannel(DatagramChannel socket, boolean ipv4) {
        super(socket, ipv4);
    }

    @Override
    public ChannelFuture joinGroup(InetAddress multicastAddress) {
        return joinGroup(multicastAddress, newPromise());
    }

    @Override
    public ChannelFuture joinGroup(InetAddress multicastAddress, ChannelPromise promise) {
        return complete(promise, () -> {
            Membership membership = chosen(multicastAddress);
            chosen.putIfAbsent(membership.group(), membership);
            return multicast().join(membership);
        });
    }

    @Override
    public ChannelFuture joinGroup(InetSocketAddress multicastAddress, NetworkInterface networkInterface) {
        return joinGroup(multicastAddress, networkInterface, newPromise());
    }

    @Override
    public ChannelFuture joinGroup(
            InetSocketAddress multicastAddress, NetworkInterface networkInterface, ChannelPromise promise) {
        return joinGroup(multicastAddress.getAddress(), networkInterface, null, promise);
    }

    @Override
    public ChannelFuture joinGroup(
            InetAddress multicastAddress, NetworkInterface networkInterface, @Nullable InetAddress source) {
        return joinGroup(multicastAddress, networkInterface, source, newPromise());
    }

    @Override
    public ChannelFuture joinGroup(
            InetAddress multicastAddress,
            NetworkInterface networkInterface,
            @Nullable InetAddress source,
            ChannelPromise promise) {
        return complete(promise, () -> multicast().join(membership(multicastAddress, networkInterface, source)));
    }

    @Override
    public ChannelFuture leaveGroup(InetAddress multicastAddress) {
        return leaveGroup(multicastAddress, newPromise());
    }

    @Override
    public ChannelFuture leaveGroup(InetAddress multicastAddress, ChannelPromise promise) {
        return complete(promise, () -> {
            Membership membership = chosen(multicastAddress);
            chosen.remove(membership.group());
            return multicast().leave(membership);
        });
    }

    @Override
    public ChannelFuture leaveGroup(InetSocketAddress multicastAddress, NetworkInterface networkInterface) {
        return leaveGroup(multicastAddress, networkInterface, newPromise());
    }

    @Override
    public ChannelFuture leaveGroup(
            InetSocketAddress multicastAddress, NetworkInterface networkInterface, ChannelPromise promise) {
        return leaveGroup(multicastAddress.getAddress(), networkInterface, null, promise);
    }

    @Override
    public ChannelFuture leaveGroup(
            InetAddress multicastAddress, NetworkInterface networkInterface, @Nullable InetAddress source) {
        return leaveGroup(multicastAddress, networkInterface, source, newPromise());
    }

    @Override
    public ChannelFuture leaveGroup(
            InetAddress multicastAddress,
            NetworkInterface networkInterface,
            @Nullable InetAddress source,
            ChannelPromise promise) {
        return complete(promise, () -> multicast().leave(membership(multicastAddress, networkInterface, source)));
    }

    @Override
    public ChannelFuture block(
            InetAddress multicastAddress, NetworkInterface networkInterface, InetAddress sourceToBlock) {
        return block(multicastAddress, networkInterface, sourceToBlock, newPromise());
    }

    @Override
    public ChannelFuture block(
            InetAddress multicastAddress,
            NetworkInterface networkInterface,
            InetAddress sourceToBlock,
            ChannelPromise promise) {
        return complete(
                promise, () -> multicast().block(membership(multicastAddress, networkInterface, null), sourceToBlock));
    }

    @Override
    public ChannelFuture block(InetAddress multicastAddress, InetAddress sourceToBlock) {
        return block(multicastAddress, sourceToBlock, newPromise());
    }

    @Override
    public ChannelFuture block(InetAddress multicastAddress, InetAddress sourceToBlock, ChannelPromise promise) {
        return complete(promise, () -> multicast().block(chosen(multicastAddress), sourceToBlock));
    }

    Multicast multicast() {
        return Multicast.of(this);
    }

    private static Membership membership(InetAddress group, NetworkInterface on, @Nullable InetAddress source) {
        Membership membership = Membership.of(group).on(on);
        return source == null ? membership : membership.from(source);
    }

    /**
     * The membership of a group that names no interface: a wish of its own beside those by name, on the interface that was
     * chosen when it was joined.
     */
    private Membership chosen(InetAddress group) {
        Membership membership = Membership.of(group);
        if (!membership.networkInterface().equals(MulticastInterface.systemDefault())) {
            return membership; // its scope names one
        }
        Membership before = chosen.get(membership.group());
        if (before != null) {
            return before;
        }
        NetworkInterface usual = usual();
        return usual == null ? membership : membership.on(SelectedInterfaces.choice(MulticastInterface.of(usual)));
    }

    private @Nullable NetworkInterface usual() {
        NetworkInterface outgoing = config().getNetworkInterface();
        InetSocketAddress local = localAddress();
        if (outgoing != null || local == null) {
            return outgoing;
        }
        try {
            return NetworkInterface.getByInetAddress(local.getAddress());
        } catch (SocketException e) {
            return null;
        }
    }

    /** On the event loop: what is decided there is never waited for, least of all by another event loop. */
    private ChannelFuture complete(ChannelPromise promise, Supplier<ChannelFuture> call) {
        if (isRegistered() && !eventLoop().inEventLoop()) {
            try {
                eventLoop().execute(() -> make(promise, call));
                return promise;
            } catch (RejectedExecutionException e) {
                // the call itself tells that the loop is shut down
            }
        }
        make(promise, call);
        return promise;
    }

    /** What the caller gave wrong reaches the caller in the promise, too. */
    private static void make(ChannelPromise promise, Supplier<ChannelFuture> call) {
        if (!promise.setUncancellable()) {
            return;
        }
        try {
            call.get().addListener((ChannelFutureListener) done -> {
                if (done.isSuccess()) {
                    promise.trySuccess();
                } else {
                    promise.tryFailure(done.cause());
                }
            });
        } catch (RuntimeException e) {
            promise.tryFailure(e);
        }
    }
}
