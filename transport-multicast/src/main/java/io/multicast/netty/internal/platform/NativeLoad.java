package io.multicast.netty.internal.platform;

import java.util.List;

/** Why JNA could not be loaded, and what cures that: the first row whose words are among what was thrown. */
final class NativeLoad {
    private record Row(String words, String cure) {}

    private static final String DIRECTORY =
            "name a directory that is writable and may hold code by -Djna.tmpdir=, or one"
                    + " with the unpacked native library by -Djna.boot.library.path=";

    private static final List<Row> ROWS = List.of(
            new Row(
                    "IllegalCallerException",
                    "Native access is denied in this JVM: start java with --enable-native-access=ALL-UNNAMED, or on the"
                            + " module path with --enable-native-access=com.sun.jna,io.multicast.netty"),
            new Row(
                    "NoClassDefFoundError: java/util/logging/",
                    "This Java runtime lacks the module java.logging: it needs java.base and java.logging (jlink"
                            + " --add-modules java.base,java.logging)"),
            new Row(
                    "ClassNotFoundException: java.util.logging.",
                    "This Java runtime lacks the module java.logging: it needs java.base and java.logging (jlink"
                            + " --add-modules java.base,java.logging)"),
            new Row(
                    "ClassNotFoundException: com.sun.jna.",
                    "JNA is missing: put net.java.dev.jna:jna on the class path or the module path"),
            new Row(
                    "No space left on device",
                    "The directory that JNA unpacks into is full: free some room, or " + DIRECTORY),
            new Row("is not writable", "The directory that JNA unpacks into can't be written: " + DIRECTORY),
            new Row(
                    "Failed to create temporary file",
                    "The directory that JNA unpacks into can't be written: " + DIRECTORY),
            new Row(
                    "failed to map segment from shared object",
                    "The directory that JNA unpacks into is mounted noexec: " + DIRECTORY),
            new Row(
                    "Could not find JNA native support",
                    "-Djna.nounpack=true keeps JNA from unpacking its native library: drop it, or name a directory with"
                            + " the unpacked library by -Djna.boot.library.path="),
            new Row(
                    "__strdup",
                    "JNA's native library is made for the GNU C library; this is another one (musl, as on Alpine): preload"
                            + " a library that has __strdup, such as libgcompat.so.0 of the package gcompat"));

    private NativeLoad() {}

    /** What to do about it. */
    static String cure(Throwable thrown) {
        String said = said(thrown);
        return ROWS.stream()
                .filter(row -> said.contains(row.words()))
                .map(Row::cure)
                .findFirst()
                .orElse("JNA could not be loaded");
    }

    /** The innermost cause. */
    static Throwable root(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static String said(Throwable thrown) {
        StringBuilder said = new StringBuilder();
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            said.append(each.getClass().getSimpleName())
                    .append(": ")
                    .append(each.getMessage())
                    .append('\n');
        }
        return said.toString();
    }
}
