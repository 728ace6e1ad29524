package io.multicast.netty.examples;

import io.multicast.discovery.ServiceDirectory;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where services are registered and found. */
final class DirectoryOptions {
    @Option(
            names = "--interface",
            paramLabel = "PATTERN",
            description = "speak on interfaces of such names only, as eth* or !docker*; may be given several times"
                    + " (default: all that are up and lead to other hosts)")
    private List<String> interfaces = List.of();

    @Option(
            names = "--host",
            paramLabel = "NAME",
            description = "the name of this host, without .local (default: the system's)")
    private @Nullable String host;

    @Option(
            names = "--names",
            paramLabel = "FILE",
            description = "keeps names that were taken instead of those wanted, for the next start")
    private @Nullable Path names;

    @Option(names = "--json", description = "print JSON, an object per line")
    private boolean json;

    boolean json() {
        return json;
    }

    /** Opens it; it is closed, and so says goodbye, when the process ends. */
    ServiceDirectory open() {
        List<String> settings = new ArrayList<>();
        interfaces.forEach(pattern -> settings.add("interface=" + encode(pattern)));
        if (host != null) {
            settings.add("host=" + encode(host));
        }
        if (names != null) {
            settings.add("names=" + encode(names.toString()));
        }
        ServiceDirectory directory = ServiceDirectory.open("mdns:?" + String.join("&", settings));
        Runtime.getRuntime().addShutdownHook(new Thread(directory::close, "goodbye"));
        return directory;
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
