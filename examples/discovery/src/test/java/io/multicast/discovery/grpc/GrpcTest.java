package io.multicast.discovery.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.NameResolverRegistry;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.multicast.discovery.MemoryDirectory;
import io.multicast.discovery.Registration;
import io.multicast.discovery.Service;
import io.multicast.netty.testing.Eventually;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Channels of gRPC over Netty find servers and spread calls over them. */
class GrpcTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final MethodDescriptor<String, String> WHO = MethodDescriptor.<String, String>newBuilder()
            .setType(MethodType.UNARY)
            .setFullMethodName("test/who")
            .setRequestMarshaller(new Text())
            .setResponseMarshaller(new Text())
            .build();

    private final MemoryDirectory directory = new MemoryDirectory();
    private final DnsSdNameResolverProvider provider = DnsSdNameResolverProvider.of(directory);
    private final List<Server> servers = new ArrayList<>();
    private final List<ManagedChannel> channels = new ArrayList<>();

    private static final class Text implements MethodDescriptor.Marshaller<String> {
        @Override
        public InputStream stream(String value) {
            return new ByteArrayInputStream(value.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String parse(InputStream stream) {
            try {
                return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @BeforeEach
    void register() {
        NameResolverRegistry.getDefaultRegistry().register(provider);
    }

    @AfterEach
    void close() throws InterruptedException {
        NameResolverRegistry.getDefaultRegistry().deregister(provider);
        for (ManagedChannel channel : channels) {
            channel.shutdownNow().awaitTermination(20, TimeUnit.SECONDS);
        }
        for (Server server : servers) {
            server.shutdownNow().awaitTermination(20, TimeUnit.SECONDS);
        }
        directory.close();
    }

    private Registration serve(String name) throws IOException {
        ServerServiceDefinition service = ServerServiceDefinition.builder("test")
                .addMethod(WHO, ServerCalls.asyncUnaryCall((request, observer) -> {
                    observer.onNext(name);
                    observer.onCompleted();
                }))
                .build();
        Server server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(service)
                .build()
                .start();
        servers.add(server);
        return directory.add(Service.of(name, "_grpc._tcp", server.getPort()));
    }

    private ManagedChannel channel(String target) {
        ManagedChannel channel =
                NettyChannelBuilder.forTarget(target).usePlaintext().build();
        channels.add(channel);
        return channel;
    }

    private static String ask(ManagedChannel channel) {
        CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(20, TimeUnit.SECONDS);
        return ClientCalls.blockingUnaryCall(channel, WHO, options, "");
    }

    private static Map<String, Integer> ask(ManagedChannel channel, int times) {
        Map<String, Integer> answers = new TreeMap<>();
        for (int i = 0; i < times; i++) {
            answers.merge(ask(channel), 1, Integer::sum);
        }
        return answers;
    }

    private static void awaitAnswers(ManagedChannel channel, Map<String, Integer> expected) {
        Map<String, Integer> last = new TreeMap<>();
        int times = expected.values().stream().mapToInt(Integer::intValue).sum();
        Eventually.await(
                LIMIT,
                () -> {
                    last.clear();
                    last.putAll(ask(channel, times));
                    return last.equals(expected);
                },
                last::toString);
    }

    @Test
    void roundRobinOverMembersThatComeAndGo() throws IOException {
        Registration first = serve("orders");
        ManagedChannel channel = channel("dns-sd:///orders._grpc._tcp");
        assertThat(ask(channel)).isEqualTo("orders");

        serve("orders (2)");
        serve("billing"); // another service
        awaitAnswers(channel, Map.of("orders", 5, "orders (2)", 5));

        first.unregister().syncUninterruptibly();
        awaitAnswers(channel, Map.of("orders (2)", 10));

        ManagedChannel all = channel("dns-sd:///_grpc._tcp");
        awaitAnswers(all, Map.of("billing", 4, "orders (2)", 4));
    }

    @Test
    void nobodyIsThereUntilSomebodyComes() throws IOException {
        ManagedChannel channel = channel("dns-sd:///orders._grpc._tcp");
        assertThatExceptionOfType(StatusRuntimeException.class)
                .isThrownBy(() -> ask(channel))
                .satisfies(e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE))
                .withMessageContaining("there is no service orders._grpc._tcp in memory");
        serve("orders");
        Eventually.await(LIMIT, () -> isAnswered(channel), () -> "never answered");
    }

    private static boolean isAnswered(ManagedChannel channel) {
        try {
            return ask(channel).equals("orders");
        } catch (StatusRuntimeException e) {
            return false;
        }
    }

    @Test
    void theChannelsEndEndsTheBrowsing() throws IOException, InterruptedException {
        serve("orders");
        ManagedChannel channel = channel("dns-sd:///orders._grpc._tcp");
        ask(channel);
        assertThat(directory.browsers()).isEqualTo(1);
        channel.shutdownNow().awaitTermination(20, TimeUnit.SECONDS);
        Eventually.await(LIMIT, () -> directory.browsers() == 0, () -> "browsers: " + directory.browsers());
    }

    @Test
    void targetsThatAreNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> channel("dns-sd:///orders.example.com"))
                .withMessageContaining("dns-sd:///orders._grpc._tcp");
    }

    @Test
    void foundByServiceLoader() {
        NameResolverRegistry.getDefaultRegistry().deregister(provider);
        assertThat(NameResolverRegistry.getDefaultRegistry().getProviderForScheme("dns-sd"))
                .isInstanceOf(DnsSdNameResolverProvider.class);
    }
}
