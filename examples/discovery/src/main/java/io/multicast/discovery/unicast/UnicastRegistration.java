package io.multicast.discovery.unicast;

import io.multicast.discovery.DiscoveryException;
import io.multicast.discovery.Registration;
import io.multicast.discovery.RegistrationEvent;
import io.multicast.discovery.RegistrationEvent.Kind;
import io.multicast.discovery.RegistrationListener;
import io.multicast.discovery.Service;
import io.multicast.discovery.TxtAttributes;
import io.multicast.discovery.dns.DnsMessage;
import io.multicast.discovery.dns.DnsName;
import io.multicast.discovery.dns.DnsType;
import io.multicast.discovery.dns.Srv;
import io.multicast.discovery.naming.Renaming;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** A service in a zone: one update after the other. On the event loop, except the methods of {@link Registration}. */
final class UnicastRegistration implements Registration {
    private static final int MAX_NAMES = 100;

    private final UnicastDirectory directory;
    private final Settings settings;
    private final Zone zone;
    private final Updates updates;
    private final Service wanted;
    private final RegistrationListener listener;
    private final DnsName host;
    private final List<InetAddress> addresses;
    private volatile Service service;
    private CompletableFuture<?> last = CompletableFuture.completedFuture(null);
    private boolean ended;

    UnicastRegistration(
            UnicastDirectory directory, Settings settings, Zone zone, Service wanted, RegistrationListener listener) {
        this.directory = directory;
        this.settings = settings;
        this.zone = zone;
        this.updates =
                new Updates(zone.name(), settings.domain(), settings.ttl().toSeconds());
        this.wanted = wanted;
        this.service = wanted;
        this.listener = listener;
        String elsewhere = wanted.host();
        this.host = elsewhere == null ? settings.host() : DnsName.parse(elsewhere);
        this.addresses = elsewhere == null ? ownAddresses(settings, zone) : List.of();
    }

    private static List<InetAddress> ownAddresses(Settings settings, Zone zone) {
        return settings.addresses().isEmpty() ? List.of(zone.local()) : settings.addresses();
    }

    CompletableFuture<Registration> register() {
        CompletableFuture<Void> done = attempt(1);
        last = done;
        return done.thenApply(registered -> this);
    }

    private CompletableFuture<Void> attempt(int number) {
        tell(Kind.REGISTERING);
        return send(updates.register(service, host, addresses, false))
                .thenCompose(rcode -> rcode == Rcode.YXDOMAIN ? inUse(number) : registered(rcode));
    }

    private CompletableFuture<Void> registered(int rcode) {
        check(rcode);
        tell(Kind.REGISTERED);
        return CompletableFuture.completedFuture(null);
    }

    /** It may be ours, from a run that ended without word; else it is another's. */
    private CompletableFuture<Void> inUse(int number) {
        Answers answers = directory.answers(zone.servers());
        Srv own = Updates.srv(service, host);
        return answers.ask(updates.instance(service), DnsType.SRV, Srv.class).thenCompose(there -> {
            if (there.contains(own)) {
                return send(updates.register(service, host, addresses, true)).thenCompose(this::registered);
            }
            if (number == MAX_NAMES) {
                throw new DiscoveryException(wanted + ": the first " + MAX_NAMES + " names are in use");
            }
            service = service.withName(Renaming.service(service.name()));
            tell(Kind.RENAMED);
            return attempt(number + 1);
        });
    }

    @Override
    public Service service() {
        return service;
    }

    @Override
    public Future<Void> update(TxtAttributes txt) {
        return directory.complete(() -> next(() -> {
            if (ended) {
                throw new DiscoveryException(service + " is not registered any more");
            }
            return send(updates.setTxt(service, txt)).thenAccept(rcode -> {
                check(rcode);
                service = service.withTxt(txt);
            });
        }));
    }

    @Override
    public Future<Void> unregister() {
        return directory.complete(this::unregisterHere);
    }

    CompletableFuture<Void> unregisterHere() {
        return next(() -> {
            if (ended) {
                return CompletableFuture.completedFuture(null);
            }
            ended = true;
            directory.forget(this);
            return send(updates.unregister(service)).thenCompose(rcode -> {
                check(rcode);
                return send(updates.unlistType(service)).thenAccept(unlisted -> {}); // others may have it
            });
        });
    }

    /** Once what was asked before is done. */
    private CompletableFuture<Void> next(Supplier<CompletableFuture<Void>> step) {
        CompletableFuture<Void> done = last.handle((value, failure) -> null).thenCompose(nothing -> step.get());
        last = done;
        return done;
    }

    private CompletableFuture<Integer> send(DnsMessage update) {
        return directory
                .client()
                .update(update, settings.key(), zone.servers())
                .thenApply(reply -> reply.message().rcode());
    }

    private void check(int rcode) {
        if (rcode != Rcode.NOERROR) {
            throw new DiscoveryException("the DNS server does not update " + zone.name() + " for " + service + ": "
                    + Rcode.name(rcode) + hint(rcode));
        }
    }

    private String hint(int rcode) {
        return switch (rcode) {
            case Rcode.REFUSED ->
                settings.key() == null
                        ? "; it may want a TSIG key"
                        : "; it does not permit this to the key " + settings.key()
                                + " (in BIND: update-policy, allow-update)";
            case Rcode.NOTAUTH -> "; " + zone.servers() + " is no primary server of that zone";
            default -> "";
        };
    }

    private void tell(Kind kind) {
        directory.tell(listener, new RegistrationEvent(kind, service));
    }
}
