package io.multicast.discovery.conformance;

import io.multicast.discovery.conformance.check.Must;
import io.multicast.discovery.conformance.message.Dns;
import io.multicast.discovery.conformance.message.Rr;
import io.multicast.discovery.conformance.wire.Datagram;
import io.multicast.discovery.conformance.wire.Family;
import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Record;

/** Responses of every kind: which are taken, and which are not. */
class ResponseTest extends Browsing {
    @Must("10.1 a goodbye for something unknown adds nothing")
    void goodbyeUnknown(Family family) {
        Advertised service = next("Unknown");
        Dns response = Dns.response(List.of(service.ptr(0)));
        verifyNotAdded(Datagram.multicast(link().peer(family, 3), response.bytes()), service);
    }

    @Must("11 a response to the group counts, whatever its source address")
    void fromAfar(Family family) {
        Advertised service = next("Afar");
        Datagram datagram =
                Datagram.multicast(offLink(family), service.response(4500).bytes());
        verifyAdded(datagram, service);
    }

    @Must("11 a response to the group counts with any IP TTL or hop limit")
    void hopLimit(Family family) {
        Advertised service = next("Hops");
        verifyAdded(datagram(family, service).withHopLimit(64), service);
    }

    @Must("6 a response from another port is ignored")
    void otherPort(Family family) {
        Advertised service = next("Port");
        verifyNotAdded(datagram(family, service).fromPort(40_000), service);
    }

    @Must("6 a response by unicast that nobody asked for is ignored")
    void unicast(Family family) {
        Advertised service = next("Unicast");
        Datagram datagram = Datagram.multicast(
                link().routablePeer(family, 3), service.response(4500).bytes());
        verifyNotAdded(datagram.to(link().host(family)), service);
    }

    @Must("11 a response by unicast from off the link is ignored")
    void unicastFromAfar(Family family) {
        Advertised service = next("Far");
        Datagram datagram =
                Datagram.multicast(offLink(family), service.response(4500).bytes());
        verifyNotAdded(datagram.to(link().host(family)), service);
    }

    @Must("18.3 a response with another opcode is ignored")
    void opcode(Family family) {
        Advertised service = next("Opcode");
        Dns response = service.response(4500);
        response.header().setOpcode(4);
        verifyNotAdded(Datagram.multicast(link().peer(family, 3), response.bytes()), service);
    }

    @Must("18.11 a response with an RCODE is ignored")
    void rcode(Family family) {
        Advertised service = next("Rcode");
        Dns response = service.response(4500);
        response.header().setRcode(3);
        verifyNotAdded(Datagram.multicast(link().peer(family, 3), response.bytes()), service);
    }

    @Must("18.1 the ID of a response is ignored")
    void id(Family family) {
        Advertised service = next("Id");
        byte[] response = service.response(4500).id(815).bytes();
        verifyAdded(Datagram.multicast(link().peer(family, 3), response), service);
    }

    @Must("18.4 to 18.10 the bits AA, TC, RD, RA, Z, AD and CD of a response are ignored")
    void flags(Family family) {
        Advertised service = next("Flags");
        byte[] response = service.response(4500).bytes();
        response[2] = (byte) 0x83; // without AA, with TC and RD
        response[3] = (byte) 0xf0;
        verifyAdded(Datagram.multicast(link().peer(family, 3), response), service);
    }

    @Must("6 a record of another class is another record")
    void otherClass(Family family) {
        Advertised service = next("Chaos");
        Record ptr = Record.newRecord(
                service.ptr().getName(), 12, DClass.CHAOS, 4500, service.name().toWire());
        Dns response = Dns.response(List.of(ptr)).additional(service.srv(), service.txt("a=1"), service.a());
        verifyNotAdded(Datagram.multicast(link().peer(family, 3), response.bytes()), service);
    }

    @Must("6 a question in a response is ignored, its records are not")
    void question(Family family) {
        Advertised service = next("Question");
        byte[] response =
                service.response(4500).ask(Rr.name(TYPE + ".local"), 12).bytes();
        verifyAdded(Datagram.multicast(link().peer(family, 3), response), service);
    }

    @Must("7.1 known answers of other hosts are not cached")
    void knownAnswer(Family family) {
        Advertised service = next("Hearsay");
        byte[] query = Dns.query()
                .ask(Rr.name(TYPE + ".local"), 12)
                .answer(service.ptr())
                .additional(Rr.plain(service.srv()), Rr.plain(service.txt("a=1")), Rr.plain(service.a()))
                .bytes();
        verifyNotAdded(Datagram.multicast(link().peer(family, 3), query), service);
    }

    @Must("6.1 an NSEC that cannot be understood does not spoil the message")
    void nsec(Family family) {
        Advertised service = next("Nsec");
        Record odd = Record.newRecord(service.host(), 0xeeee, 0x8001, 120, new byte[] {0, 7, 33, 1, 2, 3});
        byte[] response = service.response(4500).additional(odd).bytes();
        replace(response, (byte) 0xee, (byte) 0xee, (byte) 0, (byte) 47); // the tester's codec would not write it
        verifyAdded(Datagram.multicast(link().peer(family, 3), response), service);
    }

    private static void replace(byte[] bytes, byte first, byte second, byte newFirst, byte newSecond) {
        for (int i = 0; i + 1 < bytes.length; i++) {
            if (bytes[i] == first && bytes[i + 1] == second) {
                bytes[i] = newFirst;
                bytes[i + 1] = newSecond;
            }
        }
    }
}
