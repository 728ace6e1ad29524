package io.multicast.netty.internal.option;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that differs between systems, as data. A missing row means that the system does not have the option.
 *
 * @param system the system's name, for messages
 * @param options the integer options
 * @param calls the number of each membership call
 * @param layout the structs of the membership calls
 * @param errnos the error numbers
 * @param answers what they mean as answers to membership calls
 * @param limits the settings that bound memberships
 * @param joinAfterBind whether memberships must follow the bind
 * @param groupTables the directory that stands for the calling thread, below which the tables of the interfaces' groups are;
 *     null where there is no such thing
 * @param older what to call where the calls of RFC 3678 are missing, or null
 * @param tie the option that tells which interface a socket is tied to, or null
 */
public record SystemTable(
        String system,
        Map<OptionKey, OptionRow> options,
        Map<MembershipCall, Integer> calls,
        GroupLayout layout,
        ErrnoTable errnos,
        AnswerTable answers,
        List<Limit> limits,
        boolean joinAfterBind,
        @Nullable String groupTables,
        @Nullable OlderCalls older,
        @Nullable OptionRow tie) {
    /** Copies the collections. */
    public SystemTable {
        options = byKey(OptionKey.class, options);
        calls = byKey(MembershipCall.class, calls);
        limits = List.copyOf(limits);
    }

    /** Found by an array's index, not by a hash: it is in the way of each call. */
    private static <K extends Enum<K>, V> Map<K, V> byKey(Class<K> type, Map<K, V> rows) {
        Map<K, V> copy = new EnumMap<>(type);
        copy.putAll(rows);
        return Collections.unmodifiableMap(copy);
    }

    /** The number of a membership call. */
    int number(MembershipCall call) {
        Integer number = calls.get(call);
        if (number == null) {
            throw new IllegalStateException(system + " has no " + call);
        }
        return number;
    }
}
