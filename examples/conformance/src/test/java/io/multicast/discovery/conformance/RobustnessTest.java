package io.multicast.discovery.conformance;

import io.multicast.discovery.conformance.check.Must;
import io.multicast.discovery.conformance.check.Should;
import io.multicast.discovery.conformance.message.Dns;
import io.multicast.discovery.conformance.message.Rr;
import io.multicast.discovery.conformance.peer.Service;
import io.multicast.discovery.conformance.wire.Datagram;
import io.multicast.discovery.conformance.wire.Family;
import io.multicast.discovery.conformance.wire.Traffic;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.TestMethodOrder;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** Packets that are broken, odd, huge or many; after each kind the service is still found. */
@TestMethodOrder(MethodOrderer.MethodName.class)
class RobustnessTest extends Scenario {
    private static final int QUESTION = 12; // where it begins
    private static final int SEED = 42;

    private Established service;

    RobustnessTest() {
        super(1);
    }

    @Override
    void play() {
        lab().host().ip("link set eth0 mtu 9500");
        Service wanted = Service.of("Rock", "_rock._tcp", 8080).withTxt("a=1");
        service = Established.await(link(), node().register(wanted));
    }

    private Dns query() {
        return Dns.query().ask(service.name(), Type.SRV);
    }

    private void send(Family family, byte[] payload) {
        link().wire().send(Datagram.multicast(link().peer(family, 4), payload));
    }

    private void verifyAlive(Family family) {
        service.askFor(family, query(), service.srv());
    }

    /** What the host sends must not be provoked by this. */
    private void verifyIgnored(Family family, byte[] payload) {
        service.settle();
        long at = Starting.now();
        send(family, payload);
        Traffic sent = service.sent(family, at, 600);
        verify(sent.isEmpty(), "it reacted", sent);
    }

    private static byte[] header(int flags, int questions, int answers, int authorities, int additionals, int more) {
        return ByteBuffer.allocate(QUESTION + more)
                .putShort((short) 0)
                .putShort((short) flags)
                .putShort((short) questions)
                .putShort((short) answers)
                .putShort((short) authorities)
                .putShort((short) additionals)
                .array();
    }

    @Must("18 packets that end in the header are ignored")
    void shortHeader(Family family) {
        for (int length = 0; length < QUESTION; length++) {
            send(family, new byte[length]);
        }
        verifyAlive(family);
    }

    @Must("18 counts that promise more than there is do no harm")
    void wrongCounts(Family family) {
        byte[] query = query().bytes();
        for (int at = 4; at < QUESTION; at += 2) {
            byte[] broken = query.clone();
            broken[at] = (byte) 0xff;
            broken[at + 1] = (byte) 0xff;
            send(family, broken);
            broken[2] = (byte) 0x84;
            send(family, broken);
        }
        verifyAlive(family);
    }

    @Must("18.14 loops of compression pointers do no harm")
    void loops(Family family) {
        for (int flags : List.of(0, 0x8400)) {
            for (int target = QUESTION; target < QUESTION + 6; target++) {
                byte[] looping = header(flags, 1, 1, 0, 0, 40);
                looping[QUESTION] = 1;
                looping[QUESTION + 1] = 'a';
                looping[QUESTION + 2] = (byte) 0xc0;
                looping[QUESTION + 3] = (byte) target;
                send(family, looping);
            }
        }
        verifyAlive(family);
    }

    @Must("18 names longer than 255 bytes and labels of more than 63 do no harm")
    void longNames(Family family) {
        byte[] longName = header(0x8400, 0, 1, 0, 0, 1200);
        for (int at = QUESTION; at + 64 < longName.length; at += 64) {
            longName[at] = 63;
        }
        send(family, longName);
        byte[] badLabel = header(0, 1, 0, 0, 0, 300);
        badLabel[QUESTION] = (byte) 0x80;
        send(family, badLabel);
        badLabel[QUESTION] = 0x40;
        send(family, badLabel);
        verifyAlive(family);
    }

