package io.multicast.netty.internal.platform;

import io.multicast.netty.internal.option.MembershipCall;
import io.multicast.netty.internal.option.OptionKey;
import io.multicast.netty.internal.option.SystemTable;
import io.multicast.netty.testing.Program;
import io.multicast.netty.testing.Requirements;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A C compiler with the headers of a system: tells numbers and layouts without running anything. */
enum CHeaders {
    LINUX("gcc", "needs gcc and libc6-dev", "#include <netinet/in.h>"),
    LINUX_KERNEL("gcc", "needs gcc and linux-libc-dev", "#include <linux/in.h>", "-DKERNEL_HEADERS"),
    LINUX_32("gcc", "needs gcc-multilib", "#include <netinet/in.h>", "-m32"),
    LINUX_32_KERNEL("gcc", "needs gcc-multilib", "#include <linux/in.h>", "-m32", "-DKERNEL_HEADERS"),
    WINDOWS_64("x86_64-w64-mingw32-gcc", "needs mingw-w64", "#include <ws2tcpip.h>"),
    WINDOWS_32("i686-w64-mingw32-gcc", "needs mingw-w64", "#include <ws2tcpip.h>");

    private static final Pattern FACT = Pattern.compile("=FACT (.+) (-?[0-9]+)");

    private final String compiler;
    private final String need;
    private final String probe;
    private final List<String> flags;
    private final Map<String, Integer> facts = new TreeMap<>();

    CHeaders(String compiler, String need, String probe, String... flags) {
        this.compiler = compiler;
        this.need = need;
        this.probe = probe;
        this.flags = List.of(flags);
    }

    boolean isWindows() {
        return name().startsWith("WINDOWS");
    }

    /** What the headers say: layouts, and the value of each constant of its table. Skips the test without a compiler. */
    Map<String, Integer> facts() {
        if (facts.isEmpty()) {
            Requirements.require(isWindows() || Files.isDirectory(Path.of("/proc/self")), "needs Linux");
            Requirements.program(compiler);
            Requirements.require(compiles(probe), need);
            facts.putAll(compileFacts());
        }
        return facts;
    }

    private boolean compiles(String source) {
        try {
            compile(source, "-E"); // only finds out whether the headers are there
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    /** The table for that system; the processor makes no difference to which constants it has. */
    private SystemTable table() {
        return (isWindows() ? Tables.WINDOWS_64 : Tables.LINUX_64_LITTLE).table();
    }

    private Map<String, Integer> compileFacts() {
        String body = constants(table()).keySet().stream()
                .map(name -> "    FACT(\"%s\", %s);\n".formatted(name, name))
                .collect(Collectors.joining());
        Map<String, Integer> found = new TreeMap<>();
        Matcher matcher = FACT.matcher(compile(source() + body + "}\n", "-S"));
        while (matcher.find()) {
            found.put(matcher.group(1), Integer.valueOf(matcher.group(2)));
        }
        return found;
    }

    /** The numbers in a table by their names in C. */
    static Map<String, Integer> constants(SystemTable table) {
        Map<String, Integer> constants = new TreeMap<>();
        table.options().forEach((key, row) -> constants.put(constant(key), row.name()));
        table.calls().forEach((call, number) -> constants.put(constant(call), number));
        table.errnos()
                .numbers()
                .values()
                .forEach(number -> constants.put(table.errnos().name(number), number));
        return constants;
    }

    private static String constant(OptionKey key) {
        return key == OptionKey.IP_MULTICAST_IF_ADDRESS ? "IP_MULTICAST_IF" : key.name();
    }

    private static String constant(MembershipCall call) {
        return call == MembershipCall.SET_FILTER ? "MCAST_MSFILTER" : "MCAST_" + call;
    }

    private String compile(String source, String stage) {
        List<String> command = new ArrayList<>(List.of(compiler, "-std=gnu11", "-Wall", "-Werror"));
        command.addAll(flags);
        command.addAll(List.of(stage, "-x", "c", "-", "-o", "-"));
        return Program.run(command, source);
    }

    private static String source() {
        try (InputStream in = CHeaders.class.getResourceAsStream("headers.c")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
