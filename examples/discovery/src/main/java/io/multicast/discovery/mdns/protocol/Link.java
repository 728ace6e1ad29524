package io.multicast.discovery.mdns.protocol;

import io.multicast.discovery.dns.DnsMessage;
import io.multicast.discovery.dns.DnsRecord;
import io.multicast.discovery.dns.DnsType;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One address family of one interface: what is published there, what is known, what is asked. */
final class Link implements LinkSender {
    private static final int IPV4_HEADERS = 20 + 8;
    private static final int IPV6_HEADERS = 40 + 8;
    /** Without the headers, so that the whole packet has 9,000 bytes at most (RFC 6762, section 17). */
    private static final int MAX_PACKET = 9000;

    private static final int MIN_MESSAGE = 512;

    private final LinkId id;
    private final Outlet outlet;
    private final Echoes echoes;
    private final UnicastQuestions unicastQuestions;
    private final OwnRecords own;
    private final Multicaster multicaster;
    private final Responder responder;
    private final Claims claims;
    private final Querier querier;
    private HostInterface on;

    Link(
            LinkId id,
            HostInterface on,
            Surroundings around,
            Echoes echoes,
            ConflictRate rate,
            HostPublication host,
            Claims.Listener claimListener,
            Watches watches) {
        this.id = id;
        this.on = on;
        this.outlet = around.outlet();
        this.echoes = echoes;
        unicastQuestions = new UnicastQuestions(around.timers());
        own = new OwnRecords((record, present) -> watches.changed(this, record, present));
        multicaster = new Multicaster(around, own, this);
        Unicaster unicaster = new Unicaster(around, own, this);
        responder = new Responder(around.timers(), own, multicaster, unicaster);
        claims = new Claims(around, rate, host, on, own, multicaster, this, claimListener);
        querier = new Querier(around, own, this, (record, present) -> watches.changed(this, record, present));
    }

    LinkId id() {
        return id;
    }

    HostInterface on() {
        return on;
    }

    Claims claims() {
        return claims;
    }

    Querier querier() {
        return querier;
    }

    /** The interface has other addresses now. */
    void changed(HostInterface to) {
        on = to;
        claims.changed(to);
    }

    /** Deals with a query or a response; messages of other kinds are not for here (RFC 6762, section 18). */
    void hear(Incoming incoming) {
        DnsMessage message = incoming.message();
        if (message.opcode() != DnsMessage.QUERY || message.rcode() != 0) {
            return;
        }
        if (incoming.isOfThisHost() && !incoming.isLegacy()) {
            claims.hearNeighbour(message);
        }
        if (!message.isResponse()) {
            hearQuery(incoming);
        } else if (!incoming.isLegacy()) {
            hearResponse(incoming);
        }
    }

    private void hearQuery(Incoming query) {
        if (!query.isLegacy()) {
            querier.hearQuery(query.message());
            claims.hearProbe(query.message());
        } else if (!query.isOnLink()) {
            return; // an answer would leave the link
        }
        responder.hear(query);
    }

    private void hearResponse(Incoming response) {
        if (!response.toGroup() && !unicastQuestions.areAnsweredBy(response.message())) {
            return;
        }
        response.message().authorities().forEach(record -> hearConflict(record, response));
        List<DnsRecord> records = new ArrayList<>(response.message().answers());
        records.addAll(response.message().additionals());
        for (DnsRecord record : records) {
            if (record.dnsClass() == DnsType.CLASS_IN) {
                hearConflict(record, response);
                if (response.toGroup()) {
                    multicaster.answeredByOther(record);
                }
                querier.cache().hear(record);
            }
        }
    }

    /** In whatever section it is (RFC 6762, section 9). */
    private void hearConflict(DnsRecord record, Incoming response) {
        if (record.dnsClass() == DnsType.CLASS_IN) {
            claims.hearRecord(record, response.toGroup());
        }
    }

    OwnRecords own() {
        return own;
    }

    @Override
    public void send(DnsMessage message, @Nullable InetSocketAddress recipient) {
        if (recipient == null) {
            unicastQuestions.note(message);
            echoes.expect(id, message);
        }
        outlet.send(id, message, recipient);
    }

    @Override
    public int limit() {
        int headers = id.ipv6() ? IPV6_HEADERS : IPV4_HEADERS;
        return Math.max(MIN_MESSAGE, Math.min(on.mtu(), MAX_PACKET) - headers);
    }

    /** Sends what is due now. */
    void flush() {
        multicaster.flush();
    }

    /** Nothing comes or goes here any more. */
    void end() {
        claims.end();
        querier.end();
        multicaster.end();
    }
}
