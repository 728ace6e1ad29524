package io.multicast.netty;

import io.multicast.netty.internal.option.Refusal;
import io.multicast.netty.internal.start.StartRules;
import io.netty.channel.Channel;

/** What {@link MulticastInitializer} adds to a start. */
enum StartEdge implements StartRules {
    INSTANCE;

    @Override
    public boolean hasSettingsAfterBind(Channel channel) {
        return Multicast.of(channel).socket().table().joinAfterBind();
    }

    @Override
    public RuntimeException failure(Channel channel, RuntimeException cause) {
        if (cause instanceof MulticastException known) {
            return known;
        }
        Failure failure = Multicast.failure(channel);
        return cause instanceof Refusal refusal
                ? failure.operation(refusal.operation())
                        .hint(String.valueOf(refusal.reason()))
                        .exception()
                : failure.operation("start the channel")
                        .hint(String.valueOf(cause.getMessage()))
                        .exception(cause);
    }
}
