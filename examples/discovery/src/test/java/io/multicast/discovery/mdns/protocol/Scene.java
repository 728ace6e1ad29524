package io.multicast.discovery.mdns.protocol;

import io.multicast.discovery.dns.A;
import io.multicast.discovery.dns.Aaaa;
import io.multicast.discovery.dns.DnsMessage;
import io.multicast.discovery.dns.DnsName;
import io.multicast.discovery.dns.DnsQuestion;
import io.multicast.discovery.dns.DnsRecord;
import io.multicast.discovery.dns.DnsType;
import io.multicast.discovery.dns.Ptr;
import io.multicast.discovery.dns.Srv;
import io.multicast.discovery.dns.Txt;
import io.multicast.discovery.mdns.protocol.Simulation.Packet;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** One host under test, "box", and a peer that says what a test wants, on one network "lan", over IPv4. */
final class Scene {
    static final DnsName HTTP = DnsName.of("_http", "_tcp", "local");
    static final DnsName BOX = DnsName.of("box", "local");
    static final DnsName ORDERS = HTTP.child("Orders");
    static final InetSocketAddress PEER = new InetSocketAddress(Simulation.address("10.0.1.200"), 5353);
    static final InetSocketAddress OTHER = new InetSocketAddress(Simulation.address("10.0.1.201"), 5353);
    static final InetSocketAddress BOX_ADDRESS = new InetSocketAddress(Simulation.address("10.0.1.1"), 5353);
    static final long MS = Simulation.MS;
    static final long SECOND = Simulation.SECOND;

    final Simulation simulation;
    final Host box;

    Scene(long seed) {
        simulation = new Simulation(seed);
        box = simulation.host("box").attach4(1, "lan");
    }

    /** With a service "Orders" that has long been announced. */
    static Scene withOrders(long seed) {
        Scene scene = new Scene(seed);
        scene.box.register("Orders", 80, "path=/x");
        scene.run(200 * SECOND);
        scene.simulation.forget();
        return scene;
    }

    void run(long duration) {
        simulation.run(duration);
    }

    void send(DnsMessage message) {
        send(PEER, message);
    }

    void send(InetSocketAddress source, DnsMessage message) {
        simulation.transmit("peer", "lan", source, message, null);
    }

    void sendUnicast(InetSocketAddress source, DnsMessage message) {
        simulation.transmit("peer", "lan", source, message, BOX_ADDRESS);
    }

    /** What the host under test has sent. */
    List<Packet> sent() {
        return simulation.packets(packet -> packet.sender() == box);
    }

    List<Packet> responses() {
        return simulation.packets(packet -> packet.sender() == box && packet.isResponse());
    }

    List<Packet> queries() {
        return simulation.packets(packet -> packet.sender() == box && !packet.isResponse());
    }

    List<Packet> probes() {
        return simulation.packets(packet -> packet.sender() == box && packet.isProbe());
    }

    static DnsMessage query(DnsQuestion... questions) {
        return DnsMessage.query(List.of(questions), List.of());
    }

    static DnsMessage queryKnowing(DnsQuestion question, DnsRecord... known) {
        return DnsMessage.query(List.of(question), List.of(known));
    }

    static DnsQuestion ask(DnsName name, int type) {
        return DnsQuestion.of(name, type);
    }

    static DnsQuestion askUnicast(DnsName name, int type) {
        return DnsQuestion.of(name, type).withUnicastResponse(true);
    }

    static DnsMessage response(DnsRecord... answers) {
        return DnsMessage.response(List.of(answers), List.of());
    }

    static DnsMessage probe(DnsName name, boolean unicast, DnsRecord... proposed) {
        return DnsMessage.probe(
                List.of(DnsQuestion.of(name, DnsType.ANY).withUnicastResponse(unicast)), List.of(proposed));
    }

    static DnsRecord ptr(DnsName name, DnsName target) {
        return DnsRecord.of(name, DnsType.PTR, false, 4500, new Ptr(target));
    }

    static DnsRecord srv(DnsName name, int port, DnsName host) {
        return DnsRecord.of(name, DnsType.SRV, true, 120, new Srv(0, 0, port, host));
    }

    static DnsRecord txt(DnsName name, String... strings) {
        List<byte[]> bytes = Arrays.stream(strings)
                .map(string -> string.getBytes(StandardCharsets.UTF_8))
                .toList();
        return DnsRecord.of(name, DnsType.TXT, true, 4500, Txt.of(bytes));
    }

    static DnsRecord a(DnsName name, String address) {
        return DnsRecord.of(name, DnsType.A, true, 120, new A((Inet4Address) Simulation.address(address)));
    }

    static DnsRecord aaaa(DnsName name, String address) {
        return DnsRecord.of(name, DnsType.AAAA, true, 120, new Aaaa((Inet6Address) Simulation.address(address)));
    }

    /** All that a service "Shop" of a host "peer" is made of. */
    static DnsMessage shop() {
        DnsName shop = HTTP.child("Shop");
        DnsName host = DnsName.of("peer", "local");
        return DnsMessage.response(
                List.of(ptr(HTTP, shop)), List.of(srv(shop, 90, host), txt(shop, "a=1"), a(host, "10.0.1.200")));
    }

    static double millis(long nanos) {
        return (double) nanos / MS;
    }
}
