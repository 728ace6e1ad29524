package io.multicast.netty.internal.option;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * A system's error numbers.
 *
 * @param numbers the number of each error that the system has
 * @param errnos the same the other way round
 * @param names the system's own name of each number, such as ENODEV or WSAEINVAL
 */
public record ErrnoTable(Map<Errno, Integer> numbers, Map<Integer, Errno> errnos, Map<Integer, String> names) {
    /** Copies the maps. */
    public ErrnoTable {
        numbers = Map.copyOf(numbers);
        errnos = Map.copyOf(errnos);
        names = Map.copyOf(names);
    }

    /** An error's number, or 0 where the system has none. */
    public int number(Errno errno) {
        return numbers.getOrDefault(errno, 0);
    }

    /** The error with that number. */
    public Errno errno(int number) {
        return errnos.getOrDefault(number, Errno.UNKNOWN);
    }

    /** The system's own name of that number. */
    public String name(int number) {
        return names.getOrDefault(number, "error " + number);
    }

    /** Collects rows, one error a line. */
    public static final class Rows {
        private final String prefix;
        private final Map<Errno, Integer> numbers = new EnumMap<>(Errno.class);
        private final Map<Integer, Errno> errnos = new HashMap<>();
        private final Map<Integer, String> names = new HashMap<>();

        /** Of a system whose names begin with that besides. */
        public Rows(String prefix) {
            this.prefix = prefix;
        }

        /** Adds a row. */
        public Rows add(Errno errno, int number) {
            return add(errno, number, prefix + errno);
        }

        /** Adds a row with a name of its own. */
        public Rows add(Errno errno, int number, String name) {
            numbers.put(errno, number);
            errnos.put(number, errno);
            names.put(number, name);
            return this;
        }

        /** The table of all rows. */
        public ErrnoTable build() {
            return new ErrnoTable(numbers, errnos, names);
        }
    }
}
