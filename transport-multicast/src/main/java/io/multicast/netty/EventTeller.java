package io.multicast.netty;

import io.multicast.netty.internal.membership.MembershipEvent;
import io.multicast.netty.internal.membership.Observer;
import io.multicast.netty.internal.option.Refusal;
import io.netty.channel.Channel;
import io.netty.util.internal.logging.InternalLogger;
import io.netty.util.internal.logging.InternalLoggerFactory;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;

/**
 * Tells a channel's pipeline what became of its memberships: soon, on the event loop, in order. What a handler does then is
 * therefore never inside of what it is told of, and a handler that is added at the start hears of the start.
 */
final class EventTeller implements Observer {
    private static final InternalLogger LOGGER = InternalLoggerFactory.getInstance(Multicast.class);

    private final ChannelSocket socket;
    private final Queue<MulticastEvent> waiting = new ArrayDeque<>();

    EventTeller(ChannelSocket socket) {
        this.socket = socket;
    }

    @Override
    public void tell(MembershipEvent event) {
        Refusal refusal = event.cause();
        Membership membership = Membership.of(event.membership());
        tell(new MulticastEvent(
                MulticastEvent.Type.valueOf(event.type().name()),
                membership,
                event.name(),
                event.index(),
                refusal == null ? null : socket.memberships().failure(refusal, membership)));
    }

    void tell(MulticastEvent event) {
        waiting.add(event);
        if (waiting.size() == 1) {
            try {
                socket.channel().eventLoop().execute(this::tellAll);
            } catch (RejectedExecutionException e) {
                waiting.clear(); // the event loop is shut down, and nobody hears any more
            }
        }
    }

    private void tellAll() {
        Channel channel = socket.channel();
        for (int left = waiting.size(); left > 0 && channel.isOpen(); left--) {
            channel.pipeline().fireUserEventTriggered(waiting.peek());
            waiting.remove();
        }
        if (!channel.isOpen()) {
            waiting.clear();
        } else if (!waiting.isEmpty()) {
            channel.eventLoop().execute(this::tellAll);
        }
    }

    @Override
    public void warn(String text) {
        LOGGER.warn("{}: {}", socket.channel(), text);
    }

    static void warnOfRange(Membership membership) {
        LOGGER.warn(
                "joining {}: routers forward the groups of 232.0.0.0/8 and ff3x::/32 to source-specific members only"
                        + " (RFC 4607); name the sources with from(...)",
                membership);
    }
}
