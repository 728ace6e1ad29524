package io.multicast.netty.packet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multicast.netty.MulticastDatagramChannel;
import io.multicast.netty.packet.Inbox.Mail;
import io.multicast.netty.testing.Eventually;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.StandardProtocolFamily;
import java.nio.channels.NotYetConnectedException;
import org.junit.jupiter.api.Test;

/** Netty's rules, on the loopback interface. */
class DatagramChannelTest extends LoopbackChannels {
    @Test
    void batchesOnLinux() throws Exception {
        assertThat(bind(bootstrap(inbox)).isBatching())
                .isEqualTo(System.getProperty("os.name").equals("Linux"));
    }

    @Test
    void connected() throws Exception {
        Channel receiver = bind(bootstrap(inbox));
        Inbox answers = new Inbox();
        Channel sender = loop.closeWithThis(
                bootstrap(answers).connect(receiver.localAddress()).sync().channel());
        assertThat(((MulticastDatagramChannel) sender).isConnected()).isTrue();
        sender.writeAndFlush(Unpooled.EMPTY_BUFFER).sync();
        sender.writeAndFlush(Unpooled.copiedBuffer("to the peer", UTF_8)).sync();
        Mail mail = inbox.next();
        assertThat(mail.text()).isEqualTo("to the peer");
        receiver.writeAndFlush(mail.packet().reply(Unpooled.copiedBuffer("answer", UTF_8)))
                .sync();
        assertThat(answers.next().text()).isEqualTo("answer");
        sender.disconnect().sync();
        assertThat(((MulticastDatagramChannel) sender).isConnected()).isFalse();
        assertThat(sender.writeAndFlush(Unpooled.copiedBuffer("x", UTF_8))
                        .await()
                        .cause())
                .isInstanceOf(NotYetConnectedException.class);
        receiver.writeAndFlush(packet("still bound", sender)).sync();
        assertThat(answers.next().text()).isEqualTo("still bound");
    }

    @Test
    void anUnreachablePortIsReportedAndEndsNothing() throws Exception {
        int port;
        try (DatagramSocket gone = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            port = gone.getLocalPort();
        }
        Channel sender = loop.closeWithThis(bootstrap(inbox)
                .connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .sync()
                .channel());
        sender.writeAndFlush(Unpooled.copiedBuffer("x", UTF_8)).sync();
        Eventually.await(Inbox.SOON, () -> !inbox.failures.isEmpty(), () -> "no failure");
        assertThat(inbox.failures.get(0)).isInstanceOf(PortUnreachableException.class);
        assertThat(sender.isActive()).isTrue();
    }

    @Test
    void takesNoOtherFamily() {
        assertThatThrownBy(() -> new MulticastDatagramChannel(StandardProtocolFamily.UNIX))
                .isInstanceOf(RuntimeException.class);
    }
}
