package io.multicast.discovery.mdns;

import io.multicast.discovery.dns.DnsMessage;
import io.multicast.discovery.dns.DnsName;
import io.multicast.discovery.mdns.protocol.LinkId;
import io.multicast.discovery.mdns.protocol.Mdns;
import io.multicast.discovery.naming.HostName;
import io.multicast.netty.InterfaceChange;
import io.multicast.netty.NetworkInterfaces;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ScheduledFuture;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The state machine with its sockets and the time, on an event loop. */
final class MdnsEngine implements PacketHandler.Receiver {
    private static final System.Logger LOG = System.getLogger(MdnsEngine.class.getName());
    private static final long LOOK_MILLIS = 500;
    private static final long STUCK_MILLIS = 1000;
    /** Ours: a clock that went on while the program stood still says that the host slept. */
    private static final long SLEPT_MILLIS = 5000;

    private final EventLoop loop;
    private final LocalNetwork network;
    private final KnownNames names;
    private final Mdns mdns;
    private final Sockets sockets;
    private final SocketOpener opener;
    private final @Nullable String fixedHost;
    private final boolean alone;
    private String wantedHost;
    private long lag;
    private @Nullable Channel unicast;
    private @Nullable ScheduledFuture<?> timer;
    private long timerTime = Long.MAX_VALUE;
    private @Nullable ScheduledFuture<?> look;
    private NetworkInterfaces.@Nullable Subscription subscription;
    private boolean closed;

    MdnsEngine(EventLoop loop, MdnsSettings settings) {
        this.loop = loop;
        network = new LocalNetwork(settings.interfaces());
        names = new KnownNames(settings.names());
        fixedHost = settings.host();
        wantedHost = fixedHost == null ? HostName.current() : fixedHost;
        alone = !SocketOpener.isPortTaken();
        opener = new SocketOpener(loop, link -> new PacketHandler(link, this));
        sockets = new Sockets(opener, this::useReady);
        mdns = new Mdns(
                System::nanoTime,
                new SplittableRandom(),
                sockets::send,
                names.host(wantedHost),
                renamed -> keepHost(renamed));
        lag = lag();
    }

    /** Begins to follow the network. */
    void start() {
        if (alone && opener.sharesIpv4()) {
            openUnicast();
        } else {
            follow();
        }
    }

    private void follow() {
        if (!closed) {
            subscription = NetworkInterfaces.watch(loop, this::changed);
            look = loop.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void changed(InterfaceChange change) {
        change.deleted().forEach(sockets::forget);
        sockets.update(network.interfaces());
        useReady();
    }

    private void openUnicast() {
        opener.openUnicast(new PacketHandler(null, new UnicastOnly())).addListener(opened -> {
            if (opened.isSuccess()) {
                unicast = (Channel) opened.getNow();
                mdns.setUnicastReachable(true);
            } else {
                LOG.log(Level.DEBUG, "no unicast to port 5353", opened.cause());
            }
            follow();
        });
    }

    /** The socket for unicast: on some systems it also gets what is sent to groups that others have joined. */
    private final class UnicastOnly implements PacketHandler.Receiver {
        @Override
        public void receive(LinkId link, InetSocketAddress source, boolean toGroup, DnsMessage message) {
            if (!toGroup) {
                MdnsEngine.this.receive(link, source, false, message);
            }
        }

        @Override
        public void settle() {
            MdnsEngine.this.settle();
        }
    }

    private void keepHost(DnsName renamed) {
        names.keepHost(wantedHost, renamed.label(0));
    }

    /** Looks at what nobody tells of: the host's name, and whether it slept. */
    private void look() {
        long now = lag();
        if (Math.abs(now - lag) > SLEPT_MILLIS) {
            run(() -> sockets.ready().keySet().forEach(link -> mdns.restart(link.interfaceIndex())));
        }
        lag = now;
        String host = fixedHost == null ? HostName.current() : fixedHost;
        if (!host.equals(wantedHost)) {
            wantedHost = host;
            run(() -> mdns.renameHost(names.host(host)));
        }
    }

    private static long lag() {
        return System.currentTimeMillis() - TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    private void useReady() {
        run(() -> mdns.setLinks(sockets.ready()));
    }

    /** The state machine; use it within {@link #run} only. */
    Mdns mdns() {
        return mdns;
    }

    /** Does something with the state machine at this moment, then what is due by it. */
    void run(Runnable action) {
        action.run();
        settle();
    }

    @Override
    public void receive(LinkId link, InetSocketAddress source, boolean toGroup, DnsMessage message) {
        mdns.receive(link, source, toGroup, message);
    }

    /** Does what is due, and sets the timer for what is next. */
    @Override
    public void settle() {
        mdns.advance();
        long next = mdns.next();
        if (next == timerTime || closed) {
            return;
        }
        if (timer != null) {
            timer.cancel(false);
        }
        timerTime = next;
        timer = next == Long.MAX_VALUE
                ? null
                : loop.schedule(this::wake, Math.max(0, next - System.nanoTime()), TimeUnit.NANOSECONDS);
    }

    private void wake() {
        timerTime = Long.MAX_VALUE;
        settle();
    }

    /** Whether there is a link to speak on. */
    boolean isConnected() {
        return !sockets.ready().isEmpty();
    }

    /** Does something after a while in which a link could have come up, so that its lack can be told. */
    void whenStuck(Runnable tell) {
        loop.schedule(
                () -> {
                    if (!closed && !isConnected()) {
                        tell.run();
                    }
                },
                STUCK_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    KnownNames names() {
        return names;
    }

    /** Why there may be none. */
    String refusals() {
        return network.refusals();
    }

    /** Says goodbye, and closes the sockets once that is sent. */
    Future<?> close() {
        if (!closed) {
            run(mdns::shutdown);
            closed = true;
            if (subscription != null) {
                subscription.close();
            }
            if (look != null) {
                look.cancel(false);
            }
            if (timer != null) {
                timer.cancel(false);
            }
            if (unicast != null) {
                unicast.close();
            }
            sockets.close();
        }
        return loop.newSucceededFuture(null);
    }
}
