package io.multicast.netty.internal.membership.kernel;

import io.multicast.netty.internal.membership.Place;
import io.multicast.netty.testing.IpBatch;
import io.multicast.netty.testing.Kernel;
import io.multicast.netty.testing.Namespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A host of the real kernel, which is a namespace, beside the model of it. The same happens to both. */
public final class RealHost implements AutoCloseable {
    private static final Map<Integer, Integer> FRESH = new TreeMap<>(Map.of(11, 0, 12, 1)); // index, number of the name

    private final Namespace namespace = Namespace.open();
    private final IpBatch ip = IpBatch.in(namespace);
    private final ModelHost model = new ModelHost();

    /** With those limits of IPv4. */
    public RealHost(int maxGroups, int maxSources) {
        namespace.exec(
                "sysctl", "-qw", "net.ipv4.igmp_max_memberships=" + maxGroups, "net.ipv4.igmp_max_msf=" + maxSources);
        ip.run(List.of("route add unreachable ff05::/16 table local metric 4000")); // else any interface will do
    }

    /** The namespace. */
    public Namespace namespace() {
        return namespace;
    }

    /** What it should be. */
    public ModelHost model() {
        return model;
    }

    /** Makes it the same at the beginning of each sequence: two interfaces, up, without routes. */
    public void reset() {
        happen(new HostChange(HostChange.Kind.ROUTE4, "", 0));
        happen(new HostChange(HostChange.Kind.ROUTE6, "", 0));
        for (int index : List.copyOf(model.indexes())) {
            if (!FRESH.containsKey(index)) { // what can be set back is: the kernel takes long to delete
                happen(new HostChange(HostChange.Kind.DELETE, model.at(index).name(), 0));
            }
        }
        rename(11, HostChange.NAMES.size() - 1); // the spare name
        FRESH.forEach(this::rename);
        FRESH.forEach((index, name) -> {
            happen(new HostChange(HostChange.Kind.ADD, "e" + name, index));
            setBack("e" + name);
        });
        model.happened();
    }

    private void rename(int index, int name) {
        if (model.at(index) != null) {
            happen(new HostChange(HostChange.Kind.RENAME, model.at(index).name(), name));
        }
    }

    private void setBack(String name) {
        happen(new HostChange(HostChange.Kind.UP, name, 1));
        happen(new HostChange(HostChange.Kind.MTU, name, HostChange.MTU));
        happen(new HostChange(HostChange.Kind.IPV6, name, 1));
        happen(new HostChange(HostChange.Kind.ADDRESS, name, 0));
    }

    /** Has something happen, if it can. */
    public boolean happen(HostChange change) {
        if (!change.isPossible(model)) {
            return false;
        }
        if (change.kind() == HostChange.Kind.IPV6) {
            namespace.run(() -> switchIpv6(change.name(), change.value() != 0));
        } else {
            ip.run(change.commands(model));
        }
        change.apply(model);
        return true;
    }

    private static void switchIpv6(String name, boolean on) {
        try {
            Files.writeString(Path.of("/proc/sys/net/ipv6/conf", name, "disable_ipv6"), on ? "0" : "1");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the kernel's interfaces listen to, of these groups. */
    public Map<Place, Integer> users(Set<InetAddress> groups) {
        Map<Place, Integer> users = new HashMap<>();
        Kernel.of(namespace).groups().stream()
                .filter(row -> groups.contains(row.address()))
                .forEach(row -> users.put(new Place(row.address(), row.index()), row.users()));
        return users;
    }

    @Override
    public void close() {
        namespace.close();
    }
}