    @Must("18 packets cut at each byte do no harm")
    void cut(Family family) {
        byte[] whole = Dns.response(List.of(service.ptr(), service.srv(), service.txt(), service.address(family)))
                .bytes();
        for (int length = QUESTION; length < whole.length; length++) {
            byte[] part = new byte[length];
            System.arraycopy(whole, 0, part, 0, length);
            send(family, part);
        }
        verifyAlive(family);
    }

    @Must("18 random bytes do no harm")
    void random(Family family) {
        Random random = new Random(SEED);
        for (int i = 0; i < 500; i++) {
            byte[] noise = new byte[random.nextInt(600)];
            random.nextBytes(noise);
            link().wire().post(Datagram.multicast(link().peer(family, 4), noise));
        }
        verifyAlive(family);
    }

    @Must("18 a response cut short makes no conflict")
    void cutConflict(Family family) {
        byte[] conflict = Dns.response(List.of(Rr.srv(service.name(), 1, Rr.name("other.local"), 120)))
                .bytes();
        byte[] part = new byte[conflict.length - 3];
        System.arraycopy(conflict, 0, part, 0, part.length);
        verifyIgnored(family, part);
    }

    @Must("18 a query with an OPT record is answered")
    void opt(Family family) {
        service.askFor(family, query().additional(new OPTRecord(1440, 0, 0)), service.srv());
    }

    @Must("18 a query with a record of an unknown type is answered")
    void unknownRecord(Family family) {
        Record unknown = Record.newRecord(Rr.name("x.local"), 65_280, 1, 10, new byte[] {1, 2, 3});
        service.askFor(family, query().additional(unknown), service.srv());
    }

    @Must("18.14 a query with compressed names is answered")
    void compressed(Family family) {
        Dns query = Dns.query()
                .ask(service.service().typeName(), Type.PTR)
                .ask(service.name(), Type.SRV)
                .answer(Rr.ptr(service.service().typeName(), Rr.name("Else", "_rock._tcp.local"), 4500));
        service.askFor(family, query, service.ptr());
    }

    @Must("17 a query of 9,000 bytes with headers is read to its end")
    void huge(Family family) {
        Dns query = query();
        Name type = Rr.name("_other._tcp.local");
        int limit = 9000 - (family == Family.IPV4 ? 28 : 48);
        for (int i = 0; query.bytes().length < limit - 150; i++) {
            query.answer(Rr.ptr(type, Rr.name("x".repeat(58) + i, "_other._tcp.local"), 4500));
        }
        query.answer(Rr.plain(service.srv()));
        verifyIgnored(family, query.bytes()); // the last known answer is the one that counts
        verifyAlive(family);
    }

    @Must("6.3 a message with 100 questions is answered")
    void manyQuestions(Family family) {
        Dns query = Dns.query();
        for (int i = 0; i < 99; i++) {
            query.ask(Rr.name("nobody" + i + ".local"), Type.A);
        }
        service.askFor(family, query.ask(service.name(), Type.SRV), service.srv());
    }

    @Should("6 5,000 questions in a second are not 5,000 answers")
    void flood(Family family) {
        service.settle();
        long at = Starting.now();
        byte[] payload = query().bytes();
        for (int i = 0; i < 5000; i++) {
            link().wire().post(Datagram.multicast(link().peer(family, 2 + i % 7), payload));
        }
        Traffic answers = service.answered(family, at, 3000);
        verify(!answers.isEmpty() && answers.size() <= 5, answers.size() + " answers", "");
        verifyAlive(family);
    }

    @Should("5.4 a flood of 2,000 \"QU\" questions does no harm")
    void unicastFlood(Family family) {
        service.settle();
        byte[] payload = Dns.query().askUnicast(service.name(), Type.SRV).bytes();
        for (int i = 0; i < 2000; i++) {
            link().wire().post(Datagram.multicast(link().peer(family, 2 + i % 7), payload));
        }
        sleep(2000);
        verifyAlive(family);
    }
}
