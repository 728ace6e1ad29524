package io.multicast.netty.internal.network;

import static io.multicast.netty.internal.network.Rtnetlink.AF_UNSPEC;
import static io.multicast.netty.internal.network.Rtnetlink.EMFILE;
import static io.multicast.netty.internal.network.Rtnetlink.ENOBUFS;
import static io.multicast.netty.internal.network.Rtnetlink.RTM_DELADDR;
import static io.multicast.netty.internal.network.Rtnetlink.RTM_DELLINK;
import static io.multicast.netty.internal.network.Rtnetlink.RTM_NEWADDR;
import static io.multicast.netty.internal.network.Rtnetlink.RTM_NEWLINK;
import static io.multicast.netty.internal.network.Rtnetlink.RTM_NEWROUTE;
import static io.multicast.netty.testing.Ip.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.internal.option.Family;
import io.multicast.netty.testing.Eventually;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The watcher against a kernel that the test plays. */
@SuppressWarnings("OverrideThrowableToString") // on purpose: one that can not be written down
class NetlinkWatcherTest {
    private static final int AF_BRIDGE = 7;
    private static final int EBADF = 9;
    private static final LinkMessage ETH0 = Links.link(2, "eth0");
    private static final LinkMessage ETH1 = Links.link(3, "eth1");

    private final TestKernel kernel = new TestKernel(ETH0, ETH1);
    private final FakeNetlink fake = kernel.netlink();
    private final NetworkView view = new NetlinkNetworkView(fake, new UnusedView());
    private final BlockingQueue<NetworkChange> told = new LinkedBlockingQueue<>();
    private final NetworkView.Watch watch = view.watch(told::add);

    private NetworkChange next() throws InterruptedException {
        NetworkChange change = told.poll(10, TimeUnit.SECONDS);
        assertThat(change).as("what the watcher tells").isNotNull();
        return change;
    }

    private void assertSilence() throws InterruptedException {
        assertThat(told.poll(200, TimeUnit.MILLISECONDS)).isNull();
    }

    private static InterfaceState eth1(NetworkChange change) {
        InterfaceState state = change.interfaces().named("eth1");
        assertThat(state).isNotNull();
        return state;
    }

    @AfterEach
    void stop() {
        watch.close();
        watch.close();
        Eventually.await(Duration.ofSeconds(5), () -> fake.open() == 0, () -> fake.open() + " sockets open");
    }

    @Test
    void changeIsToldWithoutALookAtTheRest() throws InterruptedException {
        assertThat(watch.interfaces()).extracting(InterfaceState::name).containsExactly("eth0", "eth1");
        int looks = kernel.looks();
        kernel.change(Links.up(ETH1, false));
        NetworkChange change = next();
        assertThat(change.changed()).containsExactly(3);
        assertThat(change.deleted()).isEmpty();
        assertThat(change.routes()).isFalse();
        assertThat(change.missed()).isFalse();
        assertThat(eth1(change).up()).isFalse();
        kernel.change(Links.link(4, "eth2"));
        change = next();
        assertThat(change.changed()).containsExactly(4);
        assertThat(change.interfaces()).hasSize(3);
        assertThat(watch.interfaces()).isEqualTo(change.interfaces());
        assertThat(kernel.looks()).isEqualTo(looks);
    }

    @Test
    void whatIsAsItWasIsNoNews() throws InterruptedException {
        kernel.change(ETH1);
        kernel.tell(RTM_DELLINK, AF_BRIDGE, ETH1); // a port that leaves its bridge
        kernel.tell(RTM_NEWLINK, AF_BRIDGE, ETH1);
        assertSilence();
        kernel.change(Links.up(ETH1, false));
        assertThat(next().deleted()).isEmpty();
    }

    @Test
    void deletionIsToldAlsoWhenItIsThereAgain() throws InterruptedException {
        fake.deliver(new NetlinkBytes()
                .link(RTM_DELLINK, 0, AF_UNSPEC, ETH1)
                .link(RTM_NEWLINK, 0, AF_UNSPEC, ETH1)
                .array());
        NetworkChange change = next();
        assertThat(change.deleted()).containsExactly(3);
        assertThat(change.changed()).containsExactly(3);
        assertThat(change.interfaces()).extracting(InterfaceState::name).containsExactly("eth0", "eth1");
        kernel.change(Links.up(ETH1, false));
        assertThat(next().deleted()).isEmpty(); // told once
    }

    /** Its IPv6 groups are gone, although it is as it was. */
    @Test
    void changeThatWasUndoneIsToldAllTheSame() throws InterruptedException {
        fake.deliver(new NetlinkBytes()
                .link(RTM_NEWLINK, 0, AF_UNSPEC, Links.mtu(ETH1, 1000, true))
                .link(RTM_NEWLINK, 0, AF_UNSPEC, ETH1)
                .array());
        assertThat(next().changed()).containsExactly(3);
    }

