package io.multicast.netty.examples;

import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The network interfaces of this host, for choosing one. */
final class Interfaces {
    private Interfaces() {}

    /** Those that are up, have an address, and do multicast; loopback does, even where its flags deny it (Linux). */
    static List<NetworkInterface> usable() {
        try {
            return NetworkInterface.networkInterfaces()
                    .filter(Interfaces::isUsable)
                    .sorted(Comparator.comparingInt(NetworkInterface::getIndex))
                    .toList();
        } catch (SocketException e) {
            return List.of();
        }
    }

    private static boolean isUsable(NetworkInterface candidate) {
        try {
            return candidate.isUp()
                    && (candidate.supportsMulticast() || candidate.isLoopback())
                    && candidate.inetAddresses().findAny().isPresent();
        } catch (SocketException e) {
            return false; // it has just gone away
        }
    }

    static boolean isLoopback(NetworkInterface candidate) {
        try {
            return candidate.isLoopback();
        } catch (SocketException e) {
            return false;
        }
    }

    /**
     * The interface of that name or index.
     *
     * @throws IllegalArgumentException with a list of the usable ones when there is none
     */
    static NetworkInterface find(String nameOrIndex) {
        NetworkInterface found;
        try {
            found = nameOrIndex.matches("\\d{1,9}")
                    ? NetworkInterface.getByIndex(Integer.parseInt(nameOrIndex))
                    : NetworkInterface.getByName(nameOrIndex);
        } catch (SocketException e) {
            found = null;
        }
        if (found == null) {
            throw new IllegalArgumentException("there is no interface " + nameOrIndex + "; usable ones:\n" + list());
        }
        return found;
    }

    private static String list() {
        return usable().stream().map(Interfaces::describe).collect(Collectors.joining("\n"));
    }

    private static String describe(NetworkInterface usable) {
        String addresses = usable.inetAddresses().map(Texts::of).collect(Collectors.joining(", "));
        return "  %s (index %d): %s".formatted(usable.getName(), usable.getIndex(), addresses);
    }
}
