package io.multicast.netty.internal.network;

import static io.multicast.netty.internal.network.Rtnetlink.AF_UNSPEC;
import static io.multicast.netty.internal.network.Rtnetlink.EMFILE;
import static io.multicast.netty.internal.network.Rtnetlink.NLM_F_DUMP_INTR;
import static io.multicast.netty.internal.network.Rtnetlink.RTM_GETLINK;
import static io.multicast.netty.internal.network.Rtnetlink.RTM_NEWLINK;
import static io.multicast.netty.testing.Ip.ip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Answers that the kernel gives seldom. */
class NetlinkQueriesTest {
    private static final LinkMessage ETH0 = Links.link(2, "eth0");
    private static final int EAFNOSUPPORT = 97;
    private static final int ENETUNREACH = 101;

    private static List<Object> links(NetlinkMessage request, LinkMessage... links) {
        NetlinkBytes bytes = new NetlinkBytes();
        if (request.type() == RTM_GETLINK) {
            for (LinkMessage link : links) {
                bytes.link(RTM_NEWLINK, request.sequence(), AF_UNSPEC, link);
            }
        }
        return List.of(bytes.done(request.sequence()).array());
    }

    private static List<String> names(NetworkView view) {
        return view.interfaces().stream().map(InterfaceState::name).toList();
    }

    private static NetworkView over(FakeNetlink fake) {
        return new NetlinkNetworkView(fake, new Otherwise());
    }

    /** Stands for the other view. */
    private record Otherwise() implements NetworkView {
        @Override
        public InterfaceList interfaces() {
            return InterfaceList.of(States.ethernet(1, "other").state());
        }

        @Override
        public int routeTo(InetAddress address, int by) {
            return 77;
        }

        @Override
        public Watch watch(Consumer<NetworkChange> listener) {
            listener.accept(new NetworkChange(interfaces(), Set.of(1), Set.of(), false, false));
            return new UnusedView.Nothing();
        }
    }

    @Test
    void interruptedDumpIsAskedForAgain() {
        AtomicInteger dumps = new AtomicInteger();
        FakeNetlink fake = new FakeNetlink(request -> {
            if (request.type() == RTM_GETLINK && dumps.incrementAndGet() <= 3) {
                NetlinkBytes bytes = new NetlinkBytes()
                        .link(RTM_NEWLINK, request.sequence(), AF_UNSPEC, Links.link(9, "gone"))
                        .begin(Rtnetlink.NLMSG_DONE, NLM_F_DUMP_INTR, request.sequence())
                        .end();
                return List.of(bytes.array());
            }
            return links(request, ETH0);
        });
        assertThat(names(over(fake))).containsExactly("eth0");
        assertThat(dumps).hasValue(4);
        assertThat(fake.open()).isZero();
    }

    @Test
    void dumpThatIsAlwaysInterruptedEnds() {
        AtomicInteger dumps = new AtomicInteger();
        FakeNetlink fake = new FakeNetlink(request -> {
            dumps.incrementAndGet();
            NetlinkBytes bytes = new NetlinkBytes()
                    .link(RTM_NEWLINK, request.sequence(), AF_UNSPEC, ETH0)
                    .begin(Rtnetlink.NLMSG_DONE, NLM_F_DUMP_INTR, request.sequence())
                    .end();
            return List.of(bytes.array());
        });
        assertThat(names(over(fake))).containsExactly("eth0");
        assertThat(dumps).hasValueBetween(2, 20);
    }

    @Test
    void datagramThatWasCutIsAskedForAgainWithRoomForIt() {
        FakeNetlink fake = new FakeNetlink(request -> {
            NetlinkBytes bytes = new NetlinkBytes();
            bytes.link(RTM_NEWLINK, request.sequence(), AF_UNSPEC, ETH0);
            byte[] large = Arrays.copyOf(bytes.array(), 100_000); // a message longer than the room
            ByteBuffer.wrap(large).order(ByteOrder.nativeOrder()).putInt(0, large.length);
            return List.of(large, new NetlinkBytes().done(request.sequence()).array());
        });
        assertThat(names(over(fake))).containsExactly("eth0");
        assertThat(fake.open()).isZero();
    }

