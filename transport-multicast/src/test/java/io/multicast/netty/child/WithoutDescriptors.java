package io.multicast.netty.child;

import static io.multicast.netty.testing.Ip.ip;

import io.multicast.netty.internal.network.InterfaceId;
import io.multicast.netty.internal.network.NetworkException;
import io.multicast.netty.internal.network.NetworkView;
import io.multicast.netty.internal.platform.Platform;
import io.multicast.netty.internal.platform.Platforms;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Asks for interfaces and routes when there is no descriptor left, and once more when there is. */
public final class WithoutDescriptors {
    private static final List<InterfaceId> NAMES =
            List.of(InterfaceId.of("lo"), InterfaceId.of("lo:1"), InterfaceId.of("nosuch0"));

    private WithoutDescriptors() {}

    /** Takes no arguments. */
    public static void main(String[] arguments) throws Exception {
        Platform platform = Platforms.current();
        NetworkView network = platform.network();
        InetAddress local = ip("127.0.0.1");
        CountDownLatch told = new CountDownLatch(1);
        try (NetworkView.Watch watch = network.watch(change -> told.countDown())) {
            System.out.println("before: " + watch.interfaces().named("lo").index());
            ask(platform, local); // loads what is needed
            List<Closeable> all = new ArrayList<>();
            takeAll(all);
            List<String> without = ask(platform, local);
            for (Closeable one : all) {
                one.close();
            }
            without.forEach(answer -> System.out.println("without: " + answer));
            ask(platform, local).forEach(answer -> System.out.println("after: " + answer));
            new ProcessBuilder("ip", "link", "set", "lo", "up")
                    .inheritIO()
                    .start()
                    .waitFor();
            System.out.println("told: " + told.await(10, TimeUnit.SECONDS));
        }
    }

    private static void takeAll(List<Closeable> taken) {
        try {
            while (taken.size() < 10_000) {
                taken.add(new RandomAccessFile("/dev/null", "r"));
            }
        } catch (IOException e) {
            // that was the last
        }
    }

    private static List<String> ask(Platform platform, InetAddress local) {
        List<String> answers = new ArrayList<>();
        for (InterfaceId name : NAMES) {
            answers.add(name.name() + " " + answer(() -> name.indexNow(platform.names(), platform.network())));
        }
        answers.add("route " + answer(() -> platform.network().routeTo(local)));
        answers.add("interfaces " + answer(() -> platform.network().interfaces().size()));
        return answers;
    }

    private static String answer(Supplier<Integer> question) {
        try {
            return String.valueOf(question.get());
        } catch (NetworkException e) {
            return "error " + e.errno();
        }
    }
}
