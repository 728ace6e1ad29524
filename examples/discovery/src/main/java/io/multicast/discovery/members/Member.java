package io.multicast.discovery.members;

import io.multicast.discovery.ServiceInstance;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * One service, with its addresses on all interfaces.
 *
 * @param instance the service as seen on one of them
 * @param addresses where it can be reached, each once
 */
public record Member(ServiceInstance instance, List<InetSocketAddress> addresses) {
    /** Those of the instances that have that name: one for each service, however many interfaces it was seen on. */
    static List<Member> of(Collection<ServiceInstance> instances, ServiceName name) {
        Map<String, Member> members = new LinkedHashMap<>();
        for (ServiceInstance instance : instances) {
            if (name.matches(instance)) {
                String key = instance.name() + '\n' + instance.domain();
                members.merge(key, new Member(instance, instance.socketAddresses()), Member::with);
            }
        }
        return List.copyOf(members.values());
    }

    private Member with(Member other) {
        List<InetSocketAddress> all = new ArrayList<>(addresses);
        other.addresses.stream().filter(address -> !all.contains(address)).forEach(all::add);
        return new Member(instance, List.copyOf(all));
    }

    /** In the order in which to try them: by priority, among equals by chance in proportion to their weights (RFC 2782). */
    public static List<Member> inOrder(List<Member> members, Random random) {
        List<Member> left = new ArrayList<>(members);
        List<Member> ordered = new ArrayList<>();
        while (!left.isEmpty()) {
            Member next = next(left, random);
            left.remove(next);
            ordered.add(next);
        }
        return ordered;
    }

    private static Member next(List<Member> left, Random random) {
        int lowest = left.stream().mapToInt(Member::priority).min().orElseThrow();
        List<Member> equals =
                left.stream().filter(member -> member.priority() == lowest).toList();
        int drawn = random.nextInt(equals.stream().mapToInt(Member::share).sum());
        for (Member member : equals) {
            drawn -= member.share();
            if (drawn < 0) {
                return member;
            }
        }
        throw new AssertionError("drawn beyond the sum");
    }

    private int priority() {
        return instance.priority();
    }

    /** A weight of 0 still leaves a small chance; alone among its like it is an even one. */
    private int share() {
        return 1 + 100 * instance.weight();
    }
}
