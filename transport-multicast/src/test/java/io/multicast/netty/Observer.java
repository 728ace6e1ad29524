package io.multicast.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A user's handler: keeps what it is told. */
final class Observer extends ChannelInboundHandlerAdapter {
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<Throwable> causes = new CopyOnWriteArrayList<>();
    private final Consumer<String> onEvent;

    Observer() {
        this(event -> {});
    }

    /** Calls back at each event, on the event loop. */
    Observer(Consumer<String> onEvent) {
        this.onEvent = onEvent;
    }

    List<String> events() {
        return List.copyOf(events);
    }

    /** What exceptionCaught was given, and what the callback threw. */
    List<Throwable> causes() {
        return List.copyOf(causes);
    }

    private void see(String event) {
        events.add(event);
        try {
            onEvent.accept(event);
        } catch (RuntimeException | AssertionError e) {
            causes.add(e);
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        see("added");
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        see("removed");
    }

    @Override
    public void channelRegistered(ChannelHandlerContext context) {
        see("registered");
        context.fireChannelRegistered();
    }

    @Override
    public void channelUnregistered(ChannelHandlerContext context) {
        see("unregistered");
        context.fireChannelUnregistered();
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        see("active");
        context.fireChannelActive();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        see("inactive");
        context.fireChannelInactive();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ReferenceCountUtil.release(message);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        causes.add(cause);
        see("exception");
    }
}
