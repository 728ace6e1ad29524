package io.multicast.netty.internal.jna;

import static io.multicast.netty.testing.SocketOptions.IPPROTO_IP;
import static io.multicast.netty.testing.SocketOptions.IP_MULTICAST_TTL;
import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.internal.channel.JavaChannels;
import io.multicast.netty.internal.channel.ProcSockets;
import io.multicast.netty.internal.option.SocketCalls;
import io.multicast.netty.testing.Kernel;
import io.multicast.netty.testing.Requirements;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SelectableChannel;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The two calls on this kernel: values arrive both ways, and what it refuses comes back as its error number. */
class LibcCallsTest {
    private static final int EBADF = 9;
    private static final int EFAULT = 14;
    private static final int EINVAL = 22;
    private static final int ENOTSOCK = 88;
    private static final int ENOPROTOOPT = 92;

    private final ByteBuffer memory = ByteBuffer.allocateDirect(16).order(ByteOrder.nativeOrder());
    private SocketCalls calls;
    private long address;

    @BeforeEach
    void bind() {
        Requirements.procfs();
        calls = LibcCalls.bind();
        address = calls.addressOf(memory);
    }

    @Test
    void valuesArrive() throws IOException {
        try (SelectableChannel channel = JavaChannels.UDP_INET.open()) {
            int socket = JavaChannels.descriptor(channel);
            memory.putInt(8, 77);
            assertThat(calls.setsockopt(socket, IPPROTO_IP, IP_MULTICAST_TTL, address + 8, 4))
                    .isZero();
            assertThat(Kernel.sockopt(socket, IPPROTO_IP, IP_MULTICAST_TTL)).isEqualTo(77);
            memory.putInt(0, 4).putInt(4, -1).putInt(8, -1);
            assertThat(calls.getsockopt(socket, IPPROTO_IP, IP_MULTICAST_TTL, address + 4, address))
                    .isZero();
            assertThat(memory.getInt(0)).isEqualTo(4);
            assertThat(memory.getInt(4)).isEqualTo(77);
            assertThat(memory.getInt(8)).isEqualTo(-1);
        }
    }

    @Test
    void refusalsComeBack() throws IOException {
        assertThat(calls.setsockopt(-1, IPPROTO_IP, IP_MULTICAST_TTL, address, 4))
                .isEqualTo(EBADF);
        assertThat(calls.getsockopt(-1, IPPROTO_IP, IP_MULTICAST_TTL, address, address))
                .isEqualTo(EBADF);
        try (SelectableChannel channel = JavaChannels.UDP_INET.open()) {
            int socket = JavaChannels.descriptor(channel);
            assertThat(calls.setsockopt(socket, IPPROTO_IP, IP_MULTICAST_TTL, 0, 4))
                    .isEqualTo(EFAULT);
            assertThat(calls.setsockopt(socket, IPPROTO_IP, IP_MULTICAST_TTL, address, 0))
                    .isEqualTo(EINVAL);
            assertThat(calls.setsockopt(socket, IPPROTO_IP, 9999, address, 4)).isEqualTo(ENOPROTOOPT);
            assertThat(calls.getsockopt(socket, IPPROTO_IP, 9999, address, address))
                    .isEqualTo(ENOPROTOOPT);
        }
    }

    @Test
    void whatIsNoSocketIsRefused() throws IOException {
        try (FileInputStream file = new FileInputStream("/proc/self/status")) {
            assertThat(file.read()).isPositive();
            int descriptor =
                    ProcSockets.descriptorOf("/proc/" + ProcessHandle.current().pid() + "/status");
            assertThat(calls.setsockopt(descriptor, IPPROTO_IP, IP_MULTICAST_TTL, address, 4))
                    .isEqualTo(ENOTSOCK);
        }
    }

    @Test
    void aHandleIsAnInt() {
        assertThat(calls.handleSize()).isEqualTo(4);
    }
}
