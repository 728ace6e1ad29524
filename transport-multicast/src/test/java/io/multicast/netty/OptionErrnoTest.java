package io.multicast.netty;

import static io.multicast.netty.testing.Ip.ip;
import static java.net.StandardProtocolFamily.INET;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import io.multicast.netty.testing.Loop;
import io.multicast.netty.testing.Transport;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each errno that Linux has for an option, and for sockets that are none of UDP, as far as the API lets it come to that. */
class OptionErrnoTest extends InLab {
    private static final int SO_BINDTODEVICE = 25;
    private static final Posix C = Native.load("c", Posix.class);

    /** To take a channel's socket away from under it. */
    interface Posix extends Library {
        int open(String path, int flags) throws LastErrorException;

        int socket(int domain, int type, int protocol) throws LastErrorException;

        int dup2(int from, int to) throws LastErrorException;

        int close(int fd) throws LastErrorException;
    }

    private static void refused(Future<?> future, String errno, String... hint) {
        assertThat(Outcome.failureOf(future, errno).hint()).contains(hint);
    }

    private static byte[] number(int value) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.nativeOrder())
                .putInt(0, value)
                .array();
    }

    @ParameterizedTest
    @EnumSource
    void interfaceOtherThanTheOneBoundTo(Transport transport) throws Exception {
        MulticastChannelOption<byte[]> device = MulticastChannelOption.raw(1, SO_BINDTODEVICE, 16);
        byte[] va0 = "va0\0".getBytes(StandardCharsets.US_ASCII);
        try (Loop loop = Loop.in(lab.a(), transport)) {
            Multicast multicast = Multicast.of(bind(loop, null));
            Outcome.of(multicast.set(device, va0));
            assertThat(Outcome.of(multicast.get(device))).isEqualTo(va0);
            refused(
                    multicast.set(MulticastChannelOption.IP_MULTICAST_IF, MulticastInterface.of("va1")),
                    "EINVAL",
                    "SO_BINDTODEVICE");
            refused(
                    multicast.set(MulticastChannelOption.IPV6_MULTICAST_IF, MulticastInterface.of("va1")),
                    "EINVAL",
                    "SO_BINDTODEVICE");
            Outcome.of(multicast.set(MulticastChannelOption.IP_MULTICAST_IF, MulticastInterface.of("va0")));
            Outcome.of(multicast.join(Membership.of("239.1.1.1").on("va1"))); // which it will not receive from
            assertThat(kernel.devices(ip("239.1.1.1"))).containsExactly("va1");
            Outcome.of(multicast.set(device, new byte[0])); // bound to none
            Outcome.of(multicast.set(MulticastChannelOption.IP_MULTICAST_IF, MulticastInterface.of("va1")));
        }
    }

    @ParameterizedTest
    @EnumSource
    void rawValuesThatTheKernelDoesNotTake(Transport transport) throws Exception {
        try (Loop loop = Loop.in(lab.a(), transport)) {
            Multicast multicast = Multicast.of(bind(loop, null));
            SocketState before = SocketState.of(multicast.channel());
            refused(multicast.set(MulticastChannelOption.raw(0, 33, 4), number(256)), "EINVAL", "does not take");
            refused(multicast.set(MulticastChannelOption.raw(0, 33, 4), number(-2)), "EINVAL", "does not take");
            refused(multicast.set(MulticastChannelOption.raw(41, 18, 4), new byte[1]), "EINVAL", "does not take");
            refused(multicast.set(MulticastChannelOption.raw(0, 42, 4), new byte[135]), "EINVAL", "does not take");
            refused(multicast.set(MulticastChannelOption.raw(0, 2, 4), number(0)), "EINVAL", "does not take");
            assertThat(SocketState.of(multicast.channel())).isEqualTo(before);
        }
    }

    /** An option that nobody knows has nothing to do with the family; one of IPv6 has. */
    @ParameterizedTest
    @EnumSource
    void optionThatIsNotKnownToAnIpv4Socket(Transport transport) throws Exception {
        try (Loop loop = Loop.in(lab.a(), transport)) {
            Multicast multicast = Multicast.of(bind(loop, INET));
            refused(multicast.set(MulticastChannelOption.raw(1, 9999, 4), number(1)), "ENOPROTOOPT", "not know");
            refused(multicast.set(MulticastChannelOption.raw(41, 18, 4), number(1)), "ENOPROTOOPT", "IPv4 only");
            refused(multicast.get(MulticastChannelOption.raw(41, 18, 4)), "EOPNOTSUPP", "IPv4 only");
        }
    }

    @ParameterizedTest
    @EnumSource
    void tcpSocket(Transport transport) throws Exception {
        try (Loop loop = Loop.in(lab.a(), transport)) {
            Bootstrap bootstrap = new Bootstrap()
                    .group(loop.group())
                    .channel(transport.stream())
                    .handler(new Observer());
            Channel channel = loop.closeWithThis(Outcome.bound(loop.call(() -> bootstrap.register())));
            Multicast multicast = Multicast.of(channel);
            refused(multicast.set(MulticastChannelOption.IP_MULTICAST_TTL, 8), "EINVAL", "no datagram socket");
            refused(multicast.set(MulticastChannelOption.IPV6_MULTICAST_HOPS, 8), "ENOPROTOOPT", "kind of socket");
            byte[] request = ByteBuffer.allocate(12)
                    .order(ByteOrder.nativeOrder())
                    .put(0, ip("239.1.1.1").getAddress())
                    .putInt(8, lab.index("va0"))
                    .array();
            refused(multicast.set(MulticastChannelOption.raw(0, 35, 0), request), "EPROTO", "datagram sockets");
            // Linux would take it, and deliver nothing
            MulticastException refusal =
                    Outcome.failureOf(multicast.join(Membership.of("239.1.1.1").on("va0")));
            assertThat(refusal).hasMessageContaining("datagram channels alone");
            assertThat(kernel.users("va0", ip("239.1.1.1"))).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void socketThatWasTakenAway(Transport transport) throws Exception {
        try (Loop loop = Loop.in(lab.a(), transport)) {
            Channel channel = bind(loop, INET);
            Multicast multicast = Multicast.of(channel);
            Outcome.of(multicast.get(MulticastChannelOption.IP_TTL)); // the handle is known from here on
            int fd = Transport.fd(channel);
            Outcome.runOn(channel, () -> {
                int nothing = C.open("/dev/null", 0);
                int local = C.socket(1, 2, 0); // AF_UNIX, SOCK_DGRAM
                C.dup2(nothing, fd);
                allRefused(multicast, "ENOTSOCK", "closed behind");
                C.dup2(local, fd);
                allRefused(multicast, "EOPNOTSUPP", "can't do multicast");
                C.close(fd);
                allRefused(multicast, "EBADF", "closed behind");
                C.dup2(nothing, fd); // for Netty to close
                C.close(local);
                return C.close(nothing);
            });
        }
    }

    private static void allRefused(Multicast multicast, String errno, String hint) {
        Membership membership = Membership.of("239.1.1.1").on("va0");
        refused(multicast.set(MulticastChannelOption.IP_MULTICAST_TTL, 8), errno, hint);
        refused(multicast.get(MulticastChannelOption.IP_MULTICAST_TTL), errno, hint);
        refused(multicast.join(membership), errno, hint);
        refused(multicast.join(membership.from("10.99.0.2")), errno, hint);
        refused(multicast.leave(membership), errno, hint);
        refused(multicast.block(membership, ip("10.99.0.2")), errno, hint);
    }
}
