package io.multicast.netty.internal.network;

import static io.multicast.netty.internal.network.Rtnetlink.AF_UNSPEC;
import static io.multicast.netty.internal.network.Rtnetlink.NLMSG_DONE;
import static io.multicast.netty.internal.network.Rtnetlink.NLM_F_DUMP;
import static io.multicast.netty.internal.network.Rtnetlink.NLM_F_DUMP_INTR;
import static io.multicast.netty.internal.network.Rtnetlink.RTM_DELLINK;
import static io.multicast.netty.internal.network.Rtnetlink.RTM_GETLINK;
import static io.multicast.netty.internal.network.Rtnetlink.RTM_NEWLINK;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Links that a test changes: asked for them it answers, and when they change it tells. */
final class TestKernel {
    private static final int ENODEV = 19;

    private final Map<Integer, LinkMessage> links = new ConcurrentSkipListMap<>();
    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicInteger interruptions = new AtomicInteger();
    private final FakeNetlink netlink = new FakeNetlink(this::answer);

    TestKernel(LinkMessage... links) {
        List.of(links).forEach(this::put);
    }

    FakeNetlink netlink() {
        return netlink;
    }

    /** How often all links were asked for. */
    int looks() {
        return looks.get();
    }

    /** Says of that many answers that things changed meanwhile. */
    void interruptLooks(int count) {
        interruptions.set(count);
    }

    /** Changes a link, and says nothing. */
    void put(LinkMessage link) {
        links.put(link.index(), link);
    }

    /** Deletes a link, and says nothing. */
    void remove(LinkMessage link) {
        links.remove(link.index());
    }

    void change(LinkMessage link) {
        put(link);
        tell(RTM_NEWLINK, AF_UNSPEC, link);
    }

    void delete(LinkMessage link) {
        remove(link);
        tell(RTM_DELLINK, AF_UNSPEC, link);
    }

    void tell(int type, int family, LinkMessage link) {
        tell(new NetlinkBytes().link(type, 0, family, link));
    }

    void tell(NetlinkBytes message) {
        netlink.deliver(message.array());
    }

    private List<Object> answer(NetlinkMessage request) {
        boolean dump = request.has(NLM_F_DUMP);
        if (request.type() != RTM_GETLINK) {
            return List.of(new NetlinkBytes().done(request.sequence()).array());
        }
        return dump ? look(request.sequence()) : one(request);
    }

    private List<Object> look(int sequence) {
        looks.incrementAndGet();
        int flags = interruptions.getAndUpdate(left -> Math.max(0, left - 1)) > 0 ? NLM_F_DUMP_INTR : 0;
        NetlinkBytes bytes = links(sequence, links.values()).begin(NLMSG_DONE, flags, sequence);
        return List.of(bytes.end().array());
    }

    private List<Object> one(NetlinkMessage request) {
        LinkMessage link = links.get(request.body().getInt(4));
        NetlinkBytes bytes = links(request.sequence(), link == null ? List.of() : List.of(link));
        return List.of(
                bytes.error(request.sequence(), link == null ? -ENODEV : 0).array());
    }

    private static NetlinkBytes links(int sequence, Collection<LinkMessage> links) {
        NetlinkBytes bytes = new NetlinkBytes();
        links.forEach(link -> bytes.link(RTM_NEWLINK, sequence, AF_UNSPEC, link));
        return bytes;
    }
}
