package io.multicast.discovery.naming;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this host is called, without asking any name service where that can be helped. */
public final class HostName {
    private static final Path LINUX = Path.of("/proc/sys/kernel/hostname");
    private static final String DEFAULT = "host";
    private static final int MAX_BYTES = 63 - "-99999".length();

    private HostName() {}

    /** The first label of the name; it may change while the program runs. */
    public static String current() {
        return label(system());
    }

    private static String system() {
        try {
            if (Files.isReadable(LINUX)) {
                return Files.readString(LINUX).trim();
            }
        } catch (IOException e) {
            // ask as elsewhere
        }
        String windows = System.getenv("COMPUTERNAME");
        if (windows != null) {
            return windows;
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return DEFAULT;
        }
    }

    static String label(String name) {
        int dot = name.indexOf('.');
        String label = dot < 0 ? name : name.substring(0, dot);
        while (label.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            label = label.substring(0, label.offsetByCodePoints(label.length(), -1));
        }
        return label.isEmpty() || label.equals("localhost") ? DEFAULT : label;
    }
}