    @Test
    void messagesOfAnotherRequestAreSkipped() {
        FakeNetlink fake = new FakeNetlink(request -> {
            List<Object> answers = new ArrayList<>();
            answers.add(new NetlinkBytes().error(request.sequence() - 1, -16).array());
            answers.addAll(links(request, ETH0));
            return answers;
        });
        assertThat(names(over(fake))).containsExactly("eth0");
    }

    @Test
    void errorOfTheKernelIsThrown() {
        FakeNetlink fake = new FakeNetlink(request ->
                List.of(new NetlinkBytes().error(request.sequence(), -EMFILE).array()));
        assertThatThrownBy(() -> over(fake).interfaces())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("error 24");
        assertThat(fake.open()).isZero();
    }

    @Test
    void silenceAndFloodEnd() {
        FakeNetlink silent = new FakeNetlink(request -> List.of());
        assertThatThrownBy(() -> over(silent).interfaces()).isInstanceOf(UncheckedIOException.class);
        byte[] more = new NetlinkBytes().error(-1, 0).array();
        FakeNetlink flood = new FakeNetlink(request -> Collections.nCopies(100_000, (Object) more));
        assertThatThrownBy(() -> over(flood).interfaces())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("no end");
        assertThat(flood.open()).isZero();
    }

    @Test
    void noRouteIsZero() {
        FakeNetlink fake = new FakeNetlink(request -> List.of(
                new NetlinkBytes().error(request.sequence(), -ENETUNREACH).array()));
        assertThat(over(fake).routeTo(ip("10.0.0.1"))).isZero();
        assertThat(fake.open()).isZero();
    }

    /** No memory is no answer. */
    @Test
    void routeThatCanNotBeLookedUpIsAnError() {
        FakeNetlink fake = new FakeNetlink(request -> List.of(
                new NetlinkBytes().error(request.sequence(), -Rtnetlink.ENOMEM).array()));
        assertThatThrownBy(() -> over(fake).routeTo(ip("10.0.0.1")))
                .isInstanceOfSatisfying(
                        NetworkException.class, e -> assertThat(e.errno()).isEqualTo(Rtnetlink.ENOMEM));
        FakeNetlink none = new FakeNetlink(request -> List.of()).failToOpen(EMFILE);
        assertThatThrownBy(() -> over(none).routeTo(ip("10.0.0.1"))).isInstanceOf(NetworkException.class);
        assertThat(fake.open()).isZero();
    }

    /** Each answer leaves out another one. */
    @Test
    void answersInTheMidstOfChangesArePutTogether() {
        AtomicInteger dumps = new AtomicInteger();
        FakeNetlink fake = new FakeNetlink(request -> {
            NetlinkBytes bytes = new NetlinkBytes();
            int missing = dumps.incrementAndGet() % 4;
            for (int index = 1; index <= 4 && request.type() == RTM_GETLINK; index++) {
                if (index != missing) {
                    bytes.link(RTM_NEWLINK, request.sequence(), AF_UNSPEC, Links.link(index, "if" + index));
                }
            }
            bytes.begin(Rtnetlink.NLMSG_DONE, NLM_F_DUMP_INTR, request.sequence());
            return List.of(bytes.end().array());
        });
        assertThat(names(over(fake))).containsExactly("if1", "if2", "if3", "if4");
    }

    @Test
    void refusedSocketsLeadToTheOtherView() {
        FakeNetlink refusing =
                new FakeNetlink(request -> List.of()).failToOpen(EAFNOSUPPORT, EAFNOSUPPORT, EAFNOSUPPORT);
        NetworkView view = over(refusing);
        List<NetworkChange> told = new ArrayList<>();
        assertThat(names(view)).containsExactly("other");
        assertThat(view.routeTo(ip("10.0.0.1"))).isEqualTo(77);
        view.watch(told::add).close();
        assertThat(told).hasSize(1);
    }

    @Test
    void scarceSocketsAreAnErrorAndPass() {
        FakeNetlink fake = new FakeNetlink(request -> links(request, ETH0)).failToOpen(EMFILE, EMFILE);
        NetworkView view = over(fake);
        assertThatThrownBy(view::interfaces)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("opened: error 24");
        assertThatThrownBy(() -> view.watch(change -> {})).isInstanceOf(UncheckedIOException.class);
        assertThat(names(view)).containsExactly("eth0");
    }
}
