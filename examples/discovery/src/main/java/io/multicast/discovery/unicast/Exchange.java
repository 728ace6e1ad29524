package io.multicast.discovery.unicast;

import io.multicast.discovery.DiscoveryException;
import io.multicast.discovery.dns.DnsMessage;
import io.multicast.discovery.dns.MalformedMessageException;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One request to one server and its response, on a socket of its own: the port that nobody else knows keeps forged responses away
 * (RFC 5452). By UDP, or by TCP if the request is long or the response was truncated.
 */
final class Exchange {
    /** What is longer could be fragmented on the way. */
    static final int MAX_UDP = 1232;

    private static final int MAX_MESSAGE = 0xFFFF;

    private final EventLoop loop;
    private final DnsMessage request;
    private final @Nullable TsigKey key;
    private final InetSocketAddress server;
    private final long timeoutMillis;

    Exchange(EventLoop loop, DnsMessage request, @Nullable TsigKey key, InetSocketAddress server, long timeoutMillis) {
        this.loop = loop;
        this.request = request;
        this.key = key;
        this.server = server;
        this.timeoutMillis = timeoutMillis;
    }

    /** On the event loop. */
    CompletableFuture<Reply> run() {
        Transfer transfer = new Transfer();
        if (transfer.bytes.readableBytes() > MAX_UDP) {
            return transfer.byTcp();
        }
        return transfer.byUdp()
                .thenCompose(reply -> reply.message().isTruncated()
                        ? new Transfer().byTcp()
                        : CompletableFuture.completedFuture(reply));
    }

    /** The request and its response on one socket. */
    private final class Transfer {
        private final CompletableFuture<Reply> reply = new CompletableFuture<>();
        private final @Nullable Tsig tsig = key == null ? null : new Tsig(key);

        /** On the heap: nobody needs to release it. */
        private final ByteBuf bytes = signed(request.encodeForUnicast(new UnpooledByteBufAllocator(false)));

        private ByteBuf signed(ByteBuf message) {
            return tsig == null ? message : tsig.sign(message, System.currentTimeMillis() / 1000);
        }

        CompletableFuture<Reply> byUdp() {
            return connect(NioDatagramChannel.class, bytes);
        }

        CompletableFuture<Reply> byTcp() {
            return connect(
                    NioSocketChannel.class,
                    Unpooled.buffer().writeShort(bytes.readableBytes()).writeBytes(bytes));
        }

        private CompletableFuture<Reply> connect(Class<? extends Channel> type, ByteBuf sent) {
            ChannelFuture connected = new Bootstrap()
                    .group(loop)
                    .channel(type)
                    .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(MAX_MESSAGE))
                    .handler(new ReplyHandler(sent, this::received, reply::completeExceptionally))
                    .connect(server);
            connected.addListener(done -> {
                if (!done.isSuccess()) {
                    reply.completeExceptionally(done.cause());
                }
            });
            Future<?> limit = loop.schedule(this::late, timeoutMillis, TimeUnit.MILLISECONDS);
            reply.whenComplete((message, failure) -> {
                limit.cancel(false);
                connected.channel().close();
            });
            return reply;
        }

        private void late() {
            reply.completeExceptionally(new IOException("no answer within " + timeoutMillis + " ms"));
        }

        /** What is no answer to this request is not looked at. */
        private void received(ChannelHandlerContext ctx, ByteBuf bytes) {
            try {
                DnsMessage message = DnsMessage.decode(bytes);
                if (isAnswer(message)) {
                    if (tsig != null) {
                        tsig.check(bytes, message, System.currentTimeMillis() / 1000);
                    }
                    InetSocketAddress local = (InetSocketAddress) ctx.channel().localAddress();
                    reply.complete(new Reply(message, server, local.getAddress()));
                }
            } catch (MalformedMessageException e) {
                // whoever sent it
            } catch (DiscoveryException e) {
                reply.completeExceptionally(e);
            }
        }

        /** An error can come without the question. */
        private boolean isAnswer(DnsMessage message) {
            return message.isResponse()
                    && message.id() == request.id()
                    && message.opcode() == request.opcode()
                    && (message.questions().equals(request.questions())
                            || (message.rcode() != 0 && message.questions().isEmpty()));
        }
    }
}
