package io.multicast.netty.internal.option;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * A system's error numbers.
 *
 * @param prefix what the system's names begin with besides ("WSA" on Windows)
 * @param numbers the number of each error that the system has
 * @param errnos the same the other way round
 */
public record ErrnoTable(String prefix, Map<Errno, Integer> numbers, Map<Integer, Errno> errnos) {
    /** Copies the numbers. */
    public ErrnoTable(String prefix, Map<Errno, Integer> numbers) {
        this(prefix, Map.copyOf(numbers), inverse(numbers));
    }

    private static Map<Integer, Errno> inverse(Map<Errno, Integer> numbers) {
        Map<Integer, Errno> errnos = new HashMap<>();
        numbers.forEach((errno, number) -> errnos.put(number, errno));
        return errnos;
    }

    /** An error's number, or 0 where the system has none. */
    public int number(Errno errno) {
        return numbers.getOrDefault(errno, 0);
    }

    /** The error with that number. */
    public Errno errno(int number) {
        return errnos.getOrDefault(number, Errno.UNKNOWN);
    }

    /** The system's own name of that number, such as ENODEV or WSAEINVAL. */
    public String name(int number) {
        Errno errno = errno(number);
        return errno == Errno.UNKNOWN ? "error " + number : prefix + errno;
    }

    /** Collects rows, one error a line. */
    public static final class Rows {
        private final Map<Errno, Integer> numbers = new EnumMap<>(Errno.class);

        /** Adds a row. */
        public Rows add(Errno errno, int number) {
            numbers.put(errno, number);
            return this;
        }

        /** The table of all rows. */
        public ErrnoTable build(String prefix) {
            return new ErrnoTable(prefix, numbers);
        }
    }
}
