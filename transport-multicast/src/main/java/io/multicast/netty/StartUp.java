package io.multicast.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ServerChannel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The start of one channel: applies the settings, and sees to it that a failure reaches the one who waits. */
final class StartUp {
    private final Channel channel;
    private final List<Setting> settings;
    private @Nullable MulticastException failure;

    StartUp(Channel channel, List<Setting> settings) {
        this.channel = channel;
        this.settings = settings;
    }

    /** Runs on the event loop, in the place of the initializer, which Netty removes afterwards. */
    void begin(ChannelHandlerContext place, @Nullable ChannelHandler next) {
        attempt(this::configure);
        if (next != null) { // also after a failure: it is then told
            attempt(() -> channel.pipeline().addAfter(place.name(), null, next));
        }
        if (failure != null) {
            fail(channel, failure);
        }
    }

    /** Tells the one who waits for the bind, or else the pipeline. On the event loop. */
    static void fail(Channel channel, MulticastException cause) {
        if (Started.is(channel)) {
            // initializers, which keep exceptions to themselves, are to go first
            channel.eventLoop().execute(() -> {
                channel.pipeline().fireExceptionCaught(cause);
                channel.close();
            });
        } else {
            channel.pipeline().addFirst(new FailedStart(cause));
        }
    }

    private void configure() {
        Multicast multicast = Multicast.of(channel);
        ChannelSocket socket = multicast.socket();
        refuseServer(socket);
        boolean later = socket.table().joinAfterBind() && !Started.is(channel);
        settings.stream()
                .filter(setting -> !later || !setting.isAfterBind())
                .forEach(setting -> setting.apply().accept(socket));
        List<Setting> afterBind = settings.stream().filter(Setting::isAfterBind).toList();
        if (later && !afterBind.isEmpty()) {
            channel.pipeline().addFirst(new SetAfterBind(socket, afterBind));
        }
    }

    private void refuseServer(ChannelSocket socket) {
        if (channel instanceof ServerChannel || channel.parent() instanceof ServerChannel) {
            throw socket.failure()
                    .operation("start the channel")
                    .hint(
                            "a MulticastInitializer configures datagram channels; give it to a Bootstrap's handler, not to a"
                                    + " ServerBootstrap's handler or childHandler")
                    .exception();
        }
    }

    private void attempt(Runnable step) {
        try {
            step.run();
        } catch (MulticastException e) {
            add(e);
        } catch (RuntimeException e) { // Netty refusing the user's handler
            add(Multicast.failure(channel)
                    .operation("start the channel")
                    .hint(String.valueOf(e.getMessage()))
                    .exception(e));
        }
    }

    private void add(MulticastException e) {
        if (failure == null) {
            failure = e;
        } else {
            failure.addSuppressed(e);
        }
    }
}
