package smoke;

import static io.multicast.netty.MulticastChannelOption.IPV6_MULTICAST_HOPS;
import static io.multicast.netty.MulticastChannelOption.IPV6_MULTICAST_IF;
import static io.multicast.netty.MulticastChannelOption.IPV6_MULTICAST_LOOP;
import static io.multicast.netty.MulticastChannelOption.IPV6_TCLASS;
import static io.multicast.netty.MulticastChannelOption.IPV6_UNICAST_HOPS;
import static io.multicast.netty.MulticastChannelOption.IP_MULTICAST_IF;
import static io.multicast.netty.MulticastChannelOption.IP_MULTICAST_LOOP;
import static io.multicast.netty.MulticastChannelOption.IP_MULTICAST_TTL;
import static io.multicast.netty.MulticastChannelOption.IP_TOS;
import static io.multicast.netty.MulticastChannelOption.IP_TTL;
import static io.multicast.netty.MulticastChannelOption.MEMBERSHIPS;
import static io.multicast.netty.MulticastChannelOption.RECVHOPLIMIT;
import static io.multicast.netty.MulticastChannelOption.RECVPKTINFO;

import io.multicast.netty.InterfaceSelector;
import io.multicast.netty.Membership;
import io.multicast.netty.Multicast;
import io.multicast.netty.MulticastChannelOption;
import io.multicast.netty.MulticastEvent;
import io.multicast.netty.MulticastException;
import io.multicast.netty.MulticastInitializer;
import io.multicast.netty.MulticastInterface;
import io.multicast.netty.MulticastPacket;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Arguments: {@code without-EPOLL} and the like for transports that are not there. All of the library once, on every transport that is there: options, joins, sources, blocks, following, packets. Runs in a
 * network namespace of its own with the interface {@code s0}. Nothing of Netty that one of the versions lacks is used.
 */
public final class Smoke {
    private static final String LINK = "s0";
    private static int checks;

    private Smoke() {}

    private static final class Inbox extends ChannelInboundHandlerAdapter {
        private final BlockingQueue<Object> seen = new LinkedBlockingQueue<>();

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            seen.add(message);
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            seen.add(event);
        }

