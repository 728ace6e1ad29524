/** DNS-based service discovery on Netty, over multicast and unicast DNS. */
module io.multicast.discovery {
    requires io.multicast.netty;
    requires transitive io.netty.common;
    requires io.netty.buffer;
    requires io.netty.transport;
    requires static io.netty.resolver.dns;
    requires static org.jspecify;

    exports io.multicast.discovery;
    exports io.multicast.discovery.fixed;
    exports io.multicast.discovery.mdns;
    exports io.multicast.discovery.unicast;

    uses io.multicast.discovery.ServiceDirectoryProvider;

    provides io.multicast.discovery.ServiceDirectoryProvider with
            io.multicast.discovery.fixed.StaticDirectoryProvider,
            io.multicast.discovery.mdns.MdnsProvider,
            io.multicast.discovery.unicast.UnicastDirectoryProvider;
}
