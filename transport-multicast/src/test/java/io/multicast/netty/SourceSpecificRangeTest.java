package io.multicast.netty;

import static io.multicast.netty.testing.Ip.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.internal.platform.Tables;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Joining a group of a source-specific range for any source is taken for a mistake: warned of once, and done. */
class SourceSpecificRangeTest {
    private static final Membership IPV4 = Membership.of("232.1.2.3").on("eth1");
    private static final Membership IPV6 = Membership.of("ff35::8000:1").on("eth1");

    private static List<String> warnings(Membership... joined) {
        try (FakeSystem fake = new FakeSystem(Tables.LINUX_64_LITTLE, true);
                NettyLog log = new NettyLog()) {
            for (Membership membership : joined) {
                Outcome.of(fake.multicast.join(membership));
            }
            assertThat(fake.calls.calls()).isNotEmpty();
            return log.warnings();
        }
    }

    @Test
    void isWarnedOf() {
        assertThat(warnings(IPV4)).singleElement().asString().contains("232.1.2.3 on eth1", "232.0.0.0/8", "from(...)");
        assertThat(warnings(IPV6)).singleElement().asString().contains("ff35::8000:1 on eth1", "ff3x::/32");
    }

    @Test
    void isWarnedOfOnce() {
        assertThat(warnings(IPV4, IPV4, IPV4)).hasSize(1);
        assertThat(warnings(IPV4, IPV6)).hasSize(2);
    }

    @Test
    void sourcesAndOtherGroupsAreNot() {
        assertThat(warnings(
                        IPV4.from("10.0.0.5"),
                        IPV6.from("fd00::5"),
                        Membership.of("239.1.2.3").on("eth1"),
                        Membership.of("ff15::1").on("eth1")))
                .isEmpty();
    }

    /** To block some sources is still to join for any other. */
    @Test
    void exceptionsAreWarnedOfToo() {
        assertThat(warnings(IPV4.except("10.0.0.5"))).hasSize(1);
    }

    @Test
    void setsAreWarnedOfToo() {
        try (FakeSystem fake = new FakeSystem(Tables.LINUX_64_LITTLE, true);
                NettyLog log = new NettyLog()) {
            for (int i = 0; i < 3; i++) {
                Outcome.of(fake.multicast.set(MulticastChannelOption.MEMBERSHIPS, Set.of(IPV4)));
            }
            Outcome.of(fake.multicast.block(IPV4, ip("10.0.0.5")));
            assertThat(log.warnings()).hasSize(1);
        }
    }
}
