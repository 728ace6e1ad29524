package io.multicast.netty.internal.platform;

import static io.multicast.netty.testing.Ip.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.internal.option.Errno;
import io.multicast.netty.internal.option.Family;
import io.multicast.netty.internal.option.MembershipCall;
import io.multicast.netty.internal.option.OptionKey;
import io.multicast.netty.internal.option.OptionRow;
import io.multicast.netty.internal.option.RecordingCalls;
import io.multicast.netty.internal.option.RecordingCalls.Call;
import io.multicast.netty.internal.option.SocketOptions;
import io.multicast.netty.internal.option.SystemTable;
import java.net.InetAddress;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The bytes that reach each system's kernel, for every option and every membership call, against files written by hand. The
 * numbers in them: Linux and Windows are compared with C headers by {@link HeadersTest} too; macOS and FreeBSD were taken
 * from those systems' headers by reading, and have run nowhere.
 */
class GoldenBytesTest {
    private static final long SOCKET = 7;
    private static final int INDEX = 258;
    private static final Map<Family, InetAddress> GROUPS =
            Map.of(Family.IPV4, ip("239.1.2.3"), Family.IPV6, ip("ff15::1:2"));
    private static final Map<Family, List<InetAddress>> SOURCES = Map.of(
            Family.IPV4, List.of(ip("10.0.0.5"), ip("10.0.0.6")), Family.IPV6, List.of(ip("fd00::5"), ip("fd00::6")));

    @ParameterizedTest
    @EnumSource
    void everyStatementReachesTheKernelAsWritten(Tables system) {
        Map<String, String> golden = GoldenFile.read(system.golden());
        Map<String, String> sent = new LinkedHashMap<>();
        golden.keySet().forEach(statement -> sent.put(statement, run(system, statement.split(" "))));
        assertThat(sent).isEqualTo(golden);
    }

    /** A row without a line would be unproven; a line without a row, a system that lost an option. */
    @ParameterizedTest
    @EnumSource
    void everyRowIsWritten(Tables system) {
        Set<String> written = GoldenFile.read(system.golden()).keySet();
        SystemTable table = system.table();

        Set<String> options = new TreeSet<>(names(table.options().keySet()));
        assertThat(subjects(written, "get")).isEqualTo(options);
        options.remove(OptionKey.IP_MULTICAST_IF_ADDRESS.name()); // read-only
        assertThat(subjects(written, "set")).isEqualTo(options);
        assertThat(subjects(written, "errno"))
                .isEqualTo(new TreeSet<>(names(table.errnos().numbers().keySet())));
        assertThat(written.stream().filter(line -> line.startsWith("call ")))
                .containsExactlyInAnyOrderElementsOf(statements(table.calls().keySet()));
    }

    /** What is documented as one system's own must stay so. */
    @ParameterizedTest
    @EnumSource
    void onlyLinuxHasItsOwn(Tables system) {
        boolean linux = system.name().startsWith("LINUX");
        SystemTable table = system.table();
        boolean windows = system.name().startsWith("WINDOWS");
        EnumSet<OptionKey> own = EnumSet.of(OptionKey.IP_MULTICAST_ALL, OptionKey.IPV6_MULTICAST_ALL);
        assertThat(table.options().keySet().containsAll(own)).isEqualTo(linux);
        assertThat(table.options().keySet().stream().anyMatch(own::contains)).isEqualTo(linux);
        assertThat(table.options().containsKey(OptionKey.IP_MULTICAST_IF_ADDRESS))
                .isEqualTo(linux || windows);
        own.add(OptionKey.IP_MULTICAST_IF_ADDRESS);
        assertThat(table.calls().containsKey(MembershipCall.SET_FILTER)).isEqualTo(linux);
        assertThat(table.options().keySet()).containsAll(EnumSet.complementOf(own)); // all others everywhere
        assertThat(table.joinAfterBind()).isEqualTo(windows);
    }

    private static List<String> statements(Set<MembershipCall> calls) {
        return calls.stream()
                .flatMap(call -> Stream.of(Family.values())
                        .map(family -> "call " + call + " " + family)
                        .flatMap(line -> call == MembershipCall.SET_FILTER
                                ? Stream.of(line + " include", line + " exclude")
                                : Stream.of(line)))
                .toList();
    }

    private static Set<String> subjects(Set<String> statements, String verb) {
        return statements.stream()
                .map(statement -> statement.split(" "))
                .filter(words -> words[0].equals(verb))
                .map(words -> words[1])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> names(Set<? extends Enum<?>> constants) {
        return constants.stream().map(Enum::name).collect(Collectors.toSet());
    }

    private static String run(Tables system, String[] words) {
        RecordingCalls calls = system.calls();
        SystemTable table = system.table();
        SocketOptions options = new SocketOptions(table, calls);
        int errno = switch (words[0]) {
            case "set" -> options.set(SOCKET, row(table, words[1]), Integer.parseInt(words[2]));
            case "call" -> membership(options, words);
            case "handle" -> options.setHandle(SOCKET, 1, 2, Long.parseLong(words[1]));
            case "bytes" -> options.setBytes(SOCKET, 1, 2, hex(words, 1));
            case "get" -> {
                calls.answer(hex(words, 2));
                yield options.get(SOCKET, row(table, words[1]));
            }
            case "errno" -> 0;
            default -> throw new IllegalArgumentException(words[0]);
        };
        assertThat(errno).isZero();
        if (words[0].equals("errno")) {
            int number = table.errnos().number(Errno.valueOf(words[1]));
            assertThat(table.errnos().errno(number)).isEqualTo(Errno.valueOf(words[1]));
            return number + " " + table.errnos().name(number);
        }
        Call call = onlyCall(calls);
        return words[0].equals("get")
                ? describe(call, "room " + call.value()) + " = " + options.value(row(table, words[1]))
                : describe(call, call.value());
    }

    private static Call onlyCall(RecordingCalls calls) {
        assertThat(calls.calls()).hasSize(1);
        Call call = calls.calls().get(0);
        assertThat(call.socket()).isEqualTo(SOCKET);
        return call;
    }

    private static String describe(Call call, String value) {
        return call.level() + " " + call.name() + " " + value;
    }

    private static OptionRow row(SystemTable table, String key) {
        OptionRow row = table.options().get(OptionKey.valueOf(key));
        assertThat(row).as("row of " + key + " in " + table.system()).isNotNull();
        return row;
    }

    private static int membership(SocketOptions options, String[] words) {
        MembershipCall call = MembershipCall.valueOf(words[1]);
        Family family = Family.valueOf(words[2]);
        InetAddress group = GROUPS.get(family);
        List<InetAddress> sources = SOURCES.get(family);
        return switch (call) {
            case JOIN_GROUP, LEAVE_GROUP -> options.group(SOCKET, call, INDEX, group);
            case SET_FILTER -> options.filter(SOCKET, INDEX, group, words[3].equals("include"), sources);
            default -> options.source(SOCKET, call, INDEX, group, sources.get(0));
        };
    }

    private static byte[] hex(String[] words, int from) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < words.length; i++) {
            text.append(words[i]);
        }
        return HexFormat.of().parseHex(text);
    }
}
