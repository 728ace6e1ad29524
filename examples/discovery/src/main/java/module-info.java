/** DNS-based service discovery on Netty, over multicast and unicast DNS. */
module io.multicast.discovery {
    requires io.multicast.netty;
    requires transitive io.netty.common;
    requires io.netty.buffer;
    requires io.netty.transport;
    requires transitive io.netty.resolver;
    requires static io.netty.resolver.dns;
    requires static io.grpc;
    requires static spring.boot;
    requires static spring.boot.autoconfigure;
    requires static spring.cloud.commons;
    requires static spring.context;
    requires static spring.core;
    requires static org.jspecify;

    exports io.multicast.discovery;
    exports io.multicast.discovery.fixed;
    exports io.multicast.discovery.grpc;
    exports io.multicast.discovery.mdns;
    exports io.multicast.discovery.resolver;
    exports io.multicast.discovery.spring;
    exports io.multicast.discovery.unicast;

    uses io.multicast.discovery.ServiceDirectoryProvider;

    // no provides for gRPC: a module cannot provide what an absent one exports
    provides io.multicast.discovery.ServiceDirectoryProvider with
            io.multicast.discovery.fixed.StaticDirectoryProvider,
            io.multicast.discovery.mdns.MdnsProvider,
            io.multicast.discovery.unicast.UnicastDirectoryProvider;
}
