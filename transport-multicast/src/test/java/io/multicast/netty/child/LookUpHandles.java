package io.multicast.netty.child;

import io.multicast.netty.internal.platform.Platform;
import io.multicast.netty.internal.platform.Platforms;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;

/** Looks up a channel's descriptor on several threads, again and again, and says which it was. */
public final class LookUpHandles {
    private LookUpHandles() {}

    /** Takes no arguments. */
    public static void main(String[] arguments) throws Exception {
        Platform platform = Platforms.current();
        try (DatagramChannel channel = DatagramChannel.open()) {
            channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            Runnable look = () -> {
                long handle = platform.javaChannels().handleOf(channel);
                for (int i = 0; i < 200; i++) {
                    if (platform.javaChannels().handleOf(channel) != handle) {
                        System.out.println("wrong");
                    }
                }
                System.out.println("handle " + handle);
            };
            for (int i = 0; i < 3; i++) {
                Thread thread = new Thread(look);
                thread.start();
                thread.join(10_000);
            }
        }
    }
}
