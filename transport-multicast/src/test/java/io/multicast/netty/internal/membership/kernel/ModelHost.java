package io.multicast.netty.internal.membership.kernel;

import io.multicast.netty.internal.membership.Place;
import io.multicast.netty.internal.network.InterfaceList;
import io.multicast.netty.internal.network.InterfaceState;
import io.multicast.netty.internal.option.Family;
import java.net.InetAddress;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The interfaces and routes of a host, and the groups that its interfaces listen to. */
public final class ModelHost {
    /** The groups of one family on an interface, with the number of sockets that are members. Gone with the interface. */
    static final class Stack {
        private final Map<InetAddress, Integer> users = new HashMap<>();

        void join(InetAddress group) {
            users.merge(group, 1, Integer::sum);
        }

        void leave(InetAddress group) {
            users.computeIfPresent(group, (same, count) -> count == 1 ? null : count - 1);
        }

        boolean has(InetAddress group) {
            return users.containsKey(group);
        }
    }

    private static final class Device {
        private final int index;
        private final Map<Family, Stack> stacks = new EnumMap<>(Family.class);
        private ModelInterface is;

        Device(int index, ModelInterface is) {
            this.index = index;
            change(is);
        }

        /** IPv6 is dropped below its smallest MTU, and begins anew above it. */
        void change(ModelInterface now) {
            is = now;
            stacks.computeIfAbsent(Family.IPV4, family -> new Stack());
            if (now.mtu() < ModelInterface.IPV6_MIN_MTU) {
                stacks.remove(Family.IPV6);
            } else {
                stacks.computeIfAbsent(Family.IPV6, family -> new Stack());
            }
        }
    }

    private final Map<Integer, Device> devices = new TreeMap<>();
    private final Map<Family, Integer> routes = new EnumMap<>(Family.class);
    private final Set<Integer> changed = new HashSet<>();
    private final Set<Integer> deleted = new HashSet<>();
    private boolean routesChanged;

    /** Adds one, up. */
    public void add(int index, String name) {
        devices.put(index, new Device(index, ModelInterface.named(name)));
        changed.add(index);
    }

    /** Deletes one, with all that leads by it. */
    public void delete(int index) {
        devices.remove(index);
        deleted.add(index);
        dropRoutes(index, Set.of(Family.values()));
    }

    /** Changes one. What has no IPv6 any more, or is down, has no routes. */
    public void change(int index, ModelInterface now) {
        devices.get(index).change(now);
        changed.add(index);
        if (!now.up()) {
            dropRoutes(index, Set.of(Family.values()));
        } else if (!now.carriesIpv6()) {
            dropRoutes(index, Set.of(Family.IPV6));
        }
    }

    private void dropRoutes(int index, Collection<Family> families) {
        for (Family family : families) {
            routesChanged |= routes.remove(family, index);
        }
    }

    /** Leads multicast of a family by an interface; 0 for nowhere. */
    public void route(Family family, int index) {
        routesChanged = true;
        if (index == 0) {
            routes.remove(family);
        } else {
            routes.put(family, index);
        }
    }

    /** Where multicast of a family is led to, or 0. */
    public int route(Family family) {
        return routes.getOrDefault(family, 0);
    }

    /** The indexes in use. */
    public Set<Integer> indexes() {
        return devices.keySet();
    }

    /** The interface with that index, or null. */
    public ModelInterface at(int index) {
        Device device = devices.get(index);
        return device == null ? null : device.is;
    }

    /** The index of the interface of that name, or 0. */
    public int indexOf(String name) {
        return devices.values().stream()
                .filter(device -> device.is.name().equals(name))
                .mapToInt(device -> device.index)
                .findFirst()
                .orElse(0);
    }

    /** The family's part of an interface, or null where there is none. */
    Stack stack(int index, Family family) {
        Device device = devices.get(index);
        return device == null ? null : device.stacks.get(family);
    }

    /** All that interfaces listen to. */
    public Map<Place, Integer> users() {
        Map<Place, Integer> all = new HashMap<>();
        devices.values()
                .forEach(device -> device.stacks
                        .values()
                        .forEach(stack ->
                                stack.users.forEach((group, users) -> all.put(new Place(group, device.index), users))));
        return all;
    }

    /** The interfaces as the library sees them. */
    public InterfaceList interfaces() {
        return InterfaceList.of(devices.values().stream()
                .map(device -> device.is.state(device.index))
                .toArray(InterfaceState[]::new));
    }

    /** What has happened since this was last asked. */
    public Happened happened() {
        Happened all = new Happened(Set.copyOf(changed), Set.copyOf(deleted), routesChanged);
        changed.clear();
        deleted.clear();
        routesChanged = false;
        return all;
    }

    /**
     * What has happened.
     *
     * @param changed the indexes that are new or were changed
     * @param deleted the indexes that were deleted, even if there is one again
     * @param routes whether routes moved
     */
    public record Happened(Set<Integer> changed, Set<Integer> deleted, boolean routes) {}
}
