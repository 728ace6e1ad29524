package io.multicast.netty;

import io.multicast.netty.internal.start.Setting;
import io.multicast.netty.internal.start.StartUp;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Configures channels for multicast when they start: give it to {@code Bootstrap.handler}, or add it anywhere to a
 * pipeline, also inside another initializer.
 *
 * <pre>{@code
 * new Bootstrap().group(group).channel(EpollDatagramChannel.class)
 *         .handler(MulticastInitializer.builder()
 *                 .ttl(8)
 *                 .networkInterface("eth1")
 *                 .join(Membership.of("232.1.2.3").on("eth1").from("10.0.0.5"))
 *                 .handler(new FeedHandler())
 *                 .build())
 *         .bind(5000).sync();
 * }</pre>
 *
 * <p>Everything is set on the event loop as soon as the channel is registered (on Windows memberships follow the bind), in
 * the order in which it was given. If anything fails, the future of {@code bind} or {@code connect} fails with {@link
 * MulticastException}, the channel is closed, and no channelActive or channelInactive is seen. On a channel that is active
 * already, or that is registered and then neither bound nor connected within a second, the exception is fired through the
 * pipeline and the channel is closed. Afterwards nothing of this class is left in the pipeline.
 *
 * <p>Immutable; one may serve many channels, on many event loops, at a time. It has no place in a {@code ServerBootstrap}:
 * there start-up fails with a message that says so. Nor may it be added with an executor of its own ({@code
 * pipeline.addLast(executor, initializer)}): that fails the bind.
 */
@ChannelHandler.Sharable
public final class MulticastInitializer extends StartHandler {
    static {
        MulticastSystem.prepare();
    }

    private final List<Setting> settings;
    private final @Nullable ChannelHandler handler;

    private MulticastInitializer(Builder builder) {
        settings = List.copyOf(builder.settings);
        handler = builder.handler;
    }

    /**
     * Begins a configuration.
     *
     * @return an empty one
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    void start(Channel channel, ChannelHandlerContext place) {
        new StartUp(channel, settings, StartEdge.INSTANCE).begin(place, handler);
    }

    /** Collects options and memberships; values are checked on the line where they are given. For one thread at a time. */
    public static final class Builder {
        private final List<Setting> settings = new ArrayList<>();
        private @Nullable ChannelHandler handler;

        private Builder() {}

        /**
         * Sets an option.
         *
         * @param <T> the type of the value
         * @param option the option
         * @param value the value, see the option for its range
         * @return this
         * @throws IllegalArgumentException when the value is out of range
         */
        public <T> Builder option(MulticastChannelOption<T> option, T value) {
            option.validate(value);
            T frozen = option.freeze(value);
            add(option.isAfterBind(), socket -> option.set(socket, frozen));
            return this;
        }

        /**
         * The TTL and the hop limit of datagrams sent to groups, for each family that the socket speaks: {@link
         * MulticastChannelOption#IP_MULTICAST_TTL} and {@link MulticastChannelOption#IPV6_MULTICAST_HOPS}.
         *
         * @param hops 0 to 255
         * @return this
         * @throws IllegalArgumentException when out of range
         */
        public Builder ttl(int hops) {
            return each(OptionPair.HOPS, hops);
        }

        /**
         * Whether datagrams sent to groups are also delivered on this host, for each family that the socket speaks: {@link
         * MulticastChannelOption#IP_MULTICAST_LOOP} and {@link MulticastChannelOption#IPV6_MULTICAST_LOOP}.
         *
         * @param on true to deliver
         * @return this
         */
        public Builder loopback(boolean on) {
            return each(OptionPair.LOOPBACK, on);
        }

        /**
         * The interface that datagrams to groups leave by, for each family that the socket speaks: {@link
         * MulticastChannelOption#IP_MULTICAST_IF} and {@link MulticastChannelOption#IPV6_MULTICAST_IF}.
         *
         * @param outgoing the interface
         * @return this
         */
        public Builder networkInterface(MulticastInterface outgoing) {
            return each(OptionPair.OUTGOING, outgoing);
        }

        /**
         * The same by name, see {@link MulticastInterface#of(String)}.
         *
         * @param name the interface's name
         * @return this
         */
        public Builder networkInterface(String name) {
            return networkInterface(MulticastInterface.of(name));
        }

        /**
         * The same by {@link NetworkInterface}.
         *
         * @param outgoing the interface
         * @return this
         */
        public Builder networkInterface(NetworkInterface outgoing) {
            return networkInterface(MulticastInterface.of(outgoing));
        }

        private <T> Builder each(OptionPair<T> pair, T value) {
            pair.validate(value);
            add(pair.isAfterBind(), socket -> pair.set(socket, value));
            return this;
        }

        private void add(boolean isAfterBind, Consumer<ChannelSocket> apply) {
            settings.add(new Setting(
                    isAfterBind, channel -> apply.accept(Multicast.of(channel).socket())));
        }

        /**
         * Joins a group, see {@link Multicast#join}.
         *
         * @param membership the group, the interface and the filter
         * @return this
         */
        public Builder join(Membership membership) {
            Objects.requireNonNull(membership, "membership");
            add(true, socket -> socket.memberships().join(membership));
            return this;
        }

        /**
         * Joins a group if the channel's socket speaks its family, and leaves it out otherwise: so one program starts on
         * hosts with IPv4, with IPv6 and with both. What was left out is logged, and told by a {@link
         * MulticastEvent.Type#LEFT_OUT} event. All other failures fail the start as with {@link #join}.
         *
         * @param membership the group, the interface and the filter
         * @return this
         * @see Multicast#families()
         */
        public Builder joinIfSpoken(Membership membership) {
            Objects.requireNonNull(membership, "membership");
            add(true, socket -> LeftOut.joinIfSpoken(socket, membership));
            return this;
        }

        /**
         * Keeps the memberships and the outgoing interfaces, where given by name, as they are wanted while interfaces
         * appear, vanish, come up, get addresses or change their index, until the channel is closed; and fires a {@link
         * MulticastEvent} for each group joined, left, lost and restored. Off by default. On Linux the kernel tells of
         * changes at once (rtnetlink), elsewhere the interfaces are compared once a second. One watcher serves all
         * channels of the process.
         *
         * @return this
         */
        public Builder followNetworkChanges() {
            settings.add(
                    0,
                    new Setting(false, channel -> Multicast.of(channel).socket().follow()));
            return this;
        }

        /**
         * What comes next in the pipeline, at the place of the initializer; mostly another {@code ChannelInitializer}. It
         * is added once everything is set. One that is not {@code @Sharable} serves one channel only.
         *
         * @param next the handler
         * @return this
         */
        public Builder handler(ChannelHandler next) {
            handler = Objects.requireNonNull(next, "handler");
            return this;
        }

        /**
         * The initializer. The builder may go on to make others.
         *
         * @return an initializer with what was given so far
         */
        public MulticastInitializer build() {
            return new MulticastInitializer(this);
        }
    }
}
