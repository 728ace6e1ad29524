package io.multicast.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioDatagramChannel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CloseAllTest {
    @SuppressWarnings("deprecation") // what Netty 4.1 and 4.2 share
    private final EventLoopGroup group = new NioEventLoopGroup(1);

    @Test
    void closesWhatBeganLastFirst() throws Exception {
        Channel without = bind();
        Channel oldest = multicast();
        Channel middle = multicast();
        Channel newest = multicast();
        List<Channel> closed = Collections.synchronizedList(new ArrayList<>());
        List<Channel> all = List.of(middle, without, newest, oldest);
        all.forEach(channel -> channel.closeFuture().addListener(done -> closed.add(channel)));
        Multicast.closeAll(all);
        for (Channel channel : all) {
            assertThat(channel.closeFuture().await(5, TimeUnit.SECONDS)).isTrue();
        }
        group.submit(() -> {}).sync(); // after the listeners
        assertThat(closed).containsExactly(newest, middle, oldest, without);
    }

    private Channel multicast() throws InterruptedException {
        return Multicast.of(bind()).channel();
    }

    private Channel bind() throws InterruptedException {
        return new Bootstrap()
                .group(group)
                .channel(NioDatagramChannel.class)
                .handler(new ChannelInboundHandlerAdapter())
                .bind("127.0.0.1", 0)
                .sync()
                .channel();
    }

    @AfterEach
    void shutDown() {
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS);
    }
}
