package io.multicast.discovery.mdns;

import io.multicast.discovery.dns.DnsName;
import io.multicast.netty.InterfaceSelector;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a directory is to work.
 *
 * @param interfaces which interfaces it speaks on
 * @param host the host's name, without {@code .local}; null for the system's
 * @param names the file that keeps names which were taken instead of those wanted, or null
 */
record MdnsSettings(
        InterfaceSelector interfaces,
        @Nullable String host,
        @Nullable Path names) {

    /** Of an address such as {@code mdns:?interface=eth0&interface=!docker*&host=web}. */
    static MdnsSettings of(URI address) {
        MdnsSettings settings = new MdnsSettings(InterfaceSelector.usable(), null, null);
        String given = address.getRawSchemeSpecificPart();
        int question = given.indexOf('?');
        List<String> patterns = new ArrayList<>();
        for (String part : (question < 0 ? "" : given.substring(question + 1)).split("&")) {
            if (part.isEmpty()) {
                continue;
            }
            int equals = part.indexOf('=');
            String key = equals < 0 ? part : part.substring(0, equals);
            String value = equals < 0 ? "" : URLDecoder.decode(part.substring(equals + 1), StandardCharsets.UTF_8);
            settings = switch (key) {
                case "interface" -> {
                    patterns.add(value);
                    yield new MdnsSettings(selector(patterns), settings.host, settings.names);
                }
                case "host" -> new MdnsSettings(settings.interfaces, label(value), settings.names);
                case "names" -> new MdnsSettings(settings.interfaces, settings.host, Path.of(value));
                default ->
                    throw new IllegalArgumentException("'" + address
                            + "': there is interface=PATTERN, host=NAME and names=FILE, not '" + key + "'");
            };
        }
        return settings;
    }

    /** Patterns that only refuse, refuse some of the usable ones. */
    private static InterfaceSelector selector(List<String> patterns) {
        InterfaceSelector named = InterfaceSelector.named(patterns.toArray(String[]::new));
        boolean refuses = patterns.stream().allMatch(pattern -> pattern.startsWith("!"));
        return refuses ? InterfaceSelector.usable().and(named) : named;
    }

    private static String label(String host) {
        DnsName.of(host);
        return host;
    }
}
