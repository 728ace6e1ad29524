package io.multicast.netty.internal.channel;

import java.io.IOException;
import java.net.ProtocolFamily;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.AbstractSelectableChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;
import java.util.Set;

/** Selectors and datagram channels that are not of the JDK's classes, though a channel of the JDK's does the work. */
public final class ForeignProvider extends SelectorProvider {
    private final SelectorProvider real = SelectorProvider.provider();
    private final boolean passesTtlOn;

    /** Whether its channels pass the multicast TTL on to a socket, or keep it to themselves as one without a socket would. */
    public ForeignProvider(boolean passesTtlOn) {
        this.passesTtlOn = passesTtlOn;
    }

    @Override
    public DatagramChannel openDatagramChannel() throws IOException {
        return new Foreign(this, real.openDatagramChannel());
    }

    @Override
    public DatagramChannel openDatagramChannel(ProtocolFamily family) throws IOException {
        return new Foreign(this, real.openDatagramChannel(family));
    }

    @Override
    public Pipe openPipe() throws IOException {
        return real.openPipe();
    }

    @Override
    public AbstractSelector openSelector() throws IOException {
        return new ForeignSelector(this, real.openSelector());
    }

    @Override
    public ServerSocketChannel openServerSocketChannel() throws IOException {
        return real.openServerSocketChannel();
    }

    @Override
    public SocketChannel openSocketChannel() throws IOException {
        return real.openSocketChannel();
    }

    private static final class Foreign extends DelegatingDatagramChannel {
        private final boolean passesTtlOn;
        private Object ttl = 1;

        Foreign(ForeignProvider provider, DatagramChannel real) {
            super(provider, real);
            passesTtlOn = provider.passesTtlOn;
        }

        @Override
        public <T> DatagramChannel setOption(SocketOption<T> name, T value) throws IOException {
            if (passesTtlOn || !name.equals(StandardSocketOptions.IP_MULTICAST_TTL)) {
                return super.setOption(name, value);
            }
            ttl = value;
            return this;
        }

        @Override
        public <T> T getOption(SocketOption<T> name) throws IOException {
            return passesTtlOn || !name.equals(StandardSocketOptions.IP_MULTICAST_TTL)
                    ? super.getOption(name)
                    : name.type().cast(ttl);
        }
    }

    private static final class ForeignSelector extends AbstractSelector {
        private final Selector real;

        ForeignSelector(SelectorProvider provider, Selector real) {
            super(provider);
            this.real = real;
        }

        @Override
        protected void implCloseSelector() throws IOException {
            real.close();
        }

        @Override
        protected SelectionKey register(AbstractSelectableChannel channel, int operations, Object attachment) {
            try {
                return ((Foreign) channel).real.register(real, operations, attachment);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public Set<SelectionKey> keys() {
            return real.keys();
        }

        @Override
        public Set<SelectionKey> selectedKeys() {
            return real.selectedKeys();
        }

        @Override
        public int selectNow() throws IOException {
            return real.selectNow();
        }

        @Override
        public int select(long timeout) throws IOException {
            return real.select(timeout);
        }

        @Override
        public int select() throws IOException {
            return real.select();
        }

        @Override
        public Selector wakeup() {
            real.wakeup();
            return this;
        }
    }
}
