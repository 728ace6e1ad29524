/** DNS-based service discovery on Netty, over multicast and unicast DNS. */
module io.multicast.discovery {
    requires io.multicast.netty;
    requires transitive io.netty.common;
    requires io.netty.buffer;
    requires io.netty.transport;
    requires static org.jspecify;

    exports io.multicast.discovery;

    uses io.multicast.discovery.ServiceDirectoryProvider;
}
