package io.multicast.netty;

import io.multicast.netty.internal.membership.Binding;
import io.multicast.netty.internal.membership.FilterAnswer;
import io.multicast.netty.internal.membership.GroupTables;
import io.multicast.netty.internal.membership.InterfaceGroups;
import io.multicast.netty.internal.membership.MembershipKernel;
import io.multicast.netty.internal.membership.Place;
import io.multicast.netty.internal.membership.SourceFilter;
import io.multicast.netty.internal.network.NetworkView;
import io.multicast.netty.internal.option.InterfaceNames;
import io.multicast.netty.internal.option.MembershipCall;
import io.multicast.netty.internal.option.OptionRow;
import io.multicast.netty.internal.option.SocketOptions;
import io.netty.channel.Channel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The kernel's side of a channel's memberships. */
final class SocketKernel implements MembershipKernel {
    private static final int FEW_SOURCES = 16;

    private final ChannelSocket socket;
    private @Nullable Binding binding;

    SocketKernel(ChannelSocket socket) {
        this.socket = socket;
    }

    private long handle() {
        return socket.open(socket::failure).value();
    }

    @Override
    public int call(MembershipCall call, InetAddress group, int index, @Nullable InetAddress source) {
        SocketOptions options = socket.options();
        return source == null
                ? options.group(handle(), call, index, group)
                : options.source(handle(), call, index, group, source);
    }

    @Override
    public int setFilter(Place place, SourceFilter filter) {
        return socket.options().filter(handle(), place.index(), place.group(), filter.including(), filter.sources());
    }

    @Override
    public FilterAnswer filter(Place place) {
        if (!socket.table().calls().containsKey(MembershipCall.SET_FILTER)) {
            return FilterAnswer.UNKNOWN;
        }
        SocketOptions options = socket.options();
        int errno = options.getFilter(handle(), place.index(), place.group(), FEW_SOURCES);
        if (errno == 0 && options.filterCount() > FEW_SOURCES) {
            errno = options.getFilter(handle(), place.index(), place.group(), options.filterCount());
        }
        return errno == 0
                ? FilterAnswer.of(filter(options))
                : new FilterAnswer(socket.table().answers().ofReading(errno), errno, SourceFilter.NONE);
    }

    private static SourceFilter filter(SocketOptions options) {
        return options.filterIsIncluding()
                ? SourceFilter.include(options.filterSources())
                : SourceFilter.exclude(options.filterSources());
    }

    @Override
    public Supplier<GroupTables> groups() {
        String directory = socket.table().groupTables();
        return directory == null ? () -> GroupTables.NONE : InterfaceGroups.of(directory);
    }

    /** A socket is bound once. */
    @Override
    public Binding binding() {
        Binding known = binding;
        if (known == null && socket.channel().isActive()) {
            known = readBinding();
            binding = known;
        }
        return known == null ? Binding.NONE : known;
    }

    private Binding readBinding() {
        Channel channel = socket.channel();
        InetAddress address = channel.localAddress() instanceof InetSocketAddress local && !local.isUnresolved()
                ? local.getAddress()
                : null;
        InetAddress bound =
                address == null || address.isAnyLocalAddress() ? null : PlainAddresses.withoutScope(address);
        int index = tie();
        return bound == null && index == 0 ? Binding.NONE : new Binding(bound, index);
    }

    private int tie() {
        OptionRow row = socket.table().tie();
        SocketOptions options = socket.options();
        return row == null || options.get(handle(), row) != 0 ? 0 : options.value(row);
    }

    @Override
    public NetworkView network() {
        return socket.platform().network();
    }

    @Override
    public InterfaceNames names() {
        return socket.platform().names();
    }
}
