package io.multicast.netty.internal.network;

import io.multicast.netty.testing.Ip;
import io.multicast.netty.testing.Namespace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** What iproute2 says about a namespace. */
final class IpProgram {
    /** Python only turns the JSON into lines. */
    private static final String LINES = """
            import json, sys
            def kind(info):
                return info.get('info_data', {}).get('type') or info.get('info_kind', '-') if info.get('info_kind') == 'tun' else info.get('info_kind', '-')
            for link in json.load(sys.stdin):
                print(link['ifindex'], link['ifname'], ','.join(link['flags']),
                      kind(link.get('linkinfo', {})), link.get('master', '-'),
                      *(a['local'] + '/' + str(a['prefixlen']) for a in link.get('addr_info', [])))
            """;

    private IpProgram() {}

    /** A line of it. */
    record Link(int index, String name, Set<String> flags, String kind, String master, List<AddressPrefix> addresses) {}

    static List<Link> links(Namespace namespace) {
        String json = namespace.exec("ip", "-json", "-details", "address");
        return namespace
                .execWithInput(json, "python3", "-c", LINES)
                .lines()
                .map(IpProgram::link)
                .toList();
    }

    private static Link link(String line) {
        String[] fields = line.split(" ");
        List<AddressPrefix> addresses = new ArrayList<>();
        for (String address : Arrays.asList(fields).subList(5, fields.length)) {
            String[] parts = address.split("/");
            addresses.add(new AddressPrefix(Ip.ip(parts[0]), Integer.parseInt(parts[1])));
        }
        return new Link(
                Integer.parseInt(fields[0]),
                fields[1],
                Set.of(fields[2].split(",")),
                fields[3].equals("-") ? "" : fields[3],
                fields[4],
                addresses);
    }

    /** The device of {@code ip route get}, or nothing. */
    static String route(Namespace namespace, String address) {
        try {
            return namespace.exec("ip", "route", "get", address).replaceAll("(?s).*? dev (\\S+).*", "$1");
        } catch (IllegalStateException e) {
            return "";
        }
    }
}
