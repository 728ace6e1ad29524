package io.multicast.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.testing.Ip;
import java.net.InetAddress;

/** Settings that the kernel refuses to an AF_INET socket, and how that must be told. */
enum Fault {
    OPTION {
        @Override
        MulticastInitializer.Builder addTo(MulticastInitializer.Builder builder) {
            return builder.option(MulticastChannelOption.IPV6_MULTICAST_HOPS, 5);
        }

        @Override
        void isToldBy(MulticastException failure) {
            assertThat(failure.operation()).isEqualTo("set IPV6_MULTICAST_HOPS");
            assertThat(failure.errnoName()).isEqualTo("ENOPROTOOPT");
            assertThat(failure.option()).contains(MulticastChannelOption.IPV6_MULTICAST_HOPS);
            assertThat(failure.value()).contains(5);
        }
    },

    MEMBERSHIP {
        @Override
        MulticastInitializer.Builder addTo(MulticastInitializer.Builder builder) {
            return builder.join(Membership.of(GROUP).on(NO_INTERFACE));
        }

        @Override
        void isToldBy(MulticastException failure) {
            assertThat(failure.operation()).isEqualTo("join group 239.77.0.9");
            assertThat(failure.errnoName()).isEqualTo("ENODEV");
            assertThat(failure.group()).contains(GROUP);
            assertThat(failure.networkInterface()).contains(MulticastInterface.of(NO_INTERFACE));
        }
    };

    private static final InetAddress GROUP = Ip.ip("239.77.0.9");
    private static final int NO_INTERFACE = 9_999_999;

    abstract MulticastInitializer.Builder addTo(MulticastInitializer.Builder builder);

    /** Checks the parts of the exception. */
    abstract void isToldBy(MulticastException failure);
}
