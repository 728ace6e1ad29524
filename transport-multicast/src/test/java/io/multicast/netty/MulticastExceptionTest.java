package io.multicast.netty;

import static io.multicast.netty.testing.Ip.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.internal.platform.Tables;
import io.netty.channel.ChannelException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The one exception: all of what was asked and answered, in the message and in parts. */
class MulticastExceptionTest {
    private static final int EINVAL = 22;
    private static final int ENODEV = 19;

    private final FakeSystem fake = new FakeSystem(Tables.LINUX_64_LITTLE, true);

    @AfterEach
    void close() {
        fake.close();
    }

    @Test
    void tellsOfAnOption() {
        fake.calls.fail(EINVAL);
        MulticastException e = Outcome.failureOf(fake.multicast.set(MulticastChannelOption.IP_MULTICAST_TTL, 8));
        assertThat(e).isInstanceOf(ChannelException.class).hasNoCause();
        assertThat(e.operation()).isEqualTo("set IP_MULTICAST_TTL");
        assertThat(e.option()).hasValue(MulticastChannelOption.IP_MULTICAST_TTL);
        assertThat(e.value()).hasValue(8);
        assertThat(e.group()).isEmpty();
        assertThat(e.source()).isEmpty();
        assertThat(e.networkInterface()).isEmpty();
        assertThat(e.family()).hasValue("AF_INET6, dual-stack");
        assertThat(e.transport()).isEqualTo("NioDatagramChannel");
        assertThat(e.system()).isEqualTo("Linux");
        assertThat(e.errno()).isEqualTo(EINVAL);
        assertThat(e.errnoName()).isEqualTo("EINVAL");
        assertThat(e)
                .hasMessage("could not set IP_MULTICAST_TTL to 8: EINVAL (22), invalid argument: " + e.hint()
                        + " [NioDatagramChannel, AF_INET6, dual-stack, Linux]");
    }

    @Test
    void tellsOfAReading() {
        fake.calls.fail(EINVAL);
        MulticastException e = Outcome.failureOf(fake.multicast.get(MulticastChannelOption.IPV6_MULTICAST_HOPS));
        assertThat(e.operation()).isEqualTo("read IPV6_MULTICAST_HOPS");
        assertThat(e.option()).hasValue(MulticastChannelOption.IPV6_MULTICAST_HOPS);
        assertThat(e.value()).isEmpty();
        assertThat(e).hasMessageStartingWith("could not read IPV6_MULTICAST_HOPS: EINVAL (22), ");
    }

    @Test
    void tellsOfAMembership() {
        fake.calls.fail(ENODEV);
        Membership membership = Membership.of("232.1.2.3").on("eth1").from("10.0.0.5");
        MulticastException e = Outcome.failureOf(fake.multicast.join(membership));
        assertThat(e.operation()).isEqualTo("join group 232.1.2.3");
        assertThat(e.option()).isEmpty();
        assertThat(e.value()).isEmpty();
        assertThat(e.group()).hasValue(ip("232.1.2.3"));
        assertThat(e.source()).hasValue(ip("10.0.0.5"));
        assertThat(e.networkInterface().map(Object::toString)).hasValue("eth1");
        assertThat(e)
                .hasMessageStartingWith("could not join group 232.1.2.3, source 10.0.0.5 on eth1: ENODEV (19), "
                        + "no such device: there is no such interface; there are: ");
    }

    @Test
    void tellsOfBytes() {
        fake.calls.fail(EINVAL);
        MulticastChannelOption<byte[]> raw = MulticastChannelOption.raw(0, 33, 4);
        assertThat(Outcome.failureOf(fake.multicast.set(raw, new byte[] {1, (byte) 0xff})))
                .hasMessageStartingWith("could not set raw(0, 33) to bytes 01ff: EINVAL");
        assertThat(Outcome.failureOf(fake.multicast.set(raw, new byte[0])))
                .hasMessageStartingWith("could not set raw(0, 33) to no bytes: EINVAL");
    }

    @Test
    void tellsOfANumberThatTheTableDoesNotName() {
        fake.calls.fail(12345);
        MulticastException e = Outcome.failureOf(fake.multicast.set(MulticastChannelOption.IP_MULTICAST_TTL, 8));
        assertThat(e.errno()).isEqualTo(12345);
        assertThat(e.errnoName()).isEqualTo("error 12345");
        assertThat(e).hasMessageContaining("error 12345 (12345), unknown error: the system refused it");
    }

    @Test
    void tellsThatTheSystemWasNotAsked() {
        fake.multicast.channel().close().syncUninterruptibly();
        MulticastException e = Outcome.failureOf(fake.multicast.set(MulticastChannelOption.IP_MULTICAST_TTL, 8));
        assertThat(e.errno()).isZero();
        assertThat(e.errnoName()).isEmpty();
        assertThat(e).hasMessageContaining("could not set IP_MULTICAST_TTL to 8: the channel is closed [");
        assertThat(fake.calls.calls()).isEmpty();
    }

    /** Of another process it need not have the classes: what arrives there is Netty's exception with the text and the trace. */
    @Test
    void travels() throws IOException, ClassNotFoundException {
        fake.multicast.channel().close().syncUninterruptibly();
        MulticastException e = Outcome.failureOf(fake.multicast.set(MulticastChannelOption.IP_MULTICAST_TTL, 8));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(e);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            Object arrived = in.readObject();
            assertThat(arrived).isExactlyInstanceOf(ChannelException.class);
            assertThat((Throwable) arrived).hasMessage(e.getMessage());
            assertThat(((Throwable) arrived).getCause()).hasSameClassAs(e.getCause());
        }
    }
}
