package io.multicast.netty;

import static io.multicast.netty.testing.Ip.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.testing.Loop;
import io.multicast.netty.testing.Transport;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** However an interface is named, it is that one that the kernel joins on. */
class InterfaceNamingTest extends InLab {
    private static final InetAddress IPV4 = ip("239.1.1.1");
    private static final InetAddress IPV6 = ip("ff15::1:1:1");

    @ParameterizedTest
    @EnumSource
    void byNameIndexAndNetworkInterface(Transport transport) throws Exception {
        try (Loop loop = Loop.in(lab.a(), transport)) {
            Multicast multicast = Multicast.of(bind(loop, null));
            for (String device : List.of("va0", "va1", "va2")) {
                NetworkInterface found = lab.a().call(() -> NetworkInterface.getByName(device));
                joinsOn(device, multicast, Membership.of(IPV4).on(device));
                joinsOn(device, multicast, Membership.of(IPV4).on(lab.index(device)));
                joinsOn(device, multicast, Membership.of(IPV4).on(found));
                joinsOn(device, multicast, Membership.of(IPV6).on(device));
                joinsOn(device, multicast, Membership.of(IPV6).on(lab.index(device)));
                joinsOn(device, multicast, Membership.of(IPV6).on(found));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void byScope(Transport transport) throws Exception {
        try (Loop loop = Loop.in(lab.a(), transport)) {
            Multicast multicast = Multicast.of(bind(loop, null));
            for (String device : List.of("va0", "va1")) {
                int index = lab.index(device);
                NetworkInterface found = lab.a().call(() -> NetworkInterface.getByName(device));
                byte[] linkLocal = ip("ff02::1234").getAddress();
                joinsOn(device, multicast, Membership.of("ff02::1234%" + device));
                joinsOn(device, multicast, Membership.of("ff02::1234%" + index));
                joinsOn(device, multicast, Membership.of(Inet6Address.getByAddress(null, linkLocal, index)));
                joinsOn(device, multicast, Membership.of(Inet6Address.getByAddress(null, linkLocal, found)));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void anotherNameForTheSameInterfaceWillDo(Transport transport) throws Exception {
        try (Loop loop = Loop.in(lab.a(), transport)) {
            Multicast multicast = Multicast.of(bind(loop, null));
            Membership byName = Membership.of(IPV4).on("va1");
            Membership byIndex = Membership.of(IPV4).on(lab.index("va1"));
            Outcome.of(multicast.join(byName));
            Outcome.of(multicast.join(byIndex)); // joined already
            assertThat(kernel.users("va1", IPV4)).isEqualTo(1);
            Outcome.of(multicast.block(byIndex, ip("10.99.0.2")));
            assertThat(kernel.filters(IPV4)).hasSize(1);
            Outcome.of(multicast.unblock(byName, ip("10.99.0.2")));
            Outcome.of(multicast.leave(byIndex));
            assertThat(kernel.devices(IPV4)).isEmpty();
            assertThat(multicast.memberships()).isEmpty();
            Outcome.failureOf(multicast.leave(byName), "EADDRNOTAVAIL");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aNameThatIsNotThereIsAnsweredWithThoseThatAre(Transport transport) throws Exception {
        try (Loop loop = Loop.in(lab.a(), transport)) {
            Multicast multicast = Multicast.of(bind(loop, null));
            Membership wrong = Membership.of(IPV4).on("va9");
            assertThat(Outcome.failureOf(multicast.join(wrong), "ENODEV").hint())
                    .contains("va9")
                    .contains("va0 (index " + lab.index("va0") + ")", "va1", "va2", "lo");
            Outcome.failureOf(multicast.leave(wrong), "ENODEV");
        }
    }

    private static void joinsOn(String device, Multicast multicast, Membership membership) {
        Outcome.of(multicast.join(membership));
        assertThat(kernel.devices(membership.group())).containsExactly(device);
        assertThat(multicast.memberships()).containsExactly(membership);
        Outcome.of(multicast.leave(membership));
        assertThat(kernel.devices(membership.group())).isEmpty();
    }
}
