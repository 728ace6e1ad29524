package io.multicast.discovery.conformance.peer;

import io.multicast.discovery.conformance.message.Rr;
import java.util.List;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/**
 * What is to be registered.
 *
 * @param instance any text of at most 63 bytes
 * @param type for instance {@code _http._tcp}
 * @param txt {@code key=value}, each
 * @param subtypes for instance {@code _api}
 */
public record Service(String instance, String type, int port, List<String> txt, List<String> subtypes) {
    /** A service without TXT data and subtypes. */
    public static Service of(String instance, String type, int port) {
        return new Service(instance, type, port, List.of(), List.of());
    }

    /** The same with TXT data. */
    public Service withTxt(String... newTxt) {
        return new Service(instance, type, port, List.of(newTxt), subtypes);
    }

    /** The same with subtypes. */
    public Service withSubtypes(String... newSubtypes) {
        return new Service(instance, type, port, txt, List.of(newSubtypes));
    }

    /** The name of SRV and TXT. */
    public Name name() {
        return Rr.name(instance, type + ".local");
    }

    /** The name of the PTR that browsers ask for. */
    public Name typeName() {
        return Rr.name(type + ".local");
    }

    /** The name of the PTR of a subtype. */
    public Name subtypeName(String subtype) {
        return Rr.name(subtype + "._sub." + type + ".local");
    }

    /** The PTR that leads to it. */
    public Record ptr() {
        return Rr.ptr(typeName(), name(), Rr.OTHER_TTL);
    }

    /** Its TXT. */
    public Record txtRecord() {
        return Rr.txt(name(), Rr.OTHER_TTL, txt.toArray(String[]::new));
    }
}
