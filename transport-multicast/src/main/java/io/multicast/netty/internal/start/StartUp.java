package io.multicast.netty.internal.start;

import io.multicast.netty.internal.option.Refusal;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ServerChannel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The start of one channel: applies the settings, and sees to it that a failure reaches the one who waits. */
public final class StartUp {
    private final Channel channel;
    private final List<Setting> settings;
    private final StartRules rules;
    private @Nullable RuntimeException failure;

    /** With those settings, in that order. */
    public StartUp(Channel channel, List<Setting> settings, StartRules rules) {
        this.channel = channel;
        this.settings = settings;
        this.rules = rules;
    }

    /** Runs on the event loop, in the place of the initializer, which Netty removes afterwards. */
    public void begin(ChannelHandlerContext place, @Nullable ChannelHandler next) {
        attempt(this::configure);
        if (next != null) { // also after a failure: it is then told
            attempt(() -> channel.pipeline().addAfter(place.name(), null, next));
        }
        if (failure != null) {
            fail(channel, failure);
        }
    }

    /** Tells the one who waits for the bind, or else the pipeline. On the event loop. */
    public static void fail(Channel channel, RuntimeException cause) {
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
        boolean later = rules.hasSettingsAfterBind(channel) && !Started.is(channel);
        refuseServer();
        settings.stream()
                .filter(setting -> !later || !setting.isAfterBind())
                .forEach(setting -> setting.apply().accept(channel));
        List<Setting> afterBind = settings.stream().filter(Setting::isAfterBind).toList();
        if (later && !afterBind.isEmpty()) {
            channel.pipeline().addFirst(new SetAfterBind(afterBind));
        }
    }

    private void refuseServer() {
        if (channel instanceof ServerChannel || channel.parent() instanceof ServerChannel) {
            throw Refusal.of("start the channel", null)
                    .because(
                            "a MulticastInitializer configures datagram channels; give it to a Bootstrap's handler, not"
                                    + " to a ServerBootstrap's handler or childHandler");
        }
    }

    private void attempt(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) { // also Netty refusing the user's handler
            add(rules.failure(channel, e));
        }
    }

    private void add(RuntimeException e) {
        if (failure == null) {
            failure = e;
        } else {
            failure.addSuppressed(e);
        }
    }
}
