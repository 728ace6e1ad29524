package io.multicast.netty.membership;

import static io.multicast.netty.testing.Ip.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.Membership;
import io.multicast.netty.Multicast;
import io.multicast.netty.MulticastChannelOption;
import io.multicast.netty.membership.SteadyStream.Sent;
import io.multicast.netty.testing.Ip;
import io.multicast.netty.testing.Loop;
import io.multicast.netty.testing.SharedLab;
import io.multicast.netty.testing.Transport;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A thousand changes of a filter under a steady stream from three sources: no datagram is read that the filters before and
 * after a change both refuse, none is lost that both accept.
 */
class FilterChangeTest extends SharedLab {
    private static final int CHANGES = Integer.getInteger("tests.changes", 1000);
    private static final int PER_SECOND_AND_SOURCE = Integer.getInteger("tests.rate", 1000);
    private static final long PAUSE_MICROS = Integer.getInteger("tests.pause", 4000);
    private static final int RECEIVE_BUFFER = 1 << 22;
    private static final int SHOWN = 10;

    @BeforeAll
    static void prepare() {
        lab.b()
                .ip(
                        "addr add 10.99.0.3/24 dev vb0",
                        "addr add 10.99.0.4/24 dev vb0",
                        "addr add fd99::3/64 dev vb0 nodad",
                        "addr add fd99::4/64 dev vb0 nodad");
    }

    @ParameterizedTest
    @CsvSource({
        "EPOLL, 239.1.2.3, 10.99.0.",
        "EPOLL, ff05::1:2:3, fd99::",
        "NIO, ff05::1:2:3, fd99::",
        "IO_URING, 239.1.2.3, 10.99.0."
    })
    void nothingLeaksAndNothingIsLost(Transport transport, String group, String prefix) throws Exception {
        List<InetAddress> sources =
                Stream.of("2", "3", "4").map(end -> ip(prefix + end)).toList();
        try (Loop loop = Loop.in(lab.a(), transport)) {
            Run run = new Run(loop, ip(group), sources);
            run.change();
            run.check(transport + " " + group);
        }
    }

    private static final class Run extends SimpleChannelInboundHandler<DatagramPacket> {
        private final InetAddress group;
        private final List<InetAddress> sources;
        private final Channel channel;
        private final FilterLedger ledger = new FilterLedger();
        private final Random random = new Random(1);
        private long[] received = new long[1 << 16];
        private int duplicates;
        private List<Sent> sent;

        Run(Loop loop, InetAddress group, List<InetAddress> sources) throws Exception {
            this.group = group;
            this.sources = sources;
            Bootstrap bootstrap = loop.bootstrap(
                            Ip.isIpv6(group) ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET, this)
                    .option(ChannelOption.SO_RCVBUF, RECEIVE_BUFFER);
            channel = loop.bind(bootstrap, new InetSocketAddress(group, 0));
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
            int number = packet.content().readInt();
            if (number >= received.length) {
                received = Arrays.copyOf(received, 2 * received.length);
            }
            if (received[number] != 0) {
                duplicates++;
            }
            received[number] = System.nanoTime();
        }

        void change() throws Exception {
            set(Filter.ANY);
            InetSocketAddress to = new InetSocketAddress(group, ((InetSocketAddress) channel.localAddress()).getPort());
            try (SteadyStream stream = SteadyStream.start(lab.b(), "vb0", sources, to, PER_SECOND_AND_SOURCE)) {
                Filter now = Filter.ANY;
                for (int i = 0; i < CHANGES; i++) {
                    TimeUnit.MICROSECONDS.sleep(PAUSE_MICROS);
                    now = other(now);
                    set(now);
                }
                sent = stream.stop();
            }
            TimeUnit.MILLISECONDS.sleep(200); // what is under way arrives
        }

        /** On the event loop: the times enclose the calls closely. */
        private void set(Filter filter) throws Exception {
            Membership any = Membership.of(group).on("va0");
            InetAddress[] list = filter.sources().toArray(InetAddress[]::new);
            Membership wanted = list.length == 0 ? any : filter.including() ? any.from(list) : any.except(list);
            channel.eventLoop()
                    .submit(() -> {
                        long begun = System.nanoTime();
                        Multicast.of(channel)
                                .set(MulticastChannelOption.MEMBERSHIPS, Set.of(wanted))
                                .syncUninterruptibly();
                        ledger.add(filter, begun, System.nanoTime());
                    })
                    .get(10, TimeUnit.SECONDS);
        }

        private Filter other(Filter than) {
            Filter next;
            do {
                List<InetAddress> list =
                        sources.stream().filter(source -> random.nextBoolean()).toList();
                next = Filter.of(random.nextBoolean(), list);
            } while (next.equals(than) || next.isNothing());
            return next;
        }

        void check(String what) throws Exception {
            long[] times = channel.eventLoop().submit(() -> received).get(10, TimeUnit.SECONDS);
            List<Sent> leaked = new ArrayList<>();
            List<Sent> lost = new ArrayList<>();
            int during = 0;
            int read = 0;
            long judged = Long.MAX_VALUE; // by when: before a later one was read
            for (int i = sent.size() - 1; i >= 0; i--) {
                Sent one = sent.get(i);
                InetAddress source = sources.get(one.source());
                long time = one.number() < times.length ? times[one.number()] : 0;
                if (ledger.isChanging(one.before(), one.after())) {
                    during++;
                }
                if (time != 0) {
                    read++;
                    judged = time;
                    if (ledger.allRefuse(source, one.before(), time)) {
                        leaked.add(one);
                    }
                } else if (ledger.allAccept(source, one.before(), judged)) {
                    lost.add(one);
                }
            }
            System.out.printf(
                    "%s: %d changes, %d sent, %d of them during a change, %d read, %d leaked, %d lost%n",
                    what, ledger.size() - 1, sent.size(), during, read, leaked.size(), lost.size());
            assertThat(duplicates).as("datagrams read twice").isZero();
            assertThat(read).as("datagrams read").isPositive().isLessThan(sent.size());
            assertThat(leaked.stream().limit(SHOWN))
                    .as("refused before and after, and read")
                    .isEmpty();
            assertThat(lost.stream().limit(SHOWN))
                    .as("accepted before and after, and lost; " + lab.a().evidence())
                    .isEmpty();
        }
    }
}
