package io.multicast.netty.internal.membership;

import io.multicast.netty.internal.network.InterfaceId;
import io.multicast.netty.internal.network.InterfaceList;
import io.multicast.netty.internal.network.InterfaceRule;
import io.multicast.netty.internal.network.InterfaceState;
import io.multicast.netty.internal.network.NetworkException;
import io.multicast.netty.internal.option.Errno;
import io.multicast.netty.internal.option.Family;
import io.multicast.netty.internal.option.MembershipCall;
import io.multicast.netty.internal.option.Refusal;
import io.multicast.netty.internal.option.SystemTable;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** From the interfaces that a wish is for to their indexes. What can't be asked is a refusal, and never "there is none". */
final class Resolver {
    private final MembershipKernel kernel;
    private final SystemTable table;
    private final DefaultInterface systemDefault;

    Resolver(MembershipKernel kernel, SystemTable table, DefaultInterface systemDefault) {
        this.kernel = kernel;
        this.table = table;
        this.systemDefault = systemDefault;
    }

    /** The index that a wish for one interface leads to now; fails where there is none. */
    int single(MembershipCall call, Wish wish) {
        InterfaceId id = wish.selector().id();
        try {
            if (id == null) {
                return systemDefault.index(call, wish);
            }
            if (wish.selector().rule() != null) {
                return byRule(call, wish).taken().get(0).index();
            }
            int index = id.indexNow(kernel.names(), kernel.network());
            if (index == 0) {
                int errno = table.errnos().number(Errno.ENODEV); // not every system has one
                throw refusal(call, wish, null).errno(errno).because(errno == 0 ? "there is no such interface" : null);
            }
            return index;
        } catch (NetworkException e) {
            throw unknown(call, wish, e);
        }
    }

    /** Where a wish leads to now; fails where that is nowhere. */
    Resolution resolve(MembershipCall call, Wish wish) {
        if (wish.selector().isSingle()) {
            return Resolution.of(single(call, wish), null);
        }
        try {
            return byRule(call, wish);
        } catch (NetworkException e) {
            throw unknown(call, wish, e);
        }
    }

    private Resolution byRule(MembershipCall call, Wish wish) {
        List<InterfaceRule.Verdict> verdicts = judge(kernel.network().interfaces(), wish);
        Resolution found = of(verdicts, wish.group());
        if (found.taken().isEmpty()) {
            throw refusal(call, wish, null).because("no interface fits: " + list(verdicts));
        }
        return found;
    }

    private List<InterfaceRule.Verdict> judge(InterfaceList interfaces, Wish wish) {
        return Objects.requireNonNull(wish.selector().rule())
                .judge(interfaces, Family.of(wish.group()), kernel.network());
    }

    private static String list(List<InterfaceRule.Verdict> verdicts) {
        return verdicts.stream()
                .map(one -> one.state().name() + " (index " + one.state().index() + ") " + one.refusal())
                .collect(Collectors.joining(", "));
    }

    /**
     * The same among these interfaces; nowhere is a good answer.
     *
     * @param before where it led to until now
     * @throws NetworkException when a route has to be asked for and can't be
     */
    Resolution among(InterfaceList interfaces, Wish wish, List<Integer> before) {
        InterfaceId id = wish.selector().id();
        if (wish.selector().rule() != null) {
            return of(judge(interfaces, wish), wish.group());
        }
        InterfaceState found =
                id == null ? interfaces.at(kernel.network().routeTo(wish.group(), 0)) : id.among(interfaces);
        return found != null ? Resolution.of(found.index(), found.name()) : stayed(interfaces, before);
    }

    /** One that was renamed stays the one that was meant until another has its name, and a route may be away for a while. */
    private static Resolution stayed(InterfaceList interfaces, List<Integer> before) {
        InterfaceState still = before.isEmpty() ? null : interfaces.at(before.get(0));
        return still == null ? Resolution.nowhere() : Resolution.of(still.index(), still.name());
    }

    private static Resolution of(List<InterfaceRule.Verdict> verdicts, InetAddress group) {
        List<Resolution.Taken> taken = new ArrayList<>();
        Map<Resolution.Taken, String> incapable = new LinkedHashMap<>();
        for (InterfaceRule.Verdict verdict : verdicts) {
            if (verdict.isSelected()) {
                taken.add(Resolution.Taken.of(verdict.state()));
            } else if (verdict.refusal().equals(verdict.state().refusals().get(Family.of(group)))) {
                incapable.put(Resolution.Taken.of(verdict.state()), verdict.refusal());
            }
        }
        return new Resolution(taken, incapable);
    }

    private Refusal unknown(MembershipCall call, Wish wish, NetworkException e) {
        return refusal(call, wish, e).errno(e.errno()).because(e.getMessage());
    }

    private static Refusal refusal(MembershipCall call, Wish wish, @Nullable NetworkException cause) {
        return Refusal.of(call, wish.group(), cause).on(0, wish.selector().toString());
    }
}
