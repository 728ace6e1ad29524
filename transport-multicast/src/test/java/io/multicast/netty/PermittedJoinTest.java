package io.multicast.netty;

import static io.multicast.netty.testing.Ip.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.testing.Loop;
import io.multicast.netty.testing.Transport;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Joins that look doubtful and that Linux takes: they are not to be refused here either. */
class PermittedJoinTest extends InLab {
    private static final int IPV6_V6ONLY = 26;

    /** Interfaces down, without carrier, without an address, without the MULTICAST flag, with IPv6 off. */
    @BeforeAll
    static void interfaces() {
        lab.a()
                .ip(
                        "link add down0 type veth peer name down1",
                        "link add bare0 type veth peer name bare1",
                        "link set bare0 up",
                        "link add unicast0 type veth peer name unicast1",
                        "link set unicast0 up multicast off",
                        "link set unicast1 up");
    }

    @ParameterizedTest
    @EnumSource
    void onAnyInterface(Transport transport) throws Exception {
        try (Loop loop = Loop.in(lab.a(), transport)) {
            Multicast multicast = Multicast.of(bind(loop, null));
            for (String device : List.of("lo", "va2", "down0", "bare0", "unicast0")) {
                joinsAndLeaves(multicast, Membership.of("239.1.1.1").on(device), device);
                joinsAndLeaves(multicast, Membership.of("232.1.1.1").on(device).from("10.99.0.2"), device);
                joinsAndLeaves(multicast, Membership.of("ff15::1:1:1").on(device), device);
                joinsAndLeaves(multicast, Membership.of("ff35::1:1").on(device).from("fd99::2"), device);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void ofAnyGroup(Transport transport) throws Exception {
        try (Loop loop = Loop.in(lab.a(), transport)) {
            Multicast multicast = Multicast.of(bind(loop, null));
            for (String group : List.of(
                    "224.0.0.1", "224.0.0.251", "239.255.255.255", "ff00::", "ff01::9", "ff02::fb", "ff0f::9")) {
                InetAddress address = ip(group);
                int before = kernel.users("va0", address);
                Outcome.of(multicast.join(Membership.of(group).on("va0")));
                assertThat(kernel.users("va0", address)).as(group).isEqualTo(before + 1);
                Outcome.of(multicast.leave(Membership.of(group).on("va0")));
                assertThat(kernel.users("va0", address)).as(group).isEqualTo(before);
            }
            // source-specific outside of 232/8; any-source inside, which is answered with a warning
            joinsAndLeaves(multicast, Membership.of("239.1.1.1").on("va0").from("10.99.0.2"), "va0");
            try (NettyLog log = new NettyLog()) {
                joinsAndLeaves(multicast, Membership.of("232.1.1.1").on("va0"), "va0");
                assertThat(log.warnings()).hasSize(1);
                assertThat(log.warnings().get(0)).contains("232.1.1.1").contains("from(...)");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void ofAnIpv4GroupWrittenAsIpv6(Transport transport) throws Exception {
        try (Loop loop = Loop.in(lab.a(), transport)) {
            Multicast multicast = Multicast.of(bind(loop, null));
            joinsAndLeaves(multicast, Membership.of("::ffff:239.1.1.1").on("va0"), "va0");
            assertThat(Membership.of("::ffff:239.1.1.1").group()).isEqualTo(ip("239.1.1.1"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void ofAnIpv4GroupOnASocketForIpv6Only(Transport transport) throws Exception {
        byte[] on = ByteBuffer.allocate(4)
                .order(ByteOrder.nativeOrder())
                .putInt(0, 1)
                .array();
        MulticastChannelOption<byte[]> ipv6Only = MulticastChannelOption.raw(41, IPV6_V6ONLY, 4);
        MulticastInitializer initializer = MulticastInitializer.builder()
                .option(ipv6Only, on)
                .join(Membership.of("239.1.1.1").on("va1"))
                .build();
        try (Loop loop = Loop.in(lab.a(), transport)) {
            Multicast multicast = Multicast.of(loop.bind(loop.bootstrap(null, initializer), 0));
            assertThat(Outcome.of(multicast.get(ipv6Only))).isEqualTo(on);
            assertThat(kernel.devices(ip("239.1.1.1"))).containsExactly("va1");
        }
    }

    private static void joinsAndLeaves(Multicast multicast, Membership membership, String device) {
        Outcome.of(multicast.join(membership));
        assertThat(kernel.devices(membership.group())).as("" + membership).containsExactly(device);
        Outcome.of(multicast.leave(membership));
        assertThat(kernel.devices(membership.group())).isEmpty();
    }
}