    @Test
    void addressesComeAndGo() throws InterruptedException {
        kernel.tell(new NetlinkBytes().address(RTM_NEWADDR, 0, 3, 24, ip("10.0.0.1"), null));
        assertThat(eth1(next()).has(ip("10.0.0.1"))).isTrue();
        kernel.tell(new NetlinkBytes().address(RTM_DELADDR, 0, 3, 16, ip("10.0.0.1"), null)); // of another network
        assertSilence();
        kernel.tell(new NetlinkBytes().address(RTM_DELADDR, 0, 3, 24, ip("10.0.0.1"), null));
        NetworkChange change = next();
        assertThat(change.changed()).containsExactly(3);
        assertThat(eth1(change).addresses()).isEmpty();
    }

    @Test
    void ipv6ThatIsSwitchedOffIsLookedFor() throws InterruptedException {
        kernel.tell(new NetlinkBytes().address(RTM_NEWADDR, 0, 3, 64, ip("fe80::1"), null));
        assertThat(eth1(next()).refusals()).isEmpty();
        kernel.put(Links.mtu(ETH1, 1500, false)); // of which the kernel says nothing but that the address is gone
        kernel.tell(new NetlinkBytes().address(RTM_DELADDR, 0, 3, 64, ip("fe80::1"), null));
        assertThat(eth1(next()).refusals()).containsEntry(Family.IPV6, "has IPv6 switched off");
        kernel.tell(new NetlinkBytes().ipv6(3, true));
        assertThat(eth1(next()).refusals()).isEmpty();
    }

    @Test
    void portsAreToldTheNameOfTheirMaster() throws InterruptedException {
        LinkMessage bridge = Links.bridge(4, "br0");
        kernel.change(bridge);
        InterfaceState portless = next().interfaces().at(4);
        assertThat(portless).isNotNull();
        assertThat(portless.carrier()).isFalse();
        kernel.change(Links.port(3, "eth1", bridge));
        NetworkChange change = next();
        assertThat(change.changed()).containsExactlyInAnyOrder(3, 4);
        assertThat(eth1(change).master()).isEqualTo(new InterfaceState.Master(4, "br0", "bridge"));
        kernel.change(Links.bridge(4, "docker0"));
        change = next();
        assertThat(change.changed()).containsExactlyInAnyOrder(3, 4);
        assertThat(eth1(change).master()).isEqualTo(new InterfaceState.Master(4, "docker0", "bridge"));
    }

    @Test
    void whatComesCloseTogetherIsToldAsOne() throws InterruptedException {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        NetworkView.Watch slow = view.watch(change -> {
            busy.countDown();
            NetworkViewTest.awaitQuietly(free);
        });
        kernel.change(Links.up(ETH1, false));
        next();
        assertThat(busy.await(10, TimeUnit.SECONDS)).isTrue();
        for (int index = 10; index < 510; index++) {
            kernel.change(Links.link(index, "if" + index));
        }
        free.countDown();
        assertThat(next().changed()).hasSize(500);
        assertSilence();
        slow.close();
    }

    @Test
    void afterAnOverrunWhatIsNotThereWasDeleted() throws InterruptedException {
        kernel.remove(ETH1);
        fake.deliver(ENOBUFS);
        NetworkChange change = next();
        assertThat(change.deleted()).containsExactly(3);
        assertThat(change.changed()).isEmpty();
        assertThat(change.missed()).isTrue();
        assertThat(change.interfaces()).hasSize(1);
    }

    @Test
    void eventThatWasCutLeadsToALook() throws InterruptedException {
        kernel.remove(ETH1);
        fake.deliver(new byte[200_000]);
        assertThat(next().deleted()).containsExactly(3);
    }

    @Test
    void lookInTheMidstOfChangesTakesNothingAway() throws InterruptedException {
        kernel.interruptLooks(8);
        kernel.remove(ETH1); // or so it seems
        fake.deliver(ENOBUFS);
        NetworkChange change = next();
        assertThat(change.missed()).isTrue();
        assertThat(change.deleted()).isEmpty();
        assertThat(change.interfaces()).hasSize(2);
        kernel.tell(RTM_DELLINK, AF_UNSPEC, ETH0); // one that is said to be gone is gone
        assertThat(next().deleted()).containsExactly(2);
        kernel.remove(ETH0);
        change = next(); // a whole one has been had
        assertThat(change.deleted()).containsExactly(3);
        assertThat(change.interfaces()).isEmpty();
    }

    @Test
    void deletionIsToldAlsoWhenNothingCanBeLookedAt() throws InterruptedException {
        fake.failToOpen(EMFILE, EMFILE);
        fake.deliver(ENOBUFS);
        kernel.remove(ETH0);
        kernel.delete(ETH1);
        assertThat(next().deleted()).contains(3);
        kernel.change(Links.link(9, "eth9"));
        Eventually.await(
                Duration.ofSeconds(10),
                () -> watch.interfaces().size() == 1,
                () -> watch.interfaces().toString());
    }

