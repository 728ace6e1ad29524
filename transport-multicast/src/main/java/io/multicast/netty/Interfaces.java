package io.multicast.netty;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;

/** Interfaces by IPv4 address. */
final class Interfaces {
    private Interfaces() {}

    /** The interface that has the address, or by default none in particular. */
    static MulticastInterface withAddress(int ipv4) {
        try {
            InetAddress address =
                    InetAddress.getByAddress(NetUtil.createByteArrayFromIpAddressString(NetUtil.intToIpAddress(ipv4)));
            NetworkInterface found = NetworkInterface.getByInetAddress(address);
            return found == null ? MulticastInterface.systemDefault() : MulticastInterface.of(found);
        } catch (SocketException | UnknownHostException e) {
            return MulticastInterface.systemDefault();
        }
    }
}
