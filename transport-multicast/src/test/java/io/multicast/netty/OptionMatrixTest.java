package io.multicast.netty;

import static java.net.StandardProtocolFamily.INET;
import static java.net.StandardProtocolFamily.INET6;
import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.Outcome.Caller;
import io.multicast.netty.testing.Loop;
import io.multicast.netty.testing.Requirements;
import io.multicast.netty.testing.Transport;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every option on every transport and family: what the kernel holds afterwards, by a getsockopt of the test's own, is what
 * was asked, which it was not before, and nothing else has changed. Runs as any user.
 */
@Timeout(30)
class OptionMatrixTest {
    @BeforeAll
    static void requirements() {
        Requirements.procfs();
        Requirements.ipv6();
    }

    static Stream<Arguments> spoken() {
        return cases(true);
    }

    /** IPv6 options on AF_INET sockets. */
    static Stream<Arguments> unspoken() {
        return cases(false);
    }

    private static Stream<Arguments> cases(boolean spoken) {
        return OptionCase.ALL.stream()
                .flatMap(option -> Arrays.stream(Transport.values())
                        .flatMap(transport -> Stream.of(null, INET, INET6)
                                .filter(family -> spoken == !(option.isIpv6() && family == INET))
                                .map(family -> Arguments.of(option, transport, family))));
    }

    @ParameterizedTest
    @MethodSource("spoken")
    <T> void setOffTheLoop(OptionCase<T> option, Transport transport, StandardProtocolFamily family) throws Exception {
        setsAll(option, transport, family, Caller.OFF_LOOP);
    }

    @ParameterizedTest
    @MethodSource("spoken")
    <T> void setOnTheLoop(OptionCase<T> option, Transport transport, StandardProtocolFamily family) throws Exception {
        setsAll(option, transport, family, Caller.ON_LOOP);
    }

    private static <T> void setsAll(OptionCase<T> option, Transport transport, ProtocolFamily family, Caller caller)
            throws Exception {
        try (Loop loop = Loop.here(transport)) {
            Channel channel = bare(loop, family);
            Multicast multicast = Multicast.of(channel);
            assertThat(multicast.isSupported(option.option())).isTrue();
            for (T value : option.valuesFrom(option.held(channel))) {
                SocketState before = SocketState.of(channel);
                assertThat(option.held(channel)).isNotEqualTo(option.inKernel(value));
                Outcome.of(caller.call(channel, () -> multicast.set(option.option(), value)));
                holds(option, value, channel, before);
                assertThat(Outcome.of(caller.call(channel, () -> multicast.get(option.option()))))
                        .isEqualTo(value);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("spoken")
    <T> void setAtStartUp(OptionCase<T> option, Transport transport, StandardProtocolFamily family) throws Exception {
        try (Loop loop = Loop.here(transport)) {
            Channel bare = bare(loop, family);
            SocketState before = SocketState.of(bare);
            for (T value : option.valuesFrom(option.held(bare))) {
                Channel channel = Outcome.bound(bind(loop, family, initializer(option, value)));
                if (option.held(bare) == option.inKernel(value)) {
                    assertThat(SocketState.of(channel)).isEqualTo(before);
                } else {
                    holds(option, value, channel, before);
                }
                assertThat(Outcome.of(Multicast.of(channel).get(option.option())))
                        .isEqualTo(value);
            }
        }
    }

    private static <T> void holds(OptionCase<T> option, T value, Channel channel, SocketState before) {
        assertThat(option.held(channel)).isEqualTo(option.inKernel(value));
        assertThat(before.changesTo(SocketState.of(channel))).containsExactly(option.key());
    }

    @ParameterizedTest
    @MethodSource("unspoken")
    <T> void ipv6OptionOfAnIpv4SocketIsRefused(OptionCase<T> option, Transport transport, StandardProtocolFamily family)
            throws Exception {
        T value = option.values().get(0);
        try (Loop loop = Loop.here(transport)) {
            Channel channel = bare(loop, family);
            SocketState before = SocketState.of(channel);
            Multicast multicast = Multicast.of(channel);
            for (Caller caller : Caller.values()) {
                refused(option, value, caller.call(channel, () -> multicast.set(option.option(), value)));
                Outcome.failureOf(caller.call(channel, () -> multicast.get(option.option())), "EOPNOTSUPP");
            }
            assertThat(SocketState.of(channel)).isEqualTo(before);
            refused(option, value, bind(loop, family, initializer(option, value)));
        }
    }

    private static <T> void refused(OptionCase<T> option, T value, ChannelFuture future) {
        MulticastException failure = Outcome.failureOf(future, "ENOPROTOOPT");
        assertThat(failure.errno()).isEqualTo(92);
        assertThat(failure.hint()).contains("IPv4 only").contains("INET6");
        assertThat(failure.option()).contains(option.option());
        assertThat(failure.value()).contains(value);
        assertThat(failure.family()).contains("AF_INET");
        assertThat(failure.transport()).isEqualTo(future.channel().getClass().getSimpleName());
    }

    static Stream<Arguments> neutral() {
        return Arrays.stream(Transport.values())
                .flatMap(transport -> Stream.of(null, INET, INET6).map(family -> Arguments.of(transport, family)));
    }

    /** The verbs of the builder that name no family set each one that the socket speaks. */
    @ParameterizedTest
    @MethodSource("neutral")
    void neutralVerbsSetEachFamilySpoken(Transport transport, StandardProtocolFamily family) throws Exception {
        try (Loop loop = Loop.here(transport)) {
            SocketState bare = SocketState.of(bare(loop, family));
            sets(loop, family, bare, MulticastInitializer.builder().ttl(9), 9, "0/33", "41/18");
            sets(loop, family, bare, MulticastInitializer.builder().loopback(false), 0, "0/34", "41/19");
            // IP_MULTICAST_IF can't be read from the kernel: see OutgoingInterfaceTest
            sets(loop, family, bare, MulticastInitializer.builder().networkInterface("lo"), 1, "41/17");
        }
    }

    private static void sets(
            Loop loop,
            ProtocolFamily family,
            SocketState bare,
            MulticastInitializer.Builder builder,
            int value,
            String... keys)
            throws Exception {
        List<String> spoken = Stream.of(keys)
                .filter(key -> key.startsWith("0/") || family != INET)
                .toList();
        SocketState after = SocketState.of(Outcome.bound(bind(loop, family, builder.build())));
        assertThat(bare.changesTo(after)).containsExactlyElementsOf(spoken);
        assertThat(spoken).allSatisfy(key -> assertThat(after.number(key)).isEqualTo(value));
    }

    private static <T> MulticastInitializer initializer(OptionCase<T> option, T value) {
        return MulticastInitializer.builder().option(option.option(), value).build();
    }

    private static Channel bare(Loop loop, ProtocolFamily family) throws Exception {
        return Outcome.bound(bind(loop, family, new ChannelInboundHandlerAdapter()));
    }

    private static ChannelFuture bind(Loop loop, ProtocolFamily family, ChannelHandler handler) throws Exception {
        return loop.call(() -> loop.bootstrap(family, handler).bind(0));
    }
}
