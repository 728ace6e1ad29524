package io.multicast.discovery.members;

import io.multicast.discovery.ServiceInstance;
import io.multicast.discovery.ServiceType;
import io.multicast.discovery.dns.DnsName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Services by type, or by type and name: {@code _http._tcp}, {@code orders._http._tcp}, with or without {@code .local} behind.
 * Several that were registered under one name have numbers behind it then, as {@code orders (2)}: the name stands for all.
 *
 * @param type the type
 * @param name the name without number, or null for all of the type
 */
public record ServiceName(ServiceType type, @Nullable String name) {
    private static final Pattern NUMBERED = Pattern.compile("(.+) \\(\\d{1,6}\\)", Pattern.DOTALL);

    /** The services that a text names; empty if it is no such name. */
    public static Optional<ServiceName> parse(String text) {
        try {
            List<String> labels = new ArrayList<>();
            DnsName parsed = DnsName.parse(text);
            for (int i = 0; i < parsed.size(); i++) {
                labels.add(parsed.label(i));
            }
            if (!labels.isEmpty() && labels.get(labels.size() - 1).equalsIgnoreCase("local")) {
                labels.remove(labels.size() - 1);
            }
            if (labels.size() < 2 || labels.size() > 3) {
                return Optional.empty();
            }
            String name = labels.size() == 3 ? labels.remove(0) : null;
            return Optional.of(new ServiceName(ServiceType.of(String.join(".", labels)), name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether the instance is one of these. */
    public boolean matches(ServiceInstance instance) {
        return name == null
                || name.equalsIgnoreCase(instance.name())
                || name.equalsIgnoreCase(withoutNumber(instance.name()));
    }

    /** {@code orders} of {@code orders (2)}. */
    public static String withoutNumber(String name) {
        Matcher numbered = NUMBERED.matcher(name);
        return numbered.matches() ? numbered.group(1) : name;
    }

    @Override
    public String toString() {
        return name == null
                ? type.toString()
                : DnsName.parse(type.toString()).child(name).toString();
    }
}
