package io.multicast.netty;

import io.netty.channel.ChannelException;
import io.netty.channel.ChannelOption;
import io.netty.channel.nio.AbstractNioChannel;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.spi.SelectorProvider;
import org.jspecify.annotations.Nullable;

/** The life of a datagram channel by the JDK's: opened, bound, connected, closed. */
abstract class JavaDatagramChannel extends AbstractNioChannel implements io.netty.channel.socket.DatagramChannel {
    private static final SelectorProvider PROVIDER = SelectorProvider.provider(); // looked up each time otherwise

    private static final InetAddress IPV4_WILDCARD = NetUtil.createInetAddressFromIpAddressString("0.0.0.0");

    private final boolean ipv4;
    private volatile boolean bound;

    JavaDatagramChannel(DatagramChannel socket, boolean ipv4) {
        super(null, socket, SelectionKey.OP_READ);
        this.ipv4 = ipv4;
    }

    static boolean isIpv4(@Nullable ProtocolFamily family) {
        return family != null && StandardProtocolFamily.valueOf(family.name()) == StandardProtocolFamily.INET;
    }

    static DatagramChannel open(@Nullable ProtocolFamily family) {
        try {
            return family == null
                    ? PROVIDER.openDatagramChannel()
                    : PROVIDER.openDatagramChannel(StandardProtocolFamily.valueOf(family.name()));
        } catch (IOException e) {
            throw new ChannelException("could not open a datagram socket", e);
        }
    }

    /** As the JDK does before it sends. */
    void bindIfUnbound() throws Exception {
        if (!bound) {
            doBind(null);
        }
    }

    @Override
    @SuppressWarnings("deprecation") // the option still has its meaning
    public boolean isActive() {
        return isOpen()
                && (bound
                        || (isRegistered()
                                && Boolean.TRUE.equals(
                                        config().getOption(ChannelOption.DATAGRAM_CHANNEL_ACTIVE_ON_REGISTRATION))));
    }

    @Override
    public InetSocketAddress localAddress() {
        return (InetSocketAddress) super.localAddress();
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return (InetSocketAddress) super.remoteAddress();
    }

    @Override
    public boolean isConnected() {
        return javaChannel().isConnected();
    }

    @Override
    protected DatagramChannel javaChannel() {
        return (DatagramChannel) super.javaChannel();
    }

    @Override
    protected SocketAddress localAddress0() {
        return javaChannel().socket().getLocalSocketAddress();
    }

    @Override
    protected SocketAddress remoteAddress0() {
        return javaChannel().socket().getRemoteSocketAddress();
    }

    @Override
    protected void doBind(@Nullable SocketAddress localAddress) throws Exception {
        javaChannel().bind(ofFamily(localAddress));
        bound = true;
    }

    /** With -Djava.net.preferIPv6Addresses=true the wildcard of a port alone is that of IPv6. */
    private @Nullable SocketAddress ofFamily(@Nullable SocketAddress local) {
        return ipv4
                        && local instanceof InetSocketAddress address
                        && address.getAddress() instanceof Inet6Address ipv6
                        && ipv6.isAnyLocalAddress()
                ? new InetSocketAddress(IPV4_WILDCARD, address.getPort())
                : local;
    }

    @Override
    protected boolean doConnect(SocketAddress remoteAddress, @Nullable SocketAddress localAddress) throws Exception {
        boolean connected = false;
        try {
            if (localAddress != null) {
                doBind(localAddress);
            }
            javaChannel().connect(remoteAddress);
            bound = true;
            connected = true;
            return true;
        } finally {
            if (!connected) {
                doClose();
            }
        }
    }

    @Override
    protected void doFinishConnect() {
        throw new UnsupportedOperationException("a datagram channel is connected at once");
    }

    @Override
    protected void doDisconnect() throws Exception {
        javaChannel().disconnect();
    }

    @Override
    protected void doClose() throws Exception {
        javaChannel().close();
    }
}
