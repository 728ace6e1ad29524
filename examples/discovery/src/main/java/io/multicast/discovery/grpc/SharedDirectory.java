package io.multicast.discovery.grpc;

import io.multicast.discovery.ServiceDirectory;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A directory that is open while somebody uses it. */
final class SharedDirectory {
    private final Supplier<ServiceDirectory> opener;
    private @Nullable ServiceDirectory open;
    private int users;

    SharedDirectory(Supplier<ServiceDirectory> opener) {
        this.opener = opener;
    }

    /** One that is somebody else's to close. */
    static SharedDirectory keptOpen(ServiceDirectory directory) {
        SharedDirectory shared = new SharedDirectory(() -> directory);
        shared.acquire();
        return shared;
    }

    synchronized ServiceDirectory acquire() {
        if (open == null) {
            open = opener.get();
        }
        users++;
        return open;
    }

    synchronized void release() {
        users--;
        if (users == 0 && open != null) {
            open.shutdown();
            open = null;
        }
    }
}
