package io.multicast.netty;

import io.multicast.netty.internal.membership.GroupOnInterface;
import io.multicast.netty.internal.membership.InterfaceGroups;
import io.multicast.netty.internal.membership.SourceFilter;
import io.multicast.netty.internal.option.MembershipCall;
import io.multicast.netty.internal.option.SocketOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Compares what is wanted and applied with what the kernel holds for the socket and for the interface. */
final class Diagnosis {
    private final ChannelSocket socket;
    private final Memberships memberships;
    private final List<Discrepancy> found = new ArrayList<>();

    private Diagnosis(ChannelSocket socket) {
        this.socket = socket;
        memberships = socket.memberships();
    }

    static List<Discrepancy> of(ChannelSocket socket) {
        Diagnosis diagnosis = new Diagnosis(socket);
        diagnosis.wanted();
        if (socket.table().calls().containsKey(MembershipCall.SET_FILTER)) {
            diagnosis.held();
        }
        InterfaceGroups.read().ifPresent(diagnosis::interfaces);
        return List.copyOf(diagnosis.found);
    }

    private void wanted() {
        for (Wish wish : memberships.wishes().all()) {
            if (memberships.applied().joined(wish.places()).isEmpty()) {
                found.add(new Discrepancy(wish.membership(), "wanted, but joined on no interface now"));
            }
        }
    }

    /** The socket's own filter, by getsockopt. */
    private void held() {
        SocketOptions options = socket.options();
        memberships.applied().entries().forEach((key, membership) -> {
            int room = membership.sources().size() + 1; // one more tells that there are more
            long handle = socket.open(() -> memberships.applied().failure(MembershipCall.SET_FILTER, membership))
                    .value();
            int errno = options.getFilter(handle, key.index(), key.group(), room);
            if (errno != 0) {
                String name = socket.table().errnos().name(errno);
                found.add(new Discrepancy(membership, "the kernel does not hold it for this socket (" + name + ")"));
                return;
            }
            SourceFilter kernel = options.filterIsIncluding()
                    ? SourceFilter.include(options.filterSources())
                    : SourceFilter.exclude(options.filterSources());
            if (!kernel.equals(membership.filter())) {
                found.add(new Discrepancy(membership, "the kernel holds " + membership.filtered(kernel)));
            }
        });
    }

    private void interfaces(Set<GroupOnInterface> groups) {
        memberships.applied().entries().forEach((key, membership) -> {
            if (key.index() != 0 && !groups.contains(key)) {
                String name = Optional.ofNullable(socket.platform().names().nameOf(key.index()))
                        .map(known -> known + " (index " + key.index() + ") does not have the group: it was deleted and"
                                + " came back since the join")
                        .orElse("its interface, index " + key.index() + ", is gone");
                found.add(new Discrepancy(membership, name));
            }
        });
    }
}
