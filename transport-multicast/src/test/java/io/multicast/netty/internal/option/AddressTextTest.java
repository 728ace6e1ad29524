package io.multicast.netty.internal.option;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.NetUtil;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 5952, section 4, with its own examples; and against Netty's formatter on random addresses. */
class AddressTextTest {
    @ParameterizedTest
    @CsvSource({
        "239.1.2.3, 239.1.2.3",
        "2001:0db8::0001, 2001:db8::1", // 4.1
        "2001:db8:0:0:0:0:2:1, 2001:db8::2:1", // 4.2.1
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1", // 4.2.2
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1", // 4.2.3, the longest
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1", // 4.2.3, the first
        "2001:DB8::A, 2001:db8::a", // 4.3
        "::, ::",
        "::1, ::1",
        "1::, 1::",
        "0:1:0:0:0:0:0:0, 0:1::",
        "ff02::fb, ff02::fb"
    })
    void oneForm(String written, String shown) throws UnknownHostException {
        assertThat(AddressText.of(InetAddress.getByName(written))).isEqualTo(shown);
    }

    @Test
    void scopesStay() throws UnknownHostException {
        byte[] linkLocal = InetAddress.getByName("fe80::1").getAddress();
        assertThat(AddressText.of(Inet6Address.getByAddress(null, linkLocal, 7)))
                .isEqualTo("fe80::1%7");
    }

    @Test
    void asNettyWritesThem() throws UnknownHostException {
        Random random = new Random(5952);
        for (int i = 0; i < 10_000; i++) {
            byte[] bytes = new byte[16];
            bytes[0] = (byte) 0xff; // never an IPv4-mapped one
            for (int at = 2; at < 16; at += 2) {
                if (random.nextBoolean()) {
                    bytes[at] = (byte) (random.nextBoolean() ? random.nextInt() : 0);
                    bytes[at + 1] = (byte) random.nextInt();
                }
            }
            InetAddress address = InetAddress.getByAddress(bytes);
            assertThat(AddressText.of(address)).isEqualTo(NetUtil.toAddressString(address));
        }
    }
}
