package io.multicast.discovery.naming;

import io.multicast.discovery.dns.DnsName;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The next name when one is another's (RFC 6762, section 9): "Name (2)" for services, "host-2" for hosts. */
public final class Renaming {
    private static final Pattern NUMBERED = Pattern.compile("(.*) \\((\\d{1,6})\\)", Pattern.DOTALL);

    private Renaming() {}

    /** "Name" becomes "Name (2)", that becomes "Name (3)"; cut where it would be too long for a label. */
    public static String service(String name) {
        Matcher numbered = NUMBERED.matcher(name);
        boolean again = numbered.matches();
        int number = again ? Integer.parseInt(numbered.group(2)) + 1 : 2;
        String base = again ? numbered.group(1) : name;
        return withSuffix(base, " (" + number + ")");
    }

    /** The wanted "host" becomes "host-2", that "host-3"; a number that belongs to the wanted name stays. */
    public static String host(String wanted, String label) {
        int number = 2;
        int dash = label.lastIndexOf('-');
        if (!label.equals(wanted) && dash >= 0 && label.substring(dash + 1).matches("\\d{1,6}")) {
            number = Integer.parseInt(label.substring(dash + 1)) + 1;
        }
        return withSuffix(wanted, "-" + number);
    }

    private static String withSuffix(String base, String suffix) {
        String cut = base;
        while (cut.getBytes(StandardCharsets.UTF_8).length + suffix.length() > DnsName.MAX_LABEL) {
            cut = cut.substring(0, cut.offsetByCodePoints(cut.length(), -1));
        }
        return cut + suffix;
    }
}
