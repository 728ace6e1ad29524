package io.multicast.netty.internal.network;

import static io.multicast.netty.internal.network.Rtnetlink.AF_UNSPEC;
import static io.multicast.netty.internal.network.Rtnetlink.RTM_DELADDR;
import static io.multicast.netty.internal.network.Rtnetlink.RTM_DELLINK;
import static io.multicast.netty.internal.network.Rtnetlink.RTM_NEWADDR;
import static io.multicast.netty.internal.network.Rtnetlink.RTM_NEWLINK;
import static io.multicast.netty.testing.Ip.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.testing.Property;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** A table to which changes are applied one by one is the one that is made at once of how it all ended. */
@SuppressWarnings("ReturnValueIgnored") // a change is made by applying it
class InterfaceTableTest {
    private static final int LINKS = 4;
    private static final List<String> KINDS = List.of("", "bridge", "bond", "tap");

    /** A message, and what the kernel has done. */
    private record Step(String text, Function<Kernel, NetlinkBytes> change) {
        @Override
        public String toString() {
            return text;
        }
    }

    private record Address(int index, String text) {
        NetlinkBytes message(int type) {
            return new NetlinkBytes().address(type, 0, index, text.contains(":") ? 64 : 24, ip(text), null);
        }
    }

    /** The links and addresses that there are. */
    private static final class Kernel {
        private final Map<Integer, LinkMessage> links = new TreeMap<>();
        private final Set<Address> addresses = new LinkedHashSet<>();

        NetlinkBytes put(LinkMessage link) {
            links.put(link.index(), link);
            return new NetlinkBytes().link(RTM_NEWLINK, 0, AF_UNSPEC, link);
        }

        NetlinkBytes delete(int index) {
            links.remove(index);
            addresses.removeIf(address -> address.index() == index);
            return new NetlinkBytes().link(RTM_DELLINK, 0, AF_UNSPEC, Links.link(index, "if" + index));
        }

        NetlinkBytes add(Address address) {
            if (links.containsKey(address.index())) {
                addresses.add(address);
                return address.message(RTM_NEWADDR);
            }
            return new NetlinkBytes();
        }

        NetlinkBytes remove(Address address) {
            addresses.remove(address);
            return address.message(RTM_DELADDR);
        }

        NetlinkBytes ipv6(int index, boolean on) {
            links.computeIfPresent(index, (same, link) -> Links.mtu(link, link.mtu(), on));
            return new NetlinkBytes().ipv6(index, on);
        }

        InterfaceTable whole() {
            InterfaceTable table = new InterfaceTable();
            links.values().forEach(link -> apply(new NetlinkBytes().link(RTM_NEWLINK, 0, AF_UNSPEC, link), table));
            addresses.forEach(address -> apply(address.message(RTM_NEWADDR), table));
            return table;
        }
    }

    private static void apply(NetlinkBytes message, InterfaceTable table) {
        NetlinkMessage.split(message.buffer()).forEach(table::apply);
    }

    private static LinkMessage link(int index, RandomGenerator random) {
        int master = random.nextInt(3) == 0 ? random.nextInt(1, LINKS + 1) : 0;
        return new LinkMessage(
                index,
                "if" + index + (random.nextBoolean() ? "" : "b"),
                random.nextBoolean() ? List.of() : List.of("alt" + index),
                random.nextBoolean() ? Links.UP_WITH_LINK : 0x1002,
                KINDS.get(random.nextInt(KINDS.size())),
                master,
                master == 0 ? "" : "bridge",
                random.nextBoolean() ? 1500 : 1000,
                true,
                random.nextBoolean());
    }

    private static Step step(RandomGenerator random) {
        int index = random.nextInt(1, LINKS + 1);
        LinkMessage link = link(index, random);
        Address address = new Address(index, random.nextBoolean() ? "10.0.0." + random.nextInt(3) : "fd00::1");
        boolean on = random.nextBoolean();
        return switch (random.nextInt(8)) {
            case 0 -> new Step("delete " + index, kernel -> kernel.delete(index));
            case 1, 2 -> new Step("add " + address, kernel -> kernel.add(address));
            case 3 -> new Step("remove " + address, kernel -> kernel.remove(address));
            case 4 -> new Step("IPv6 of " + index + " " + on, kernel -> kernel.ipv6(index, on));
            default -> new Step(link.toString(), kernel -> kernel.put(link));
        };
    }

    private static List<Step> steps(RandomGenerator random) {
        List<Step> steps = new ArrayList<>();
        for (int count = random.nextInt(1, 30); count > 0; count--) {
            steps.add(step(random));
        }
        return steps;
    }

    @Test
    void changesAmountToTheWhole() {
        Property.forAll(InterfaceTableTest::steps, Property::shorter).holds(20_000, InterfaceTableTest::check);
    }

    private static void check(List<Step> steps) {
        Kernel kernel = new Kernel();
        InterfaceTable table = new InterfaceTable();
        InterfaceList before = table.interfaces();
        for (Step step : steps) {
            apply(step.change().apply(kernel), table);
            InterfaceList now = table.interfaces();
            assertThat(now).isEqualTo(kernel.whole().interfaces());
            NetworkChange difference = NetworkChange.between(before, now);
            Set<Integer> gone = new HashSet<>(difference.deleted());
            assertThat(table.takeTouched()).containsAll(difference.changed());
            assertThat(table.takeDeleted()).containsAll(gone);
            before = now;
        }
    }

    /** Of several looks in the midst of changes the newest says how a thing is, and none says that one is gone. */
    @Test
    void looksAddUp() {
        Property.forAll(InterfaceTableTest::steps, Property::shorter).holds(2_000, steps -> {
            Kernel kernel = new Kernel();
            InterfaceTable all = new InterfaceTable();
            Set<Integer> ever = new HashSet<>();
            for (Step step : steps) {
                step.change().apply(kernel);
                all.addAll(kernel.whole());
                ever.addAll(kernel.links.keySet());
                kernel.links.forEach(
                        (index, link) -> assertThat(all.link(index)).isEqualTo(link));
            }
            assertThat(all.interfaces().indexes()).isEqualTo(ever);
        });
    }
}
