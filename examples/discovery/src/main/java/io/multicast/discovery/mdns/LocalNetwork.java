package io.multicast.discovery.mdns;

import io.multicast.discovery.mdns.protocol.HostInterface;
import io.multicast.discovery.mdns.protocol.LocalAddress;
import io.multicast.netty.InterfaceChoice;
import io.multicast.netty.InterfaceInfo;
import io.multicast.netty.InterfaceSelector;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.StandardProtocolFamily;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The interfaces to speak on. */
final class LocalNetwork {
    private static final int DEFAULT_MTU = 1500;
    /** As people like to read them: IPv4 first, link-local ones last; so that the order stays. */
    private static final Comparator<InetAddress> ORDER = Comparator.comparing(InetAddress::isLinkLocalAddress)
            .thenComparing(Inet6Address.class::isInstance)
            .thenComparing(InetAddress::getAddress, Arrays::compareUnsigned);

    private final InterfaceSelector selector;

    LocalNetwork(InterfaceSelector selector) {
        this.selector = selector;
    }

    /** As they are now: those that have a link and an address; the loopback if there is no other. */
    List<HostInterface> interfaces() {
        List<HostInterface> chosen = interfaces(selector);
        return chosen.isEmpty() ? interfaces(InterfaceSelector.usableAndLoopback()) : chosen;
    }

    private static List<HostInterface> interfaces(InterfaceSelector selector) {
        return selector.chosen().stream()
                .filter(InterfaceInfo::hasCarrier)
                .map(LocalNetwork::interfaceOf)
                .filter(on -> !on.addresses().isEmpty())
                .toList();
    }

    private static HostInterface interfaceOf(InterfaceInfo info) {
        List<LocalAddress> addresses = info.addresses().stream()
                .filter(own -> !own.isTentative() && !own.isDuplicate() && isCarried(info, own.address()))
                .sorted(Comparator.comparing(InterfaceInfo.Address::address, ORDER))
                .map(own -> new LocalAddress(own.address(), own.prefixLength()))
                .toList();
        return new HostInterface(info.index(), info.name(), info.mtu() == 0 ? DEFAULT_MTU : info.mtu(), addresses);
    }

    private static boolean isCarried(InterfaceInfo info, InetAddress address) {
        return info.carries(
                address instanceof Inet6Address ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET);
    }

    /** Why the others are not taken. */
    String refusals() {
        return selector.choices().stream()
                .filter(choice -> !choice.isSelected())
                .map(InterfaceChoice::toString)
                .collect(Collectors.joining(", "));
    }
}
