package windows;

import io.multicast.netty.Multicast;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The library on a Windows JVM. Arguments: plain (wine as it is), winsock (with the ws2_32.dll beside), winsock-without-mcast
 * (that DLL with the calls of older systems alone), then the hosts and ports of outside.py at this end and at the far end.
 */
public final class Checks {
    private Checks() {}

    /** Ends with 1 when a check fails. */
    public static void main(String[] arguments) throws Exception {
        Logger.getLogger("io.netty").setLevel(Level.SEVERE);
        String mode = arguments[0];
        Report report = new Report(mode + ", " + System.getProperty("os.name") + " JDK "
                + Runtime.version().feature());
        Multicast.ensureAvailability();
        try (Outside here = outside(arguments[1]);
                Outside there = outside(arguments[2]);
                Place place = new Place(here, there)) {
            run(mode, report, place);
        }
        System.exit(report.end() ? 0 : 1);
    }

    private static Outside outside(String hostAndPort) throws Exception {
        int colon = hostAndPort.lastIndexOf(':');
        return new Outside(hostAndPort.substring(0, colon), Integer.parseInt(hostAndPort.substring(colon + 1)));
    }

    private static void run(String mode, Report report, Place place) throws Exception {
        switch (mode) {
            case "names" -> new NameChecks(report, place).run();
            case "following" -> new FollowChecks(report, place).run();
            case "rules" -> new RuleChecks(report, place).run();
            case "plain" -> {
                new NameChecks(report, place).run();
                new OptionChecks(report, place).run(false);
                new WireChecks(report, place).run(false);
                new FailureChecks(report, place).run();
                report.skip("loopback", "wine's, as Linux', acts on the sender, Windows' on the receiver (IPv4)", 1);
                report.skip("joins", "wine has no MCAST_* and names no IPv4 interface by index: see winsock", 1);
            }
            case "winsock" -> {
                new OptionChecks(report, place).run(true);
                new WireChecks(report, place).run(true);
                new FailureChecks(report, place).run();
                new MembershipChecks(report, place, true).run();
                new RuleChecks(report, place).run();
                new FollowChecks(report, place).run();
            }
            case "winsock-without-mcast" -> new MembershipChecks(report, place, false).run();
            default -> throw new IllegalArgumentException(mode);
        }
    }
}
