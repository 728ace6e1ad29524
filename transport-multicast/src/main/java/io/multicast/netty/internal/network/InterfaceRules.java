package io.multicast.netty.internal.network;

import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The rules that users choose from. */
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

    private static final int NO_PREFIX = -1;

    private InterfaceRules() {}

    /** Up, multicast, not point-to-point, no tunnel, no bridge without carrier; the loopback only on demand. */
    public static InterfaceRule usable(boolean loopback) {
        return each(state -> state.loopback() ? (loopback ? up(state) : "is the loopback") : usable(state));
    }

    private static String usable(InterfaceState state) {
        if (state.pointToPoint()) {
            return "is point-to-point";
        }
        if (TUNNELS.contains(state.kind())) {
            return "is a tunnel (" + state.kind() + ")";
        }
        if (state.kind().equals("bridge") && !state.carrier()) {
            return "is a bridge without carrier, as containers leave behind";
        }
        return able(state);
    }

    private static String able(InterfaceState state) {
        return state.multicast() || state.loopback() ? up(state) : "does not do multicast";
    }

    private static String up(InterfaceState state) {
        return state.up() ? "" : "is down";
    }

    /** Names by pattern, {@code *} for any characters; those that begin with {@code !} refuse. */
    public static InterfaceRule named(List<String> patterns) {
        List<String> wanted =
                patterns.stream().filter(pattern -> !pattern.startsWith("!")).toList();
        List<String> refused = patterns.stream()
                .filter(pattern -> pattern.startsWith("!"))
                .map(pattern -> pattern.substring(1))
                .toList();
        return each(state -> {
            if (refused.stream().anyMatch(pattern -> matches(pattern, state.name()))) {
                return "is refused by its name";
            }
            boolean named = wanted.isEmpty() || wanted.stream().anyMatch(pattern -> matches(pattern, state.name()));
            return named ? able(state) : "has another name";
        });
    }

    private static boolean matches(String pattern, String name) {
        String regex = Pattern.quote(pattern).replace("*", "\\E.*\\Q");
        return name.matches(regex);
    }

    /** With an address in one of the networks; where several have, those whose own prefix is the longest. */
    public static InterfaceRule in(List<AddressPrefix> networks) {
        return (interfaces, network) -> {
            int longest = interfaces.stream()
                    .mapToInt(state -> longestPrefix(state, networks))
                    .max()
                    .orElse(NO_PREFIX);
            return judge(interfaces, state -> {
                int own = longestPrefix(state, networks);
                if (own == NO_PREFIX) {
                    return "has no address there";
                }
                return own == longest ? able(state) : "has a shorter prefix (" + own + " bits) than another";
            });
        };
    }

    private static int longestPrefix(InterfaceState state, List<AddressPrefix> networks) {
        return state.addresses().stream()
                .filter(own -> networks.stream().anyMatch(network -> network.contains(own.address())))
                .mapToInt(AddressPrefix::length)
                .max()
                .orElse(NO_PREFIX);
    }

    /** The one that datagrams to that address leave by. */
    public static InterfaceRule routeTo(InetAddress address) {
        return (interfaces, network) -> {
            int index = network.routeTo(address);
            return judge(interfaces, state -> state.index() == index ? able(state) : "no route leads there by it");
        };
    }

    private static InterfaceRule each(Function<InterfaceState, String> refusal) {
        return (interfaces, network) -> judge(interfaces, refusal);
    }

    private static List<InterfaceRule.Verdict> judge(
            List<InterfaceState> interfaces, Function<InterfaceState, String> refusal) {
        return interfaces.stream()
                .map(state -> new InterfaceRule.Verdict(state, refusal.apply(state)))
                .toList();
    }
}
