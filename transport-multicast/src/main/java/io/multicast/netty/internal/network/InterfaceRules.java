package io.multicast.netty.internal.network;

import io.multicast.netty.internal.network.InterfaceRule.Verdict;
import io.multicast.netty.internal.option.Family;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules that users choose from. All but {@link #is} take only what is up, does multicast and carries the family. */
public final class InterfaceRules {
    /** What Linux calls interfaces that lead to one remote end, or wrap what another carries. */
    private static final Set<String> TUNNELS = Set.of(
            "tun",
            "wireguard",
            "gre",
            "gretap",
            "erspan",
            "ip6gre",
            "ip6gretap",
            "ipip",
            "ip6tnl",
            "sit",
            "vti",
            "vti6",
            "xfrm",
            "ppp",
            "vxlan",
            "geneve");

    /** Its members go on receiving themselves; those of any other master hand all frames to it. */
    private static final String VRF = "vrf";

    private static final int NO_PREFIX = -1;

    private InterfaceRules() {}

    /** Why an interface is not taken; empty when it is. */
    @FunctionalInterface
    private interface Refusal {
        String of(InterfaceState state, @Nullable Family family);
    }

    private static InterfaceRule each(Refusal refusal) {
        return (interfaces, family, network) -> judge(interfaces, family, refusal);
    }

    private static List<Verdict> judge(InterfaceList interfaces, @Nullable Family family, Refusal refusal) {
        return interfaces.stream()
                .map(state -> new Verdict(state, refusal.of(state, family)))
                .toList();
    }

    /** Not point-to-point, no tunnel, no port, no bridge without carrier; the loopback only on demand. */
    public static InterfaceRule usable(boolean loopback) {
        return each((state, family) -> {
            String unusable = state.loopback() && loopback ? "" : unusable(state);
            return unusable.isEmpty() ? unable(state, family) : unusable;
        });
    }

    private static String unusable(InterfaceState state) {
        if (state.loopback()) {
            return "is the loopback";
        }
        if (state.pointToPoint()) {
            return "is point-to-point";
        }
        if (TUNNELS.contains(state.kind())) {
            return "is a tunnel (" + state.kind() + ")";
        }
        InterfaceState.Master master = state.master();
        if (master != null && !master.kind().equals(VRF)) {
            return "is a port of " + (master.name().isEmpty() ? "interface " + master.index() : master.name());
        }
        boolean left = state.kind().equals("bridge") && !state.carrier();
        return left ? "is a bridge without carrier, as containers leave behind" : "";
    }

    private static String unable(InterfaceState state, @Nullable Family family) {
        if (!state.multicast() && !state.loopback()) {
            return "does not do multicast";
        }
        if (!state.up()) {
            return "is down";
        }
        return family == null ? "" : state.refusals().getOrDefault(family, "");
    }

    /** Names by pattern, {@code *} for any characters; those that begin with {@code !} refuse. */
    public static InterfaceRule named(List<String> patterns) {
        Predicate<InterfaceState> wanted = anyOf(
                patterns.stream().filter(pattern -> !pattern.startsWith("!")).toList());
        Predicate<InterfaceState> refused = anyOf(patterns.stream()
                .filter(pattern -> pattern.startsWith("!"))
                .map(pattern -> pattern.substring(1))
                .toList());
        boolean all = patterns.stream().allMatch(pattern -> pattern.startsWith("!"));
        return each((state, family) -> {
            if (refused.test(state)) {
                return "is refused by its name";
            }
            return all || wanted.test(state) ? unable(state, family) : "has another name";
        });
    }

    private static Predicate<InterfaceState> anyOf(List<String> patterns) {
        List<Pattern> compiled = patterns.stream()
                .map(pattern -> Pattern.compile(Pattern.quote(pattern).replace("*", "\\E.*\\Q")))
                .toList();
        Predicate<String> matches = name ->
                compiled.stream().anyMatch(pattern -> pattern.matcher(name).matches());
        return state ->
                matches.test(state.name()) || state.otherNames().stream().anyMatch(matches);
    }

    /** With an address in one of the networks; where several have, those whose own prefix is the longest. */
    public static InterfaceRule in(List<AddressPrefix> networks) {
        return (interfaces, family, network) -> {
            int longest = interfaces.stream()
                    .mapToInt(state -> longestPrefix(state, networks))
                    .max()
                    .orElse(NO_PREFIX);
            return judge(interfaces, family, (state, same) -> {
                int own = longestPrefix(state, networks);
                if (own == NO_PREFIX) {
                    return "has no address there";
                }
                return own == longest ? unable(state, same) : "has a shorter prefix (" + own + " bits) than another";
            });
        };
    }

    private static int longestPrefix(InterfaceState state, List<AddressPrefix> networks) {
        return state.addresses().stream()
                .map(InterfaceAddress::prefix)
                .filter(own -> networks.stream().anyMatch(network -> network.contains(own.address())))
                .mapToInt(AddressPrefix::length)
                .max()
                .orElse(NO_PREFIX);
    }

    /**
     * The one that datagrams to that address leave by.
     *
     * @param scope the interface that the address's scope names, or null
     */
    public static InterfaceRule routeTo(InetAddress address, @Nullable InterfaceId scope) {
        return goingByRoutes(true, (interfaces, family, network) -> {
            InterfaceState by = scope == null ? null : scope.among(interfaces);
            int index = scope != null && by == null ? 0 : network.routeTo(address, by == null ? 0 : by.index());
            return judge(
                    interfaces,
                    family,
                    (state, same) -> state.index() == index ? unable(state, same) : "no route leads there by it");
        });
    }

    private static InterfaceRule goingByRoutes(boolean goes, InterfaceRule rule) {
        return new InterfaceRule() {
            @Override
            public List<Verdict> judge(InterfaceList interfaces, @Nullable Family family, NetworkView network) {
                return rule.judge(interfaces, family, network);
            }

            @Override
            public boolean goesByRoutes() {
                return goes;
            }
        };
    }

    private static InterfaceRule combined(InterfaceRule one, InterfaceRule other, InterfaceRule rule) {
        return goingByRoutes(one.goesByRoutes() || other.goesByRoutes(), rule);
    }

    /** Those that meet a condition; one that fails is not met. */
    public static InterfaceRule where(String description, Predicate<InterfaceState> condition) {
        return each((state, family) -> {
            try {
                return condition.test(state) ? unable(state, family) : "is not " + description;
            } catch (RuntimeException e) {
                return "can't be told to be " + description + ": " + e;
            }
        });
    }

    /** The one that is named so, whatever it is and can do. */
    public static InterfaceRule is(InterfaceId id) {
        return (interfaces, family, network) ->
                judge(interfaces, family, (state, any) -> id.refusal(state, interfaces));
    }

    /** Of those that one takes, those that the next takes. */
    public static InterfaceRule both(InterfaceRule one, InterfaceRule next) {
        return combined(one, next, (interfaces, family, network) -> {
            List<Verdict> first = one.judge(interfaces, family, network);
            List<InterfaceState> taken = first.stream()
                    .filter(Verdict::isSelected)
                    .map(Verdict::state)
                    .toList();
            Iterator<Verdict> second =
                    next.judge(InterfaceList.of(taken), family, network).iterator();
            return first.stream()
                    .map(verdict -> verdict.isSelected() ? second.next() : verdict)
                    .toList();
        });
    }

    /** Those that any of the two takes. */
    public static InterfaceRule either(InterfaceRule one, InterfaceRule other) {
        return combined(one, other, (interfaces, family, network) -> {
            List<Verdict> verdicts = new ArrayList<>();
            Iterator<Verdict> others = other.judge(interfaces, family, network).iterator();
            for (Verdict verdict : one.judge(interfaces, family, network)) {
                verdicts.add(either(verdict, others.next()));
            }
            return verdicts;
        });
    }

    private static Verdict either(Verdict one, Verdict other) {
        if (one.isSelected() || one.refusal().equals(other.refusal())) {
            return one;
        }
        return other.isSelected() ? other : new Verdict(one.state(), one.refusal() + ", and " + other.refusal());
    }
}
