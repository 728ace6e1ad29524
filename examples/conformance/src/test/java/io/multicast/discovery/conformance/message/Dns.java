package io.multicast.discovery.conformance.message;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** A message: built by the tester, or read from the wire. */
public final class Dns {
    private final Message message;

    private Dns(Message message) {
        this.message = message;
    }

    /** An empty query with ID 0. */
    public static Dns query() {
        return new Dns(new Message(0));
    }

    /** An empty response with ID 0 and AA. */
    public static Dns response() {
        Dns dns = query();
        dns.header().setFlag(Flags.QR);
        dns.header().setFlag(Flags.AA);
        return dns;
    }

    /** A response with answers. */
    public static Dns response(List<Record> answers) {
        Dns dns = response();
        answers.forEach(dns::answer);
        return dns;
    }

    /** Reads a message; what cannot be read is an {@link AssertionError}. */
    public static Dns parse(byte[] payload) {
        try {
            return new Dns(new Message(payload));
        } catch (IOException | RuntimeException e) {
            throw new AssertionError("not a DNS message: " + e, e);
        }
    }

    /** Adds a "QM" question of class IN. */
    public Dns ask(Name name, int type) {
        return ask(name, type, DClass.IN);
    }

    /** Adds a "QU" question of class IN. */
    public Dns askUnicast(Name name, int type) {
        return ask(name, type, DClass.IN | Rr.TOP_BIT);
    }

    /** Adds a question of any class. */
    public Dns ask(Name name, int type, int dclass) {
        message.addRecord(Record.newRecord(name, type, dclass), Section.QUESTION);
        return this;
    }

    /** Adds answers: in a query, known ones. */
    public Dns answer(Record... records) {
        return add(Section.ANSWER, records);
    }

    /** Adds records to the Authority section: in a query, proposed ones. */
    public Dns authority(Record... records) {
        return add(Section.AUTHORITY, records);
    }

    /** Adds records to the Additional section. */
    public Dns additional(Record... records) {
        return add(Section.ADDITIONAL, records);
    }

    private Dns add(int section, Record... records) {
        for (Record record : records) {
            message.addRecord(record, section);
        }
        return this;
    }

    /** Sets the ID. */
    public Dns id(int id) {
        header().setID(id);
        return this;
    }

    /** Sets bits of the header: {@link Flags}. */
    public Dns flags(byte... flags) {
        for (byte flag : flags) {
            header().setFlag(flag);
        }
        return this;
    }

    /** The header. */
    public Header header() {
        return message.getHeader();
    }

    /** As bytes; with compression, but for SRV. */
    public byte[] bytes() {
        return message.toWire();
    }

    /** The questions. */
    public List<Record> questions() {
        return message.getSection(Section.QUESTION);
    }

    /** The Answer section. */
    public List<Record> answers() {
        return message.getSection(Section.ANSWER);
    }

    /** The Authority section. */
    public List<Record> authorities() {
        return message.getSection(Section.AUTHORITY);
    }

    /** The Additional section. */
    public List<Record> additionals() {
        return message.getSection(Section.ADDITIONAL);
    }

    /** All records of all three sections. */
    public List<Record> records() {
        return java.util.stream.Stream.of(answers(), authorities(), additionals())
                .flatMap(List::stream)
                .toList();
    }

    /** Whether a question is asked, by "QM" or "QU". */
    public boolean asks(Name name, int type) {
        return questions().stream()
                .anyMatch(question ->
                        question.getType() == type && question.getName().equals(name));
    }

    /** Whether a question for this name and type, or ANY, is asked by "QU". */
    public boolean asksUnicast(Name name) {
        return questions().stream().anyMatch(question -> question.getName().equals(name) && Rr.isFlush(question));
    }

    /** Whether it is a query that proposes records. */
    public boolean isProbe() {
        return !header().getFlag(Flags.QR) && !authorities().isEmpty();
    }

    /** Whether it is a probe for a name. */
    public boolean probes(Name name) {
        return isProbe()
                && questions().stream().anyMatch(question -> question.getName().equals(name));
    }

    /** The answers of a name and type; {@link Type#ANY} means all. */
    public List<Record> answers(Name name, int type) {
        return choose(answers(), name, type);
    }

    /** Those of a name and type; {@link Type#ANY} means all. */
    public static List<Record> choose(List<Record> records, Name name, int type) {
        return records.stream()
                .filter(record -> type == Type.ANY || record.getType() == type)
                .filter(record -> record.getName().equals(name))
                .toList();
    }

    /** Whether a record is among the answers, whatever its TTL and cache-flush bit. */
    public boolean answersWith(Record wanted) {
        return answers().stream().anyMatch(record -> Rr.same(record, wanted));
    }

    /** Whether a record is in any section, whatever its TTL and cache-flush bit. */
    public boolean contains(Record wanted) {
        return records().stream().anyMatch(record -> Rr.same(record, wanted));
    }

    @Override
    public String toString() {
        String questions = questions().stream()
                .map(question -> (Rr.isFlush(question) ? "QU " : "QM ")
                        + question.getName()
                        + " "
                        + Type.string(question.getType()))
                .collect(Collectors.joining(", "));
        return "id " + header().getID() + " flags [" + header().printFlags() + "] ?[" + questions + "]"
                + list(" answer", answers())
                + list(" authority", authorities())
                + list(" additional", additionals());
    }

    private static String list(String title, List<Record> records) {
        return records.isEmpty()
                ? ""
                : title + records.stream().map(Rr::text).collect(Collectors.joining("; ", " [", "]"));
    }
}
