package io.multicast.discovery.unicast;

import io.multicast.discovery.ServiceInstance;
import io.multicast.discovery.ServiceType;
import io.multicast.discovery.TxtAttributes;
import io.multicast.discovery.dns.A;
import io.multicast.discovery.dns.Aaaa;
import io.multicast.discovery.dns.DnsName;
import io.multicast.discovery.dns.DnsType;
import io.multicast.discovery.dns.Ptr;
import io.multicast.discovery.dns.Srv;
import io.multicast.discovery.dns.Txt;
import io.netty.util.internal.logging.InternalLogger;
import io.netty.util.internal.logging.InternalLoggerFactory;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;

/** Looks once for services, or hosts, in a domain. On the event loop. */
final class LookUp {
    /** What a zone lists beyond is left out. */
    static final int MAX_INSTANCES = 1_000;

    private static final InternalLogger LOGGER = InternalLoggerFactory.getInstance(UnicastDirectory.class);

    private final Answers answers;
    private final DnsName domain;
    private final Set<DnsName> failed = new HashSet<>();

    LookUp(Answers answers, DnsName domain) {
        this.answers = answers;
        this.domain = domain;
    }

    /** How long what was found holds, in seconds. */
    long ttl() {
        return answers.ttl();
    }

    /** Whether that instance is there but what it is could not be learned this time. */
    boolean isUnknown(ServiceInstance.Key key) {
        return failed.contains(typeName(key.type()).child(key.name()));
    }

    private DnsName typeName(ServiceType type) {
        return DnsName.parse(type.toString()).append(domain);
    }

    /** Those that PTR records list (RFC 6763, section 4), or else those that SRV records of the type itself do (RFC 2782). */
    CompletableFuture<List<ServiceInstance>> browse(ServiceType type) {
        DnsName name = typeName(type);
        return answers.ask(name, DnsType.PTR, Ptr.class).thenCompose(pointers -> {
            if (pointers.isEmpty() && type.subtype() == null) {
                return answers.ask(name, DnsType.SRV, Srv.class).thenCompose(servers -> hosts(type, servers));
            }
            Set<DnsName> names = new LinkedHashSet<>();
            pointers.forEach(pointer -> names.add(pointer.target()));
            return each(limited(name, names), instance -> instance(type.base(), instance));
        });
    }

    private static <T> Stream<T> limited(DnsName name, Set<T> found) {
        if (found.size() > MAX_INSTANCES) {
            LOGGER.warn("{} has {} services; only {} are looked at", name, found.size(), MAX_INSTANCES);
        }
        return found.stream().limit(MAX_INSTANCES);
    }

    /** One service by its full name; empty if it has no SRV record or no address. */
    CompletableFuture<Optional<ServiceInstance>> instance(ServiceType type, DnsName name) {
        if (name.size() < 3 || !DnsName.parse(type.toString()).equals(firstTwo(name.parent()))) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        CompletableFuture<List<Srv>> servers = answers.ask(name, DnsType.SRV, Srv.class);
        CompletableFuture<List<Txt>> texts = answers.ask(name, DnsType.TXT, Txt.class);
        return servers.thenCombine(
                        texts,
                        (srv, txt) -> srv.stream()
                                .min(Comparator.comparingInt(Srv::priority))
                                .map(best -> located(
                                        type,
                                        name.label(0),
                                        name.parent().parent().parent(),
                                        best,
                                        attributes(txt))))
                .thenCompose(found -> found.orElse(CompletableFuture.completedFuture(Optional.empty())))
                .whenComplete((found, failure) -> {
                    if (failure != null) {
                        failed.add(name);
                    }
                });
    }

    private static DnsName firstTwo(DnsName name) {
        return DnsName.of(name.labels().subList(0, 2));
    }

    private static TxtAttributes attributes(List<Txt> texts) {
        return texts.isEmpty()
                ? TxtAttributes.EMPTY
                : TxtAttributes.ofStrings(texts.get(0).strings());
    }

    /** Plain SRV records have no name for people: host and port stand for it. */
    private CompletableFuture<List<ServiceInstance>> hosts(ServiceType type, List<Srv> servers) {
        return each(limited(typeName(type), new LinkedHashSet<>(servers)), srv -> {
            String host = srv.target().isRoot() ? "" : srv.target().label(0);
            return located(type, host + ":" + srv.port(), domain, srv, TxtAttributes.EMPTY);
        });
    }

    private CompletableFuture<Optional<ServiceInstance>> located(
            ServiceType type, String name, DnsName where, Srv srv, TxtAttributes txt) {
        return host(srv.target())
                .thenApply(addresses -> addresses.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new ServiceInstance(
                                name,
                                type,
                                where.toString(),
                                0,
                                "",
                                srv.target().toString(),
                                srv.port(),
                                srv.priority(),
                                srv.weight(),
                                txt,
                                addresses)));
    }

    /** The addresses of a host, IPv4 first; none if it has none, or is the root, which says that there is no such service. */
    CompletableFuture<List<InetAddress>> host(DnsName name) {
        if (name.isRoot()) {
            return CompletableFuture.completedFuture(List.of());
        }
        CompletableFuture<List<A>> ipv4 = answers.ask(name, DnsType.A, A.class);
        CompletableFuture<List<Aaaa>> ipv6 = answers.ask(name, DnsType.AAAA, Aaaa.class);
        return ipv4.thenCombine(
                ipv6,
                (four, six) -> Stream.<InetAddress>concat(
                                four.stream().map(A::address), six.stream().map(Aaaa::address))
                        .toList());
    }

    /** All that are found; one that fails is left out, with a word in the log. */
    private static <T> CompletableFuture<List<ServiceInstance>> each(
            Stream<T> names, Function<T, CompletableFuture<Optional<ServiceInstance>>> look) {
        List<CompletableFuture<Optional<ServiceInstance>>> all = names.map(name -> look.apply(name)
                        .exceptionally(failure -> {
                            LOGGER.info(
                                    "{} left out: {}",
                                    name,
                                    DnsClient.cause(failure).getMessage());
                            return Optional.empty();
                        }))
                .toList();
        return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).thenApply(done -> {
            List<ServiceInstance> found = new ArrayList<>();
            all.forEach(one -> one.join().ifPresent(found::add));
            return found;
        });
    }
}
