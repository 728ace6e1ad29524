package io.multicast.netty.examples;

import io.multicast.netty.Membership;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.util.Arrays;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** From what the user types. Addresses are literals: no name service is asked. */
final class Converters {
    private Converters() {}

    /** A multicast address, perhaps with a scope. */
    static final class Group implements ITypeConverter<InetAddress> {
        @Override
        public InetAddress convert(String text) {
            try {
                Membership.of(text); // refuses what is no literal and no group
                return InetAddress.getByName(text);
            } catch (IllegalArgumentException | UnknownHostException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** The address of a host. */
    static final class Host implements ITypeConverter<InetAddress> {
        @Override
        public InetAddress convert(String text) {
            InetAddress address = NetUtil.createInetAddressFromIpAddressString(text);
            if (address == null) {
                throw new TypeConversionException("'" + text + "' is not an IP address");
            }
            return address;
        }
    }

    /** An interface by name or index. */
    static final class Interface implements ITypeConverter<NetworkInterface> {
        @Override
        public NetworkInterface convert(String text) {
            try {
                return Interfaces.find(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** 4 or 6. */
    static final class Family implements ITypeConverter<SocketProtocolFamily> {
        @Override
        public SocketProtocolFamily convert(String text) {
            return switch (text) {
                case "4" -> SocketProtocolFamily.INET;
                case "6" -> SocketProtocolFamily.INET6;
                default -> throw new TypeConversionException("'" + text + "' is neither 4 nor 6");
            };
        }
    }

    /** A transport that can be used here. */
    static final class ToTransport implements ITypeConverter<Transport> {
        @Override
        public Transport convert(String text) {
            if (text.equals("auto")) {
                return Transport.best();
            }
            Transport transport = Arrays.stream(Transport.values())
                    .filter(known -> known.toString().equals(text))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException(
                            "'" + text + "' is not one of auto, " + Arrays.toString(Transport.values())));
            Throwable cause = transport.unavailabilityCause();
            if (cause != null) {
                throw new TypeConversionException(text + " is not available here: " + Texts.rootOf(cause));
            }
            return transport;
        }
    }
}
