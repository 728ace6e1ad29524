package io.multicast.netty;

import io.multicast.netty.internal.network.InterfaceList;
import io.multicast.netty.internal.network.InterfaceRule;
import io.multicast.netty.internal.network.InterfaceState;
import io.multicast.netty.internal.network.NetworkView;
import io.multicast.netty.internal.option.Family;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The interfaces that a rule takes. Two are equal when their texts are: the text says all of the rule. */
final class SelectedInterfaces implements InterfaceSelector {
    private final String text;
    private final InterfaceRule rule;

    SelectedInterfaces(String text, InterfaceRule rule) {
        this.text = text;
        this.rule = rule;
    }

    @Override
    public List<InterfaceChoice> choices() {
        return choices((Family) null);
    }

    @Override
    public List<InterfaceChoice> choices(InetAddress group) {
        return choices(Family.of(PlainAddresses.group(group)));
    }

    private List<InterfaceChoice> choices(@Nullable Family family) {
        Multicast.ensureAvailability();
        NetworkView network = MulticastSystem.current().platform().network();
        return choices(network.interfaces(), family, network);
    }

    List<InterfaceChoice> choices(List<InterfaceState> interfaces, @Nullable Family family, NetworkView network) {
        return rule.judge(InterfaceList.of(interfaces), family, network).stream()
                .map(verdict -> new InterfaceChoice(
                        MulticastInterface.of(
                                verdict.state().index(), verdict.state().name()),
                        verdict.isSelected(),
                        verdict.refusal()))
                .toList();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SelectedInterfaces that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
