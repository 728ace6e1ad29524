package io.multicast.modules;

import io.multicast.discovery.ServiceDirectory;

/** Opens the directory whose address is given, from outside the module. */
public final class Opens {
    private Opens() {}

    /** Prints its name. */
    public static void main(String[] addresses) {
        try (ServiceDirectory directory = ServiceDirectory.open(addresses)) {
            System.out.println(directory.getClass().getModule() + ": " + directory.name());
        }
    }
}
