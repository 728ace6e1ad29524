package io.multicast.discovery.mdns;

import io.multicast.discovery.mdns.protocol.HostInterface;
import io.multicast.discovery.mdns.protocol.LocalAddress;
import io.multicast.netty.InterfaceChoice;
import io.multicast.netty.InterfaceSelector;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The interfaces to speak on. */
final class LocalNetwork {
    private static final Path IPV6_ADDRESSES = Path.of("/proc/thread-self/net/if_inet6");
    /** Linux: not yet known to be nobody else's, or known to be somebody else's: it can't be sent from. */
    private static final int IFA_F_DADFAILED_OR_TENTATIVE = 0x08 | 0x40;

    /** As people like to read them: IPv4 first, link-local ones last; so that the order stays. */
    private static final Comparator<LocalAddress> ORDER = Comparator.comparing(
                    LocalAddress::address, Comparator.comparing(InetAddress::isLinkLocalAddress))
            .thenComparing(LocalAddress::address, Comparator.comparing(Inet6Address.class::isInstance))
            .thenComparing(own -> own.address().getAddress(), Arrays::compareUnsigned);

    private final InterfaceSelector selector;

    LocalNetwork(InterfaceSelector selector) {
        this.selector = selector;
    }

    /** As they are now: those that are up and have an address; the loopback if there is no other. */
    List<HostInterface> interfaces() {
        List<HostInterface> chosen = interfaces(selector);
        return chosen.isEmpty() ? interfaces(InterfaceSelector.usableAndLoopback()) : chosen;
    }

    /** Why the others are not taken. */
    String refusals() {
        return selector.choices().stream()
                .filter(choice -> !choice.isSelected())
                .map(InterfaceChoice::toString)
                .collect(Collectors.joining(", "));
    }

    private static List<HostInterface> interfaces(InterfaceSelector selector) {
        Set<String> unusable = unusableIpv6();
        List<HostInterface> found = new ArrayList<>();
        for (InterfaceChoice choice : selector.choices()) {
            if (choice.isSelected()) {
                try {
                    NetworkInterface on = NetworkInterface.getByIndex(
                            choice.networkInterface().index().orElse(0));
                    if (on != null && on.isUp()) {
                        add(on, unusable, found);
                    }
                } catch (SocketException e) {
                    // it has just gone
                }
            }
        }
        return found;
    }

    private static void add(NetworkInterface on, Set<String> unusable, List<HostInterface> to) throws SocketException {
        List<LocalAddress> addresses = new ArrayList<>();
        for (InterfaceAddress own : on.getInterfaceAddresses()) {
            if (!unusable.contains(HexFormat.of().formatHex(own.getAddress().getAddress()))) {
                addresses.add(new LocalAddress(own.getAddress(), own.getNetworkPrefixLength()));
            }
        }
        addresses.sort(ORDER);
        if (!addresses.isEmpty()) {
            to.add(new HostInterface(on.getIndex(), on.getName(), on.getMTU(), addresses));
        }
    }

    private static Set<String> unusableIpv6() {
        Set<String> unusable = new HashSet<>();
        if (Files.isReadable(IPV6_ADDRESSES)) {
            try {
                for (String line : Files.readAllLines(IPV6_ADDRESSES)) {
                    String[] fields = line.trim().split("\\s+");
                    if ((Integer.parseInt(fields[4], 16) & IFA_F_DADFAILED_OR_TENTATIVE) != 0) {
                        unusable.add(fields[0]);
                    }
                }
            } catch (IOException e) {
                // then all are taken for usable
            }
        }
        return unusable;
    }
}
