package io.multicast.discovery.unicast;

import io.multicast.discovery.DiscoveryException;
import io.multicast.discovery.dns.DnsMessage;
import io.multicast.discovery.dns.DnsName;
import io.multicast.discovery.dns.DnsQuestion;
import io.multicast.discovery.dns.DnsRecord;
import io.multicast.discovery.dns.DnsType;
import io.multicast.discovery.dns.Opaque;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Asks servers in order, each twice, until one answers; a few requests at a time. On the event loop. */
final class DnsClient {
    private static final int ROUNDS = 2;
    private static final int MAX_RUNNING = 16;

    private final EventLoop loop;
    private final long timeoutMillis;
    private final SecureRandom random = new SecureRandom();
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int running;

    DnsClient(EventLoop loop, long timeoutMillis) {
        this.loop = loop;
        this.timeoutMillis = timeoutMillis;
    }

    /** Asks one question; servers that fail or refuse are passed over, that a name does not exist is an answer. */
    CompletableFuture<Reply> query(DnsName name, int type, List<InetSocketAddress> servers) {
        DnsRecord size = new DnsRecord(DnsName.ROOT, DnsType.OPT, Exchange.MAX_UDP, false, 0, Opaque.of());
        DnsMessage request = new DnsMessage(
                0, DnsMessage.RD, List.of(DnsQuestion.of(name, type)), List.of(), List.of(), List.of(size));
        return new Attempts(request, null, servers).start();
    }

    /** Sends an update; whatever a server answers is the answer. */
    CompletableFuture<Reply> update(DnsMessage update, @Nullable TsigKey key, List<InetSocketAddress> servers) {
        return new Attempts(update, key, servers).start();
    }

    static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private void begin(Runnable request) {
        if (running < MAX_RUNNING) {
            running++;
            request.run();
        } else {
            waiting.add(request);
        }
    }

    private void ended() {
        Runnable next = waiting.poll();
        if (next == null) {
            running--;
        } else {
            next.run();
        }
    }

    /** One request to one server after the other. */
    private final class Attempts {
        private final DnsMessage request;
        private final @Nullable TsigKey key;
        private final List<InetSocketAddress> servers;
        private final Map<InetSocketAddress, String> reasons = new LinkedHashMap<>();
        private final CompletableFuture<Reply> answer = new CompletableFuture<>();

        Attempts(DnsMessage request, @Nullable TsigKey key, List<InetSocketAddress> servers) {
            this.request = request;
            this.key = key;
            this.servers = servers;
        }

        CompletableFuture<Reply> start() {
            begin(() -> attempt(0));
            return answer.whenComplete((reply, failure) -> ended());
        }

        private void attempt(int number) {
            if (number == servers.size() * ROUNDS) {
                answer.completeExceptionally(new DiscoveryException(failure()));
                return;
            }
            InetSocketAddress server = servers.get(number % servers.size());
            DnsMessage numbered = request.withId(random.nextInt(0x10000));
            new Exchange(loop, numbered, key, server, timeoutMillis).run().whenComplete((reply, failure) -> {
                String reason = reason(reply, failure);
                if (reason == null) {
                    answer.complete(reply);
                } else {
                    reasons.put(server, reason);
                    attempt(number + 1);
                }
            });
        }

        private @Nullable String reason(@Nullable Reply reply, @Nullable Throwable failure) {
            if (failure != null) {
                String message = cause(failure).getMessage();
                return message == null ? cause(failure).toString() : message;
            }
            int rcode = reply == null ? 0 : reply.message().rcode();
            boolean answered =
                    request.opcode() != DnsMessage.QUERY || rcode == Rcode.NOERROR || rcode == Rcode.NXDOMAIN;
            return answered ? null : Rcode.name(rcode);
        }

        private String failure() {
            DnsQuestion question = request.questions().get(0);
            String what = question.name() + " " + DnsType.name(question.type());
            return reasons.isEmpty()
                    ? "there is no DNS server to ask for " + what
                    : "no DNS server answers for " + what + ": "
                            + reasons.entrySet().stream()
                                    .map(entry -> entry.getKey() + ": " + entry.getValue())
                                    .collect(Collectors.joining("; "));
        }
    }
}
