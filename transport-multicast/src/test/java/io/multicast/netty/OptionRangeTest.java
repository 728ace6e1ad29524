package io.multicast.netty;

import static io.multicast.netty.MulticastChannelOption.IPV6_MULTICAST_ALL;
import static io.multicast.netty.MulticastChannelOption.IPV6_MULTICAST_HOPS;
import static io.multicast.netty.MulticastChannelOption.IPV6_MULTICAST_IF;
import static io.multicast.netty.MulticastChannelOption.IPV6_MULTICAST_LOOP;
import static io.multicast.netty.MulticastChannelOption.IPV6_TCLASS;
import static io.multicast.netty.MulticastChannelOption.IPV6_UNICAST_HOPS;
import static io.multicast.netty.MulticastChannelOption.IP_MULTICAST_ALL;
import static io.multicast.netty.MulticastChannelOption.IP_MULTICAST_IF;
import static io.multicast.netty.MulticastChannelOption.IP_MULTICAST_LOOP;
import static io.multicast.netty.MulticastChannelOption.IP_MULTICAST_TTL;
import static io.multicast.netty.MulticastChannelOption.IP_TOS;
import static io.multicast.netty.MulticastChannelOption.IP_TTL;
import static io.multicast.netty.MulticastChannelOption.MEMBERSHIPS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multicast.netty.internal.platform.Tables;
import io.netty.channel.ChannelOption;
import java.lang.reflect.Field;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What each option takes, checked on the line where it is written, before any kernel is asked. */
class OptionRangeTest {
    private static final List<MulticastChannelOption<Boolean>> SWITCHES =
            List.of(IP_MULTICAST_LOOP, IPV6_MULTICAST_LOOP, IP_MULTICAST_ALL, IPV6_MULTICAST_ALL);

    static Stream<Arguments> ranges() {
        return Stream.of(
                Arguments.of(IP_MULTICAST_TTL, 0, 255),
                Arguments.of(IPV6_MULTICAST_HOPS, 0, 255),
                Arguments.of(IP_TTL, 1, 255),
                Arguments.of(IPV6_UNICAST_HOPS, 0, 255),
                Arguments.of(IP_TOS, 0, 255),
                Arguments.of(IPV6_TCLASS, 0, 255));
    }

    @ParameterizedTest
    @MethodSource("ranges")
    void takesWhatIsInRange(MulticastChannelOption<Integer> option, int min, int max) {
        for (int value = min; value <= max; value++) {
            option.validate(value);
            MulticastInitializer.builder().option(option, value);
        }
    }

    @ParameterizedTest
    @MethodSource("ranges")
    void refusesWhatIsNot(MulticastChannelOption<Integer> option, int min, int max) {
        for (int value : new int[] {min - 1, max + 1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            assertThatThrownBy(() -> MulticastInitializer.builder().option(option, value))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(option.name() + " is " + min + " to " + max + ", not " + value);
        }
    }

    /** A wrong value reaches neither the kernel nor a future: the user's own line throws. */
    @Test
    void theCallThrowsAndTheKernelIsNotAsked() {
        try (FakeSystem fake = new FakeSystem(Tables.LINUX_64_LITTLE, true)) {
            assertThatThrownBy(() -> fake.multicast.set(IP_MULTICAST_TTL, 256))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> fake.multicast.set(IP_MULTICAST_TTL, null))
                    .isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> fake.multicast.set(MEMBERSHIPS, null)).isInstanceOf(NullPointerException.class);
            assertThat(fake.calls.calls()).isEmpty();
        }
    }

    @Test
    void familyNeutralVerbsCheckToo() {
        assertThatThrownBy(() -> MulticastInitializer.builder().ttl(256)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MulticastInitializer.builder().ttl(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MulticastInitializer.builder().networkInterface(""))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MulticastInitializer.builder().join(null)).isInstanceOf(NullPointerException.class);
        MulticastInitializer.builder().ttl(0).ttl(255).loopback(true).networkInterface("eth1");
    }

    @Test
    void rawOptionsTakeAnyBytesButNoNegativeLength() {
        assertThatThrownBy(() -> MulticastChannelOption.raw(0, 33, -1)).isInstanceOf(IllegalArgumentException.class);
        MulticastChannelOption.raw(0, 33, 0).validate(new byte[0]);
        MulticastChannelOption.raw(0, 33, 4).validate(new byte[1000]);
    }

    /** Each constant is in this test, and named by its standard name. */
    @Test
    void everyConstantIsTested() {
        Set<Object> tested = new HashSet<>(SWITCHES);
        ranges().forEach(row -> tested.add(row.get()[0]));
        tested.addAll(List.of(IP_MULTICAST_IF, IPV6_MULTICAST_IF, MEMBERSHIPS));
        Set<Object> constants = new HashSet<>();
        for (Field field : MulticastChannelOption.class.getFields()) {
            if (field.getType() == MulticastChannelOption.class) {
                ChannelOption<?> option = constant(field);
                assertThat(option.name()).isEqualTo(field.getName());
                if (!(option instanceof PacketOption)) { // PacketOptionTest has these
                    constants.add(option);
                }
            }
        }
        assertThat(constants).isEqualTo(tested);
    }

    private static ChannelOption<?> constant(Field field) {
        try {
            return (ChannelOption<?>) field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a system does not have, it says it does not have, and says the same when asked to set or read it. */
    @ParameterizedTest
    @EnumSource
    void supportAndRefusalAgree(Tables system) {
        try (FakeSystem fake = new FakeSystem(system, true)) {
            fake.calls.answer(new byte[12]);
            for (MulticastChannelOption<Boolean> option : SWITCHES) {
                boolean supported = fake.multicast.isSupported(option);
                assertThat(supported)
                        .isEqualTo(
                                !option.name().endsWith("ALL") || system.name().startsWith("LINUX"));
                if (supported) {
                    Outcome.of(fake.multicast.set(option, true));
                    assertThat(Outcome.of(fake.multicast.get(option))).isFalse();
                } else {
                    MulticastException failure = Outcome.failureOf(fake.multicast.set(option, true), "");
                    assertThat(failure.hint()).startsWith(system.table().system() + " does not have this option");
                    assertThat(Outcome.failureOf(fake.multicast.get(option), "").hint())
                            .isEqualTo(failure.hint());
                }
            }
            assertThat(fake.multicast.isSupported(MEMBERSHIPS)).isTrue();
            assertThat(fake.multicast.isSupported(MulticastChannelOption.raw(1, 2, 3)))
                    .isTrue();
            assertThat(fake.multicast.isSupported(MulticastChannelOption.rawHandle(1, 2)))
                    .isTrue();
        }
    }
}
