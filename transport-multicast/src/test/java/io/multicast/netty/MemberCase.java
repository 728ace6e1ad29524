package io.multicast.netty;

import static io.multicast.netty.testing.Ip.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.testing.Kernel;
import io.multicast.netty.testing.Kernel.Filter;
import io.multicast.netty.testing.Lab;
import io.multicast.netty.testing.Transport;
import io.netty.channel.Channel;
import java.net.InetAddress;
import java.net.StandardProtocolFamily;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A kind of socket and a family of groups. Each has two interfaces; va1 has no IPv4 address, which must make no difference.
 *
 * @param socket the family that the channel is opened with, null for the transport's own choice, which is dual-stack
 */
record MemberCase(Transport transport, StandardProtocolFamily socket, StandardProtocolFamily groups) {
    static final String FIRST = "va0";
    static final String SECOND = "va1";

    /** Every transport with IPv4 groups on AF_INET sockets, and with both families on dual-stack sockets. */
    static Stream<MemberCase> all() {
        return Arrays.stream(Transport.values())
                .flatMap(transport -> Stream.of(
                        new MemberCase(transport, StandardProtocolFamily.INET, StandardProtocolFamily.INET),
                        new MemberCase(transport, null, StandardProtocolFamily.INET),
                        new MemberCase(transport, null, StandardProtocolFamily.INET6)));
    }

    private boolean isIpv4() {
        return groups == StandardProtocolFamily.INET;
    }

    /** Groups 1, 2 ... */
    InetAddress group(int number) {
        return ip((isIpv4() ? "239.1.1." : "ff15::1:1:") + number);
    }

    /** Sources 2, 3 ... */
    InetAddress source(int number) {
        return ip((isIpv4() ? "10.99.0." : "fd99::") + number);
    }

    private InetAddress[] sources(int... numbers) {
        return Arrays.stream(numbers).mapToObj(this::source).toArray(InetAddress[]::new);
    }

    /** Group 1 on an interface, from any source. */
    Membership on(String device) {
        return Membership.of(group(1)).on(device);
    }

    Membership from(String device, int... sources) {
        return on(device).from(sources(sources));
    }

    Membership except(String device, int... sources) {
        return on(device).except(sources(sources));
    }

    /** What the kernel holds of group 1 for a channel, which is to be the only one. */
    View view(Lab lab, Channel channel) {
        return new View(lab, channel, group(1));
    }

    /** The kernel's view of one group. */
    final class View {
        private final Lab lab;
        private final Kernel kernel;
        private final Channel channel;
        private final InetAddress group;

        private View(Lab lab, Channel channel, InetAddress group) {
            this.lab = lab;
            this.kernel = Kernel.of(lab.a());
            this.channel = channel;
            this.group = group;
        }

        View ofGroup(int number) {
            return new View(lab, channel, group(number));
        }

        /** It is joined on these and no other. */
        void isJoinedOn(String... devices) {
            assertThat(kernel.devices(group)).containsExactlyInAnyOrder(devices);
            for (String device : devices) {
                assertThat(kernel.users(device, group)).isEqualTo(1);
            }
        }

        void isNotJoined() {
            isJoinedOn();
            assertThat(kernel.filters(group)).isEmpty();
        }

        /** It is joined there, from any source. */
        void isAnySource(String device) {
            isFiltered(device, false);
        }

        /** It is joined there, and filtered to these sources. */
        void includes(String device, int... numbers) {
            isFiltered(device, true, numbers);
        }

        /** It is joined there for all but these sources. */
        void excludes(String device, int... numbers) {
            isFiltered(device, false, numbers);
        }

        private void isFiltered(String device, boolean including, int... numbers) {
            int index = lab.index(device);
            assertThat(kernel.users(device, group)).as("member on " + device).isEqualTo(1);
            assertThat(kernel.filters(group).stream().filter(filter -> filter.index() == index))
                    .containsExactlyInAnyOrderElementsOf(Arrays.stream(numbers)
                            .mapToObj(source ->
                                    new Filter(index, group, source(source), including ? 1 : 0, including ? 0 : 1))
                            .toList());
            assertThat(SocketFilter.of(channel, index, group))
                    .isEqualTo(new SocketFilter(including, Set.of(sources(numbers))));
        }
    }
}
