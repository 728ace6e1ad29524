package io.multicast.netty.internal.option;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * What a system's error numbers mean as the answer to each membership call.
 *
 * @param calls by call, then by number
 * @param reading by number, when a socket's filter is read
 */
public record AnswerTable(Map<MembershipCall, Map<Integer, Answer>> calls, Map<Integer, Answer> reading) {
    /** Copies the maps. */
    public AnswerTable {
        Map<MembershipCall, Map<Integer, Answer>> copy = new EnumMap<>(MembershipCall.class);
        calls.forEach((call, row) -> copy.put(call, Map.copyOf(row)));
        calls = copy;
        reading = Map.copyOf(reading);
    }

    /** What that number means as the answer to that call. */
    public Answer of(MembershipCall call, int errno) {
        return in(calls.getOrDefault(call, Map.of()), errno);
    }

    /** What that number means when a socket's filter is read. */
    public Answer ofReading(int errno) {
        return in(reading, errno);
    }

    private static Answer in(Map<Integer, Answer> row, int errno) {
        return errno == 0 ? Answer.OK : row.getOrDefault(errno, Answer.REFUSED);
    }

    /** Collects rows, one error a line. Rows for errors that the system does not have are left out. */
    public static final class Rows {
        private final ErrnoTable errnos;
        private final Map<MembershipCall, Map<Integer, Answer>> calls = new EnumMap<>(MembershipCall.class);
        private final Map<Integer, Answer> reading = new HashMap<>();

        /** Of a system with these numbers. */
        public Rows(ErrnoTable errnos) {
            this.errnos = errnos;
        }

        /** An error means the same as the answer to each of these calls. */
        public Rows add(Answer answer, Errno errno, MembershipCall... to) {
            for (MembershipCall call : to) {
                put(calls.computeIfAbsent(call, any -> new HashMap<>()), errno, answer);
            }
            return this;
        }

        /** The same for every call; rows added before stay. */
        public Rows addToAll(Answer answer, Errno errno) {
            for (MembershipCall call : MembershipCall.values()) {
                put(calls.computeIfAbsent(call, any -> new HashMap<>()), errno, answer);
            }
            return this;
        }

        /** The same for the reading of a filter. */
        public Rows addToReading(Answer answer, Errno errno) {
            put(reading, errno, answer);
            return this;
        }

        private void put(Map<Integer, Answer> row, Errno errno, Answer answer) {
            int number = errnos.number(errno);
            if (number != 0) {
                row.putIfAbsent(number, answer);
            }
        }

        /** The table of all rows. */
        public AnswerTable build() {
            return new AnswerTable(calls, reading);
        }
    }
}
