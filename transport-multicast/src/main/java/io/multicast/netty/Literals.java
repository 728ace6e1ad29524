package io.multicast.netty;

import io.multicast.netty.internal.network.AddressPrefix;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Addresses written out. Never asks a name server. */
final class Literals {
    private Literals() {}

    /** The address without its scope. */
    static InetAddress address(String literal) {
        int percent = literal.indexOf('%');
        String bare = percent < 0 ? literal : literal.substring(0, percent);
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(bare);
        if (bytes == null) {
            throw new IllegalArgumentException(
                    "'" + literal + "' is not an IPv4 or IPv6 address; host names are not looked up");
        }
        try {
            return InetAddress.getByAddress(bytes); // an IPv4-mapped IPv6 address becomes IPv4
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(literal, e);
        }
    }

    /** The same of several. */
    static List<InetAddress> addresses(String... literals) {
        return Stream.of(literals).map(Literals::address).toList();
    }

    /** The interface that the scope names (RFC 4007, section 11), or null when there is no scope. */
    static @Nullable MulticastInterface scope(String literal) {
        int percent = literal.indexOf('%');
        if (percent < 0 || literal.endsWith("%0")) { // no scope, as java.net has it
            return null;
        }
        String scope = literal.substring(percent + 1);
        return isIndex(scope) ? MulticastInterface.of(Integer.parseInt(scope)) : MulticastInterface.of(scope);
    }

    /** Whether it is a number from 1 to 2^31 - 1; other texts of digits may be names. */
    private static boolean isIndex(String scope) {
        return scope.matches("[1-9][0-9]{0,9}") && Long.parseLong(scope) <= Integer.MAX_VALUE;
    }

    /** A network such as 10.2.0.0/16. */
    static AddressPrefix prefix(String literal) {
        int slash = literal.indexOf('/');
        if (slash < 0 || !literal.substring(slash + 1).matches("[0-9]{1,3}")) {
            throw new IllegalArgumentException("'" + literal + "' is not a network such as 10.2.0.0/16 or fd00:2::/32");
        }
        InetAddress address = address(literal.substring(0, slash));
        int length = Integer.parseInt(literal.substring(slash + 1));
        if (length > address.getAddress().length * Byte.SIZE) {
            throw new IllegalArgumentException("'" + literal + "' has a longer prefix than its address has bits");
        }
        return new AddressPrefix(address, length);
    }
}
