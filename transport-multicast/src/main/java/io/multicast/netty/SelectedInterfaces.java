package io.multicast.netty;

import io.multicast.netty.internal.membership.Selector;
import io.multicast.netty.internal.network.InterfaceId;
import io.multicast.netty.internal.network.InterfaceRule;
import io.multicast.netty.internal.network.InterfaceRule.Verdict;
import io.multicast.netty.internal.network.InterfaceRules;
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

    /** What the engine has, in users' words. */
    static InterfaceSelector of(Selector selector) {
        InterfaceId id = selector.id();
        InterfaceRule rule = selector.rule();
        if (id != null) {
            return MulticastInterface.of(id);
        }
        return rule == null ? MulticastInterface.systemDefault() : new SelectedInterfaces(selector.toString(), rule);
    }

    /** An interface that was not named but chosen: no wish by its name. */
    static SelectedInterfaces choice(MulticastInterface chosen) {
        return new SelectedInterfaces("the channel's choice, " + chosen, InterfaceRules.is(chosen.id()));
    }

    /** The rule of any selector. */
    static InterfaceRule rule(InterfaceSelector selector) {
        return selector instanceof MulticastInterface named
                ? InterfaceRules.is(named.id())
                : ((SelectedInterfaces) selector).rule;
    }

    /** What a selector makes of the interfaces there are now, for a family or for any. */
    static List<Verdict> judge(InterfaceSelector selector, @Nullable InetAddress group) {
        Family family = group == null ? null : Family.of(PlainAddresses.group(group));
        return NetworkInterfaces.ask(
                "choose " + selector, network -> rule(selector).judge(network.interfaces(), family, network));
    }

    static List<InterfaceChoice> choices(List<Verdict> verdicts) {
        return verdicts.stream()
                .map(verdict -> new InterfaceChoice(
                        MulticastInterface.of(
                                verdict.state().index(), verdict.state().name()),
                        verdict.isSelected(),
                        verdict.refusal()))
                .toList();
    }

    static List<InterfaceInfo> chosen(List<Verdict> verdicts) {
        return verdicts.stream()
                .filter(Verdict::isSelected)
                .map(verdict -> new InterfaceInfo(verdict.state()))
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
