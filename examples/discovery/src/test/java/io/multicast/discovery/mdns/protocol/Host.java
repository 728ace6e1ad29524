package io.multicast.discovery.mdns.protocol;

import io.multicast.discovery.Service;
import io.multicast.discovery.ServiceEvent;
import io.multicast.discovery.ServiceType;
import io.multicast.discovery.dns.DnsMessage;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;

/** A host of a simulation: the state machine under test, with interfaces on named networks. */
final class Host {
    private final Simulation simulation;
    private final String name;
    private final int number;
    private final Map<Integer, String> networks = new LinkedHashMap<>();
    private final Map<Integer, HostInterface> interfaces = new LinkedHashMap<>();
    private final List<String> log = new ArrayList<>();
    private final List<ServiceEvent> events = new ArrayList<>();
    private final Mdns mdns;
    private boolean alive = true;

    Host(Simulation simulation, String name, int number) {
        this.simulation = simulation;
        this.name = name;
        this.number = number;
        RandomGenerator random = new Random(simulation.random().nextLong());
        mdns = new Mdns(simulation::now, random, this::send, name, renamed -> log.add("host " + renamed));
        mdns.setUnicastReachable(true);
    }

    Mdns mdns() {
        return mdns;
    }

    /** What became of its name and services. */
    List<String> log() {
        return log;
    }

    List<ServiceEvent> events() {
        return events;
    }

    /** An IPv4 and a link-local IPv6 address on that network. */
    Host attach(int index, String network) {
        return attach(
                index,
                network,
                new LocalAddress(Simulation.address("10.0." + index + "." + number), 24),
                new LocalAddress(Simulation.address("fe80::" + index + ":" + number), 64));
    }

    /** One of IPv4 only. */
    Host attach4(int index, String network) {
        return attach(index, network, new LocalAddress(Simulation.address("10.0." + index + "." + number), 24));
    }

    Host attach(int index, String network, LocalAddress... addresses) {
        networks.put(index, network);
        interfaces.put(index, new HostInterface(index, "eth" + index, 1500, List.of(addresses)));
        update();
        return this;
    }

    void detach(int index) {
        networks.remove(index);
        interfaces.remove(index);
        update();
    }

    private void update() {
        Map<LinkId, HostInterface> links = new LinkedHashMap<>();
        interfaces.values().forEach(on -> on.links().forEach(link -> links.put(link, on)));
        mdns.setLinks(links);
        advance();
    }

    Published register(String service, int port, String... txt) {
        return register(Service.of(service, "_http._tcp", port).withTxt(io.multicast.discovery.TxtAttributes.of(txt)));
    }

    Published register(Service service) {
        Published published = mdns.register(service, new ServicePublication.Listener() {
            @Override
            public void renamed(Service now) {
                log.add("renamed " + now.name());
            }

            @Override
            public void established(Service now) {
                log.add("registered " + now.name());
            }
        });
        advance();
        return published;
    }

    Browser browse(String type) {
        Browser browser = mdns.browse(ServiceType.of(type), events::add);
        advance();
        return browser;
    }

    /** It vanishes without a word. */
    void kill() {
        alive = false;
    }

    void shutdown() {
        mdns.shutdown();
        advance();
        alive = false;
    }

    long next() {
        return alive ? mdns.next() : Long.MAX_VALUE;
    }

    void advance() {
        if (alive) {
            mdns.advance();
        }
    }

    private void send(LinkId link, DnsMessage message, InetSocketAddress to) {
        simulation.transmit(this, networks.get(link.interfaceIndex()), source(link), message, to);
    }

    InetSocketAddress source(LinkId link) {
        InetAddress address = interfaces.get(link.interfaceIndex()).addresses().stream()
                .map(LocalAddress::address)
                .filter(own -> LinkId.of(0, own).ipv6() == link.ipv6())
                .findFirst()
                .orElseThrow();
        return new InetSocketAddress(address, Incoming.PORT);
    }

    /** The links that a packet on a network comes in on. */
    List<LinkId> attached(String network, boolean ipv6, InetSocketAddress to) {
        List<LinkId> links = new ArrayList<>();
        networks.forEach((index, own) -> {
            HostInterface on = interfaces.get(index);
            boolean mine = to == null || on.has(to.getAddress());
            if (own.equals(network) && on.links().contains(new LinkId(index, ipv6)) && mine) {
                links.add(new LinkId(index, ipv6));
            }
        });
        return links;
    }

    void deliver(LinkId link, InetSocketAddress source, boolean toGroup, DnsMessage message) {
        if (alive) {
            mdns.receive(link, source, toGroup, message);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
