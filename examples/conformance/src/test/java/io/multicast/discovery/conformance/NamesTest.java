package io.multicast.discovery.conformance;

import io.multicast.discovery.conformance.check.Must;
import io.multicast.discovery.conformance.message.Dns;
import io.multicast.discovery.conformance.message.Rr;
import io.multicast.discovery.conformance.peer.Registration;
import io.multicast.discovery.conformance.peer.Service;
import io.multicast.discovery.conformance.wire.Family;
import io.multicast.discovery.conformance.wire.Frame;
import io.multicast.discovery.conformance.wire.Traffic;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.xbill.DNS.Record;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/** Instance names and TXT data of every kind. */
class NamesTest extends Scenario {
    private static final String LONG_VALUE = "v".repeat(250);

    private Established dotted;
    private Established umlauts;
    private Established longest;
    private Registration decomposed;

    NamesTest() {
        super(1);
    }

    @Override
    void play() {
        dotted = register(Service.of("v1.2 of \"a\\b\" (3)", "_dots._tcp", 1));
        umlauts = register(Service.of("Büro für Ωmega ☃", "_utf._tcp", 2).withTxt("flag", "empty=", "k=ü=ö"));
        longest = register(Service.of("ü".repeat(31) + "x", "_long._udp", 3).withTxt("long=" + LONG_VALUE));
        Service asked = Service.of("Cafe\u0301", "_nfc._tcp", 4);
        decomposed = node().register(asked, Service.of("Caf\u00e9", "_nfc._tcp", 4));
    }

    private Established register(Service service) {
        return Established.first(link(), node().register(service));
    }

    private void verifyName(Family family, Established service) {
        Frame answer = service.askFor(family, Dns.query().ask(service.service().typeName(), Type.PTR), service.ptr());
        verify(answer.dns().answersWith(service.ptr()), "another name", answer);
        service.askFor(family, Dns.query().ask(service.name(), Type.SRV), service.srv());
    }

    private List<byte[]> txt(Family family, Established service) {
        Frame answer = service.askFor(family, Dns.query().ask(service.name(), Type.TXT), service.txt());
        Record record = answer.dns().answers(service.name(), Type.TXT).get(0);
        return ((TXTRecord) record).getStringsAsByteArrays();
    }

    private static List<String> texts(List<byte[]> strings) {
        return strings.stream().map(s -> new String(s, StandardCharsets.UTF_8)).toList();
    }

    @Must("6763 4.1.1 4.3 dots, spaces, quotes and backslashes are part of one label")
    void dots(Family family) {
        verifyName(family, dotted);
    }

    @Must("16 names are UTF-8")
    void utf8(Family family) {
        verifyName(family, umlauts);
    }

    @Must("6763 4.1.1 names of 63 bytes")
    void longest(Family family) {
        verifyName(family, longest);
    }

    @Must("16 names are precomposed UTF-8")
    void composed(Family family) {
        verifyName(family, Established.first(link(), decomposed));
    }

    @Must("16 letters that are not ASCII are compared with their case")
    void caseOfUmlauts(Family family) {
        long at = umlauts.ask(family, Dns.query().ask(Rr.name("BÜRO FÜR ΩMEGA ☃", "_utf._tcp.local"), Type.SRV));
        Traffic answers = umlauts.answered(family, at, 500);
        verify(answers.isEmpty(), "answered", answers);
    }

    @Must("6763 6.1 TXT without data is one zero byte")
    void emptyTxt(Family family) {
        Frame answer = dotted.askFor(family, Dns.query().ask(dotted.name(), Type.TXT), dotted.txt());
        byte[] data = answer.dns().answers(dotted.name(), Type.TXT).get(0).rdataToWireCanonical();
        verify(data.length == 1 && data[0] == 0, "data of " + data.length + " bytes", answer);
    }

    @Must("6763 6.4 keys without value, with an empty one, and with an equals sign in it")
    void keys(Family family) {
        List<String> strings = texts(txt(family, umlauts));
        verify(strings.equals(List.of("flag", "empty=", "k=ü=ö")), strings.toString(), link().traffic());
    }

    @Must("6763 6.1 strings of 255 bytes")
    void longString(Family family) {
        List<String> strings = texts(txt(family, longest));
        verify(strings.equals(List.of("long=" + LONG_VALUE)), strings.toString(), link().traffic());
    }

    @Must("6763 7 services over UDP are _udp")
    void udp(Family family) {
        verify(longest.service().typeName().equals(Rr.name("_long._udp.local")), "another type", link().traffic());
        longest.askFor(family, Dns.query().ask(longest.service().typeName(), Type.PTR), longest.ptr());
    }
}
