package io.multicast.netty.internal.membership.kernel;

import io.multicast.netty.internal.option.Family;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Something that happens to a host.
 *
 * @param kind what
 * @param name the interface's name, or that of the one that routes are to lead by; empty for none
 * @param value the index of a new one (0: the one that it has), the MTU, or the number of the new name; 0 or 1 for off or on
 */
public record HostChange(Kind kind, String name, int value) {
    static final List<String> NAMES = List.of("e0", "e1", "e2");
    static final List<Integer> INDEXES = List.of(11, 12, 13, 14);
    static final int SMALL_MTU = 1200;
    static final int MTU = 1500;

    private static final int SLOW = 3;

    /** What may happen. */
    public enum Kind {
        ADD,
        DELETE,
        RECREATE,
        RENAME,
        MTU,
        IPV6,
        ADDRESS,
        UP,
        ROUTE4,
        ROUTE6
    }

    /** Something that may not be possible when its turn comes; deletions are rare, for the real kernel is slow at them. */
    public static HostChange random(RandomGenerator random) {
        Kind kind = random.nextInt(3) == 0
                ? Kind.values()[random.nextInt(SLOW)]
                : Kind.values()[SLOW + random.nextInt(Kind.values().length - SLOW)];
        String name = NAMES.get(random.nextInt(NAMES.size()));
        return switch (kind) {
            case ADD -> new HostChange(kind, name, INDEXES.get(random.nextInt(INDEXES.size())));
            case RECREATE ->
                new HostChange(kind, name, random.nextBoolean() ? 0 : INDEXES.get(random.nextInt(INDEXES.size())));
            case DELETE -> new HostChange(kind, name, 0);
            case RENAME -> new HostChange(kind, name, random.nextInt(NAMES.size()));
            case MTU -> new HostChange(kind, name, random.nextBoolean() ? MTU : SMALL_MTU);
            case IPV6, ADDRESS, UP -> new HostChange(kind, name, random.nextInt(2));
            case ROUTE4, ROUTE6 -> new HostChange(kind, random.nextInt(4) == 0 ? "" : name, 0);
        };
    }

    /** Whether it can happen to that host, and would make a difference. */
    public boolean isPossible(ModelHost host) {
        int index = host.indexOf(name);
        ModelInterface is = host.at(index);
        return switch (kind) {
            case ADD -> is == null && host.at(value) == null;
            case RECREATE -> is != null && (value == index || host.at(value) == null);
            case RENAME -> is != null && host.indexOf(newName()) == 0;
            case ROUTE4 -> host.route(Family.IPV4) != index && (name.isEmpty() || (is != null && is.up()));
            case ROUTE6 ->
                host.route(Family.IPV6) != index && (name.isEmpty() || (is != null && is.up() && is.carriesIpv6()));
            case DELETE -> is != null;
            case IPV6 ->
                is != null
                        && is.mtu() >= ModelInterface.IPV6_MIN_MTU
                        && !changed(is).equals(is);
            default -> is != null && !changed(is).equals(is);
        };
    }

    private String newName() {
        return NAMES.get(value);
    }

    private ModelInterface changed(ModelInterface is) {
        return switch (kind) {
            case RENAME -> is.renamed(newName());
            case MTU -> is.mtu(value);
            case IPV6 -> is.ipv6(value != 0);
            case ADDRESS -> is.moreAddresses(value != 0);
            case UP -> is.up(value != 0);
            default -> is;
        };
    }

    /** Does it to a host of ours. */
    public void apply(ModelHost host) {
        int index = host.indexOf(name);
        switch (kind) {
            case ADD -> host.add(value, name);
            case DELETE -> host.delete(index);
            case RECREATE -> {
                host.delete(index);
                host.add(value == 0 ? index : value, name);
            }
            case ROUTE4 -> host.route(Family.IPV4, index);
            case ROUTE6 -> host.route(Family.IPV6, index);
            case RENAME -> rename(host, index);
            default -> host.change(index, changed(host.at(index)));
        }
    }

    /** With older kernels only one that is down can be renamed. */
    private void rename(ModelHost host, int index) {
        ModelInterface is = host.at(index);
        host.change(index, is.up(false));
        host.change(index, is.renamed(newName()));
    }

    /** The commands that do it to a real one as it is now; but for {@link Kind#IPV6}, which is a sysctl. */
    public List<String> commands(ModelHost host) {
        return switch (kind) {
            case ADD -> create(name, value);
            case DELETE -> List.of(delete());
            case RECREATE -> {
                List<String> commands = new ArrayList<>(create(name, value == 0 ? host.indexOf(name) : value));
                commands.add(0, delete());
                yield commands;
            }
            case RENAME -> rename(host.at(host.indexOf(name)).up());
            case MTU -> List.of("link set " + name + " mtu " + value);
            case IPV6 -> List.of();
            case ADDRESS -> List.of("addr " + (value == 0 ? "del" : "add") + " 10.1.0.2/24 dev " + name);
            case UP -> List.of("link set " + name + (value == 0 ? " down" : " up"));
            case ROUTE4 -> route("239.0.0.0/8", "", host.route(Family.IPV4));
            case ROUTE6 -> route("ff05::/16", " table local metric 100", host.route(Family.IPV6));
        };
    }

    private String delete() {
        return "link del " + name;
    }

    private static List<String> create(String name, int index) {
        String peer = "p" + index;
        return List.of(
                "link add " + name + " index " + index + " type veth peer name " + peer + " index " + (index + 100),
                "link set " + peer + " up",
                "link set " + name + " up",
                "addr add 10.1.0.1/24 dev " + name);
    }

    private List<String> rename(boolean up) {
        List<String> commands =
                new ArrayList<>(List.of("link set " + name + " down", "link set " + name + " name " + newName()));
        if (up) {
            commands.add("link set " + newName() + " up");
        }
        return commands;
    }

    private List<String> route(String network, String where, int before) {
        List<String> commands = new ArrayList<>();
        if (before != 0) {
            commands.add("route del " + network + where);
        }
        if (!name.isEmpty()) {
            commands.add("route add " + network + " dev " + name + where);
        }
        return commands;
    }

    @Override
    public String toString() {
        return kind + (name.isEmpty() ? "" : " " + name) + " " + (kind == Kind.RENAME ? newName() : value);
    }
}
