package windows;

import io.multicast.netty.InterfaceInfo;
import io.multicast.netty.MulticastInterface;
import io.multicast.netty.NetworkInterfaces;
import java.net.NetworkInterface;
import java.util.List;

/** Interfaces: the names that the JDK makes up, which change with its version, and the indexes, which are the system's. */
final class NameChecks {
    private static final List<String> LINKS = List.of(Place.LINK, Place.OTHER_LINK);

    private final Report report;
    private final Place place;

    NameChecks(Report report, Place place) {
        this.report = report;
        this.place = place;
    }

    void run() {
        String form = Runtime.version().feature() < 21 ? "eth\\d+" : "[a-z]+_\\d+";
        for (String link : LINKS) {
            report.check("names", "the name and the index of " + link, () -> {
                int index = place.here.index(link);
                NetworkInterface found = NetworkInterface.getByIndex(index);
                Report.require(found != null, "index " + index + " is not there");
                System.out.println("    " + link + " is " + found.getName() + ", index " + index);
                Report.require(found.getName().matches(form), found.getName() + " is not like " + form);
                Report.same(index, NetworkInterface.getByName(found.getName()).getIndex());
                InterfaceInfo info = NetworkInterfaces.find(MulticastInterface.of(found.getName()))
                        .orElseThrow();
                Report.same(index, info.index());
                Report.same(
                        found.getName(),
                        NetworkInterfaces.find(MulticastInterface.of(index))
                                .orElseThrow()
                                .name());
            });
        }
        report.check("names", "the list is complete", () -> {
            List<Integer> listed =
                    NetworkInterfaces.list().stream().map(InterfaceInfo::index).toList();
            for (String link : LINKS) {
                Report.require(listed.contains(place.here.index(link)), link + " is missing in " + listed);
            }
        });
    }
}
