package io.multicast.discovery.mdns.protocol;

import io.multicast.discovery.dns.DnsName;
import io.multicast.discovery.dns.DnsRecord;
import io.multicast.discovery.naming.Renaming;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** This host: its name, its addresses and the way back from these. */
final class HostPublication implements Publication {
    private final Consumer<DnsName> listener;
    private final Neighbours neighbours = new Neighbours();
    private String wanted;
    private String label;
    private DnsName name;

    /** With the name that is wanted; the listener is told of each other one. */
    HostPublication(String label, Consumer<DnsName> listener) {
        this.wanted = label;
        this.label = label;
        this.name = Publications.LOCAL.child(label);
        this.listener = listener;
    }

    /** The one that was wanted, whatever it is called now. */
    String wanted() {
        return wanted;
    }

    /** Begins anew with another name. */
    void want(String other) {
        wanted = other;
        take(other);
    }

    private void take(String other) {
        label = other;
        name = Publications.LOCAL.child(other);
        listener.accept(name);
    }

    @Override
    public DnsName name() {
        return name;
    }

    @Override
    public List<DnsRecord> unique(HostInterface on) {
        return neighbours.shown(on).stream()
                .map(address -> Publications.address(name, address))
                .toList();
    }

    /**
     * The reverse mappings need no probing: nobody else has these addresses (systems see to that by ARP and by duplicate
     * address detection).
     */
    @Override
    public List<DnsRecord> records(HostInterface on) {
        List<DnsRecord> records = new ArrayList<>(unique(on));
        on.addresses().stream()
                .map(address -> Publications.reverse(address.address(), name))
                .filter(record -> !neighbours.has(record.name()))
                .forEach(records::add);
        return records;
    }

    /** Another responder of this host has these records; whether that changes what this one publishes. */
    boolean hearNeighbour(List<DnsRecord> theirs, HostInterface on) {
        return neighbours.hear(theirs, name, on);
    }

    /** Whether it is left to another responder of this host. */
    boolean isNeighbours(DnsRecord record) {
        return neighbours.has(record.name());
    }

    @Override
    public boolean needsHost() {
        return false;
    }

    @Override
    public void rename() {
        take(Renaming.host(wanted, label));
    }

    @Override
    public void established() {}
}
