package io.multicast.discovery.conformance;

import io.multicast.discovery.conformance.check.Must;
import io.multicast.discovery.conformance.check.Should;
import io.multicast.discovery.conformance.wire.Family;
import io.multicast.discovery.conformance.wire.Frame;
import io.multicast.discovery.conformance.wire.Traffic;
import org.xbill.DNS.Flags;

/** The form of all packets while a service starts. */
class HeaderTest extends Startup {
    @Must("6 responses have no questions")
    void noQuestions(Family family) {
        verifyResponses(family, frame -> frame.dns().questions().isEmpty(), "a question in a response");
    }

    @Must("18.1 responses have ID 0")
    void responseId(Family family) {
        verifyResponses(family, frame -> frame.dns().header().getID() == 0, "an ID in a response");
    }

    @Should("18.1 queries have ID 0")
    void queryId(Family family) {
        verifyQueries(family, frame -> frame.dns().header().getID() == 0, "an ID in a query");
    }

    @Must("18.4 responses have AA set")
    void authoritative(Family family) {
        verifyResponses(family, frame -> frame.dns().header().getFlag(Flags.AA), "a response without AA");
    }

    @Must("18.3 18.5 18.7 to 18.11 responses have opcode, TC, RA, Z, AD, CD and RCODE zero")
    void responseFlags(Family family) {
        verifyResponses(family, frame -> (flags(frame) & ~0x8500) == 0, "a bit in the header of a response");
    }

    @Must("18.3 18.4 18.7 to 18.11 queries have opcode, AA, RA, Z, AD, CD and RCODE zero")
    void queryFlags(Family family) {
        verifyQueries(family, frame -> (flags(frame) & ~0x0300) == 0, "a bit in the header of a query");
    }

    @Should("18.6 RD is zero")
    void recursion(Family family) {
        Traffic wrong = sent(family).where(frame -> frame.dns().header().getFlag(Flags.RD));
        verify(wrong.isEmpty(), "RD is set", wrong);
    }

    private static int flags(Frame frame) {
        return (frame.payload()[2] & 0xff) << 8 | frame.payload()[3] & 0xff;
    }

    @Must("5.2 6 all packets go from port 5353 to port 5353 of the group")
    void ports(Family family) {
        Traffic wrong = sent(family)
                .where(frame -> frame.sourcePort() != 5353
                        || frame.destinationPort() != 5353
                        || !frame.isMulticast()
                        || !frame.destination().equals(family.group()));
        verify(wrong.isEmpty(), "another port or address", wrong);
    }

    @Must("6 the source is an address of the interface")
    void source(Family family) {
        Traffic wrong = sent(family).where(frame -> !link().hostAddresses().contains(frame.source()));
        verify(wrong.isEmpty(), "another source", wrong);
    }

    @Should("11 the IP TTL or hop limit is 255")
    void hopLimit(Family family) {
        Traffic wrong = sent(family).where(frame -> frame.hopLimit() != 255);
        verify(wrong.isEmpty(), "another hop limit", wrong);
    }

    @Should("18.14 names are compressed")
    void compressed(Family family) {
        Frame frame = announcements(family).get(0);
        int plain = 12
                + frame.dns().records().stream()
                        .mapToInt(record -> record.toWire(1).length)
                        .sum();
        verify(frame.payload().length < plain - 20, frame.payload().length + " bytes, plain " + plain, sent(family));
    }

    @Should("17 messages fit into the MTU")
    void noFragments(Family family) {
        verify(
                sent(family).where(Frame::fragment).isEmpty(),
                "fragments",
                sent(family).where(Frame::fragment));
    }
}