    @Test
    void listenerThatThrowsDoesNotKeepOthersFromHearing() throws InterruptedException {
        NetworkView.Watch throwing = view.watch(change -> {
            throw new Unspeakable();
        });
        BlockingQueue<NetworkChange> after = new LinkedBlockingQueue<>();
        NetworkView.Watch last = view.watch(after::add);
        for (boolean up : new boolean[] {false, true, false}) {
            kernel.change(Links.up(ETH1, up));
            next();
            assertThat(after.poll(10, TimeUnit.SECONDS)).isNotNull();
        }
        throwing.close();
        last.close();
    }

    /** What no logger can write down. */
    private static final class Unspeakable extends Error {
        private static final long serialVersionUID = 1;

        @Override
        public String toString() {
            throw new StackOverflowError("on purpose, by a test");
        }
    }

    @Test
    void sameListenerTwiceIsTwoListeners() throws InterruptedException {
        NetworkView.Watch second = view.watch(told::add);
        kernel.change(Links.up(ETH1, false));
        next();
        next();
        second.close();
        second.close();
        kernel.change(ETH1);
        next();
        assertSilence();
    }

    @Test
    void listenerThatAnotherStopsHearsNoMore() throws InterruptedException {
        NetworkView.Watch[] second = new NetworkView.Watch[1];
        NetworkView.Watch first = view.watch(change -> second[0].close());
        BlockingQueue<NetworkChange> heard = new LinkedBlockingQueue<>();
        second[0] = view.watch(heard::add);
        BlockingQueue<NetworkChange> third = new LinkedBlockingQueue<>();
        NetworkView.Watch last = view.watch(third::add);
        kernel.change(Links.up(ETH1, false));
        assertThat(third.poll(10, TimeUnit.SECONDS)).isNotNull();
        assertThat(heard).isEmpty();
        first.close();
        last.close();
    }

    @Test
    void listenerMayStopTheWatcher() throws InterruptedException {
        NetworkView.Watch[] self = new NetworkView.Watch[1];
        BlockingQueue<NetworkChange> heard = new LinkedBlockingQueue<>();
        watch.close();
        Eventually.await(Duration.ofSeconds(5), () -> fake.open() == 0, () -> fake.open() + " sockets open");
        self[0] = view.watch(change -> {
            self[0].close();
            heard.add(change);
        });
        kernel.change(Links.up(ETH1, false));
        assertThat(heard.poll(10, TimeUnit.SECONDS)).isNotNull();
        Eventually.await(Duration.ofSeconds(5), () -> fake.open() == 0, () -> fake.open() + " sockets open");
    }

    @Test
    void socketThatBrokeIsReplaced() throws InterruptedException {
        watch.alsoRoutes();
        fake.failToOpen(EMFILE);
        kernel.remove(ETH1);
        fake.deliver(EBADF);
        NetworkChange change = next();
        assertThat(change.missed()).isTrue();
        assertThat(change.deleted()).containsExactly(3);
        assertThat(fake.groups()).isEqualTo(NetlinkMirror.ROUTES);
        kernel.change(Links.up(ETH0, false));
        assertThat(next().changed()).containsExactly(2);
    }

    @Test
    void routesAreToldToThoseWhoWantToKnow() throws InterruptedException {
        assertThat(fake.groups()).isEmpty();
        BlockingQueue<NetworkChange> routes = new LinkedBlockingQueue<>();
        NetworkView.Watch other = view.watch(routes::add);
        other.alsoRoutes();
        other.alsoRoutes();
        assertThat(fake.groups()).isEqualTo(NetlinkMirror.ROUTES);
        kernel.tell(new NetlinkBytes().begin(RTM_NEWROUTE, 0, 0).end());
        NetworkChange change = routes.poll(10, TimeUnit.SECONDS);
        assertThat(change).isNotNull();
        assertThat(change.routes()).isTrue();
        assertThat(change.changed()).isEmpty();
        assertSilence();
        kernel.change(Links.up(ETH1, false));
        assertThat(next().routes()).isFalse();
        other.close();
        assertThat(fake.groups()).isEmpty();
    }

    @Test
    void lookAtTheStartMayBeInTheMidstOfChanges() throws InterruptedException {
        watch.close();
        Eventually.await(Duration.ofSeconds(5), () -> fake.open() == 0, () -> fake.open() + " sockets open");
        kernel.interruptLooks(6);
        try (NetworkView.Watch again = view.watch(told::add)) {
            assertThat(again.interfaces()).hasSize(2);
            kernel.remove(ETH1);
            assertThat(next().deleted()).containsExactly(3);
        }
    }
}