        Object next() throws InterruptedException {
            Object next = seen.poll(10, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("nothing came");
            }
            return next;
        }
    }

    /** Prints the number of checks; ends with a stack trace at the first that fails. */
    public static void main(String[] arguments) throws Exception {
        for (Transports transport : Transports.values()) {
            Throwable cause = transport.unavailabilityCause();
            if (cause != null) {
                require(List.of(arguments).contains("without-" + transport), transport + ": " + cause);
                System.out.println(transport + ": not there, as was said");
                continue;
            }
            try (Transports.Loop loop = transport.open()) {
                options(loop);
                joins(loop, "239.1.2.3", "10.83.0.9");
                joins(loop, "ff15::1:2:3", "fd83::9");
                failure(loop);
                following(loop);
                traffic(loop);
                if (transport.hasPacketChannel()) {
                    packets(loop);
                }
            }
            System.out.println(transport + ": " + checks + " checks");
        }
        System.out.println(checks + " passed, 0 failed");
        System.exit(0); // Netty 4.1's threads may linger
    }

    private static void require(boolean holds, String otherwise) {
        checks++;
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }

    private static <F extends Future<?>> F done(F future) throws InterruptedException {
        require(future.await(10, TimeUnit.SECONDS), "no answer");
        if (!future.isSuccess()) {
            throw new AssertionError(future.cause());
        }
        return future;
    }

    private static <T> void option(Multicast multicast, MulticastChannelOption<T> option, T value) throws Exception {
        done(multicast.set(option, value));
        T held = done(multicast.get(option)).getNow();
        require(value.equals(held), option + " is " + held + ", not " + value);
    }

    private static void options(Transports.Loop loop) throws Exception {
        Channel channel = loop.bind(MulticastInitializer.builder()
                .ttl(9)
                .loopback(false)
                .networkInterface(LINK)
                .build());
        Multicast multicast = Multicast.of(channel);
        require(done(multicast.get(IP_MULTICAST_TTL)).getNow() == 9, "TTL at start-up");
        require(done(multicast.get(IPV6_MULTICAST_HOPS)).getNow() == 9, "hop limit at start-up");
        for (MulticastChannelOption<Integer> number :
                List.of(IP_MULTICAST_TTL, IPV6_MULTICAST_HOPS, IP_TTL, IPV6_UNICAST_HOPS, IP_TOS, IPV6_TCLASS)) {
            option(multicast, number, 20);
            option(multicast, number, 40);
        }
        for (MulticastChannelOption<Boolean> flag : List.of(
                IP_MULTICAST_LOOP,
                IPV6_MULTICAST_LOOP,
                MulticastChannelOption.IP_MULTICAST_ALL,
                MulticastChannelOption.IPV6_MULTICAST_ALL)) {
            option(multicast, flag, true);
            option(multicast, flag, false);
        }
        for (MulticastChannelOption<MulticastInterface> outgoing : List.of(IP_MULTICAST_IF, IPV6_MULTICAST_IF)) {
            option(multicast, outgoing, MulticastInterface.systemDefault());
            option(multicast, outgoing, MulticastInterface.of(LINK));
        }
        done(channel.close());
    }

    private static void joins(Transports.Loop loop, String group, String source) throws Exception {
        Membership membership = Membership.of(group).on(LINK);
        Channel channel =
                loop.bind(MulticastInitializer.builder().join(membership).build());
        Multicast multicast = Multicast.of(channel);
        require(isJoined(group), "not joined");
        done(multicast.block(membership, InetAddress.getByName(source)));
        done(multicast.unblock(membership, InetAddress.getByName(source)));
        done(multicast.leave(membership));
        require(!isJoined(group), "not left");
        done(multicast.join(membership.from(source)));
        done(multicast.set(MEMBERSHIPS, Set.of(membership.except(source))));
        require(isJoined(group), "not joined for sources");
        require(done(multicast.diagnose()).getNow().isEmpty(), "the kernel holds something else");
        done(channel.close());
    }

    private static boolean isJoined(String group) throws Exception {
        byte[] address = InetAddress.getByName(group).getAddress();
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < address.length; i++) { // igmp has them as a number of this little-endian machine
            digits.append(String.format("%02x", address[address.length == 4 ? 3 - i : i] & 0xff));
        }
        String table = Files.readString(Path.of("/proc/net", address.length == 4 ? "igmp" : "igmp6"));
        return table.toLowerCase(java.util.Locale.ROOT).contains(digits);
    }

    private static void failure(Transports.Loop loop) throws Exception {
        ChannelFuture bind = loop.bootstrap(MulticastInitializer.builder()
                        .join(Membership.of("239.1.2.3").on(9999))
                        .build())
                .bind(0);
        require(bind.await(10, TimeUnit.SECONDS), "a failed join has no answer");
        require(bind.cause() instanceof MulticastException, "no MulticastException: " + bind.cause());
        require(
                ((MulticastException) bind.cause()).errnoName().equals("ENODEV"),
                bind.cause().getMessage());
    }

    private static void following(Transports.Loop loop) throws Exception {
        Inbox inbox = new Inbox();
        Channel channel = loop.bind(MulticastInitializer.builder()
                .followNetworkChanges()
                .join(Membership.of("239.1.2.4").on(InterfaceSelector.usable()))
                .handler(inbox)
                .build());
        ip("link add s1 type veth peer name s2");
        ip("link set s2 up");
        ip("link set s1 up");
        ip("addr add 10.84.0.1/24 dev s1");
        event(inbox, MulticastEvent.Type.JOINED);
        ip("link del s1");
        event(inbox, MulticastEvent.Type.LOST);
        done(channel.close());
    }

    private static void event(Inbox inbox, MulticastEvent.Type type) throws InterruptedException {
        MulticastEvent event;
        do {
            event = (MulticastEvent) inbox.next();
        } while (event.type() != type || !event.interfaceName().equals("s1"));
    }

    private static void ip(String arguments) throws Exception {
        Process process =
                new ProcessBuilder(("ip " + arguments).split(" ")).inheritIO().start();
        require(process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0, "ip " + arguments);
    }

    private static void traffic(Transports.Loop loop) throws Exception {
        for (String group : List.of("239.1.2.5", "ff15::1:2:5")) {
            Inbox inbox = new Inbox();
            Channel channel = loop.bind(MulticastInitializer.builder()
                    .networkInterface(LINK)
                    .join(Membership.of(group).on(LINK))
                    .handler(inbox)
                    .build());
            send(channel, group, "hello");
            DatagramPacket packet = (DatagramPacket) inbox.next();
            require(packet.content().toString(StandardCharsets.UTF_8).equals("hello"), "another text");
            ReferenceCountUtil.release(packet);
            done(channel.close());
        }
    }

    private static void send(Channel channel, String group, String text) throws InterruptedException {
        int port = ((InetSocketAddress) channel.localAddress()).getPort();
        done(channel.writeAndFlush(new DatagramPacket(
                Unpooled.copiedBuffer(text, StandardCharsets.UTF_8), new InetSocketAddress(group, port))));
    }

    private static void packets(Transports.Loop loop) throws Exception {
        for (String group : List.of("239.1.2.6", "ff15::1:2:6")) {
            Inbox inbox = new Inbox();
            Bootstrap bootstrap = loop.packetBootstrap(MulticastInitializer.builder()
                            .networkInterface(LINK)
                            .ttl(7)
                            .join(Membership.of(group).on(LINK))
                            .handler(inbox)
                            .build())
                    .option(ChannelOption.SO_REUSEADDR, true)
                    .option(RECVPKTINFO, true)
                    .option(RECVHOPLIMIT, true);
            Channel channel = done(bootstrap.bind(0)).channel();
            send(channel, group, "packet");
            MulticastPacket packet = (MulticastPacket) inbox.next();
            require(packet.hopLimit() == 7, "hop limit " + packet.hopLimit());
            require(LINK.equals(packet.interfaceName()), "interface " + packet.interfaceName());
            require(packet.recipient().getAddress().isMulticastAddress(), "recipient " + packet.recipient());
            ReferenceCountUtil.release(packet);
            done(channel.close());
        }
    }
}
