package io.multicast.netty.internal.option;

import org.jspecify.annotations.Nullable;

/** Interface names and indexes as the system knows them ({@code if_nametoindex(3)}, RFC 3493 section 4). */
public interface InterfaceNames {
    /** The index of a name, 0 when there is no such interface, or a negative error number when that can't be said. */
    int indexOf(String name);

    /** The name of an index, or null when there is no such interface. */
    @Nullable
    String nameOf(int index);
}
