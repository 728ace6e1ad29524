/** IP multicast options and group memberships for every Netty datagram channel. */
module io.multicast.netty {
    requires transitive io.netty.transport;
    requires transitive io.netty.common;
    requires transitive io.netty.buffer;
    requires com.sun.jna;
    requires static io.netty.transport.unix.common;
    requires static org.jspecify;

    exports io.multicast.netty;
}
