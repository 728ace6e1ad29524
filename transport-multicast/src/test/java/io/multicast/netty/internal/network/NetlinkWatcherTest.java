package io.multicast.netty.internal.network;

import static io.multicast.netty.internal.network.Rtnetlink.AF_UNSPEC;
import static io.multicast.netty.internal.network.Rtnetlink.EMFILE;
import static io.multicast.netty.internal.network.Rtnetlink.ENOBUFS;
import static io.multicast.netty.internal.network.Rtnetlink.RTM_DELLINK;
import static io.multicast.netty.internal.network.Rtnetlink.RTM_GETLINK;
import static io.multicast.netty.internal.network.Rtnetlink.RTM_NEWLINK;
import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.testing.Eventually;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The watcher against a kernel that the test plays. */
class NetlinkWatcherTest {
    private static final int AF_BRIDGE = 7;
    private static final int EBADF = 9;
    private static final LinkMessage ETH0 = new LinkMessage(2, "eth0", 0x11043, "", 0);
    private static final LinkMessage ETH1 = new LinkMessage(3, "eth1", 0x11043, "", 0);

    private final List<LinkMessage> links = new CopyOnWriteArrayList<>(List.of(ETH0, ETH1));
    private final FakeNetlink fake = new FakeNetlink(this::answer);
    private final NetworkView view = new NetlinkNetworkView(fake, new JavaNetworkView(Duration.ofSeconds(1)));
    private final BlockingQueue<NetworkChange> told = new LinkedBlockingQueue<>();
    private final Runnable stop = view.watch(told::add);

    private List<Object> answer(NetlinkMessage request) {
        NetlinkBytes bytes = new NetlinkBytes();
        if (request.type() == RTM_GETLINK) {
            links.forEach(link -> bytes.link(RTM_NEWLINK, request.sequence(), AF_UNSPEC, link));
        }
        return List.of(bytes.done(request.sequence()).array());
    }

    private static byte[] event(int type, int family, LinkMessage link) {
        return new NetlinkBytes().link(type, 0, family, link).array();
    }

    private NetworkChange next() throws InterruptedException {
        NetworkChange change = told.poll(10, TimeUnit.SECONDS);
        assertThat(change).as("what the watcher tells").isNotNull();
        return change;
    }

    @AfterEach
    void stop() {
        stop.run();
        stop.run();
        Eventually.await(Duration.ofSeconds(5), () -> fake.open() == 0, () -> fake.open() + " sockets open");
    }

    @Test
    void deletionIsToldAlsoWhenItIsThereAgain() throws InterruptedException {
        fake.deliver(event(RTM_DELLINK, AF_UNSPEC, ETH1));
        NetworkChange change = next();
        assertThat(change.deleted()).containsExactly(3);
        assertThat(change.interfaces()).extracting(InterfaceState::name).containsExactly("eth0", "eth1");
        fake.deliver(event(RTM_NEWLINK, AF_UNSPEC, ETH1));
        assertThat(next().deleted()).isEmpty(); // told once
    }

    @Test
    void portThatLeavesItsBridgeIsNoNews() throws InterruptedException {
        fake.deliver(event(RTM_DELLINK, AF_BRIDGE, ETH1));
        fake.deliver(event(RTM_NEWLINK, AF_BRIDGE, ETH1));
        assertThat(told.poll(300, TimeUnit.MILLISECONDS)).isNull();
        fake.deliver(event(RTM_NEWLINK, AF_UNSPEC, ETH1));
        assertThat(next().deleted()).isEmpty();
    }

    @Test
    void afterAnOverrunWhatIsNotThereWasDeleted() throws InterruptedException {
        links.remove(ETH1);
        fake.deliver(ENOBUFS);
        NetworkChange change = next();
        assertThat(change.deleted()).containsExactly(3);
        assertThat(change.interfaces()).hasSize(1);
    }

    @Test
    void eventThatWasCutLeadsToALook() throws InterruptedException {
        links.remove(ETH1);
        fake.deliver(new byte[200_000]);
        assertThat(next().deleted()).containsExactly(3);
    }

    @Test
    void listenerThatThrowsDoesNotKeepOthersFromHearing() throws InterruptedException {
        Runnable stopThrowing = view.watch(change -> {
            throw new IllegalStateException("on purpose, by a test");
        });
        BlockingQueue<NetworkChange> after = new LinkedBlockingQueue<>();
        Runnable stopAfter = view.watch(after::add);
        for (int i = 0; i < 2; i++) {
            fake.deliver(event(RTM_NEWLINK, AF_UNSPEC, ETH1));
            next();
            assertThat(after.poll(10, TimeUnit.SECONDS)).isNotNull();
        }
        stopThrowing.run();
        stopAfter.run();
    }

    @Test
    void deletionSurvivesLooksThatFail() throws InterruptedException {
        fake.failToOpen(EMFILE, EMFILE);
        fake.deliver(event(RTM_DELLINK, AF_UNSPEC, ETH1));
        assertThat(next().deleted()).containsExactly(3);
    }

    @Test
    void sameListenerTwiceIsTwoListeners() throws InterruptedException {
        Runnable second = view.watch(told::add);
        fake.deliver(event(RTM_NEWLINK, AF_UNSPEC, ETH1));
        next();
        next();
        second.run();
        second.run();
        fake.deliver(event(RTM_NEWLINK, AF_UNSPEC, ETH1));
        next();
        assertThat(told.poll(200, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void listenerThatAnotherStopsHearsNoMore() throws InterruptedException {
        Runnable[] second = new Runnable[1];
        Runnable first = view.watch(change -> second[0].run());
        BlockingQueue<NetworkChange> heard = new LinkedBlockingQueue<>();
        second[0] = view.watch(heard::add);
        BlockingQueue<NetworkChange> third = new LinkedBlockingQueue<>();
        Runnable last = view.watch(third::add);
        fake.deliver(event(RTM_NEWLINK, AF_UNSPEC, ETH1));
        assertThat(third.poll(10, TimeUnit.SECONDS)).isNotNull();
        assertThat(heard).isEmpty();
        first.run();
        last.run();
    }

    @Test
    void listenerMayStopTheWatcher() throws InterruptedException {
        Runnable[] self = new Runnable[1];
        BlockingQueue<NetworkChange> heard = new LinkedBlockingQueue<>();
        stop.run();
        self[0] = view.watch(change -> {
            self[0].run();
            heard.add(change);
        });
        fake.deliver(event(RTM_NEWLINK, AF_UNSPEC, ETH1));
        assertThat(heard.poll(10, TimeUnit.SECONDS)).isNotNull();
        Eventually.await(Duration.ofSeconds(5), () -> fake.open() == 0, () -> fake.open() + " sockets open");
    }

    @Test
    void watcherThatBrokeIsReplacedForTheNextListener() throws InterruptedException {
        fake.deliver(EBADF);
        Eventually.await(Duration.ofSeconds(5), () -> fake.open() == 0, () -> fake.open() + " sockets open");
        BlockingQueue<NetworkChange> after = new LinkedBlockingQueue<>();
        Runnable stopAfter = view.watch(after::add);
        fake.deliver(event(RTM_NEWLINK, AF_UNSPEC, ETH1));
        assertThat(after.poll(10, TimeUnit.SECONDS)).isNotNull();
        stopAfter.run();
    }
}
