package io.multicast.netty.examples;

import io.multicast.discovery.Escapes;
import io.multicast.discovery.Service;
import io.multicast.discovery.ServiceInstance;
import io.multicast.discovery.TxtAttributes;
import io.multicast.netty.InterfaceInfo;
import io.multicast.netty.MulticastInterface;
import io.multicast.netty.NetworkInterfaces;
import java.io.PrintWriter;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** Prints what happens to services, a line for each event. */
final class EventPrinter {
    private final PrintWriter out;
    private final boolean json;

    EventPrinter(PrintWriter out, boolean json) {
        this.out = out;
        this.json = json;
    }

    /** What happened to a service of this host. */
    void print(String event, Service service) {
        print(
                event + " " + quote(service.name()) + " " + service.type() + " local port " + service.port()
                        + text(service.txt()),
                object(event)
                        .put("name", service.name())
                        .put("type", service.type().toString())
                        .put("domain", "local")
                        .put("port", service.port())
                        .put("txt", strings(service.txt())));
    }

    /** A service of this host has another name. */
    void printRenamed(String from, Service service) {
        print(
                "renamed " + quote(from) + " to " + quote(service.name()) + " " + service.type(),
                object("renamed")
                        .put("name", service.name())
                        .put("from", from)
                        .put("type", service.type().toString())
                        .put("port", service.port()));
    }

    /** What happened to a service that was found. */
    void print(String event, ServiceInstance found) {
        List<String> addresses = texts(found.addresses());
        print(
                "%s %s %s %s host %s addresses %s port %d interface %s%s"
                        .formatted(
                                event,
                                quote(found.name()),
                                found.type(),
                                found.domain(),
                                found.host(),
                                String.join(" ", addresses),
                                found.port(),
                                Escapes.terminal(found.interfaceName()),
                                text(found.txt())),
                object(event)
                        .put("name", found.name())
                        .put("type", found.type().toString())
                        .put("domain", found.domain())
                        .put("host", found.host())
                        .put("addresses", addresses)
                        .put("port", found.port())
                        .put("interface", found.interfaceName())
                        .put("interfaceIndex", found.interfaceIndex())
                        .put("txt", strings(found.txt())));
    }

    /** The addresses of a host. */
    void print(String host, List<InetAddress> addresses) {
        List<String> texts = addresses.stream().map(InetAddress::getHostAddress).toList();
        print(
                "resolved " + Escapes.terminal(host) + " addresses " + String.join(" ", texts),
                object("resolved").put("host", host).put("addresses", texts));
    }

    void printFailure(Throwable cause) {
        print("failed: " + cause.getMessage(), object("failed").put("message", String.valueOf(cause.getMessage())));
    }

    private static List<String> texts(List<InetAddress> addresses) {
        return addresses.stream().map(EventPrinter::text).toList();
    }

    /** As people write it, and programs take it: {@code fe80::1%eth0}. */
    private static String text(InetAddress address) {
        int scope = address instanceof Inet6Address ipv6 ? ipv6.getScopeId() : 0;
        return scope == 0
                ? Texts.of(address)
                : Texts.of(address) + "%"
                        + NetworkInterfaces.find(MulticastInterface.of(scope))
                                .map(InterfaceInfo::name)
                                .orElse(Integer.toString(scope));
    }

    private static Json object(String event) {
        return new Json().put("event", event).put("time", Instant.now().toString());
    }

    private void print(String text, Json object) {
        out.println(json ? object : text);
        out.flush();
    }

    private static String quote(String name) {
        return '"' + Escapes.terminal(name) + '"';
    }

    private static String text(TxtAttributes txt) {
        return txt.strings().isEmpty() ? "" : " txt " + txt;
    }

    private static List<String> strings(TxtAttributes txt) {
        return txt.strings().stream()
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .toList();
    }
}
