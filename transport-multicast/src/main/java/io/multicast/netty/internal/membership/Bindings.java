package io.multicast.netty.internal.membership;

import io.multicast.netty.internal.network.InterfaceList;
import io.multicast.netty.internal.option.AddressText;
import java.net.InetAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a socket that is bound so receives nothing of a group that it joins. */
final class Bindings {
    private Bindings() {}

    /** In words, or nothing when it can receive. */
    static Optional<String> objection(Binding binding, Place place, @Nullable InterfaceList interfaces) {
        InetAddress address = binding.address();
        if (address != null && !address.isMulticastAddress()) {
            return Optional.of("the socket is bound to " + AddressText.of(address)
                    + ", so it receives what is sent to that address, and nothing of any group");
        }
        if (address != null && !address.equals(place.group())) {
            return Optional.of("the socket is bound to the group " + AddressText.of(address)
                    + ", so it receives nothing of any other");
        }
        if (binding.index() == 0 || binding.index() == place.index()) {
            return Optional.empty();
        }
        boolean gone = interfaces != null && interfaces.at(binding.index()) == null;
        return Optional.of("the socket is tied to interface " + binding.index()
                + (gone ? ", which is gone: open the channel anew" : ", so it receives nothing on any other"));
    }
}
