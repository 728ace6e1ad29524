package windows;

import static io.multicast.netty.MulticastChannelOption.IPV6_MULTICAST_HOPS;
import static io.multicast.netty.MulticastChannelOption.IPV6_MULTICAST_IF;
import static io.multicast.netty.MulticastChannelOption.IPV6_MULTICAST_LOOP;
import static io.multicast.netty.MulticastChannelOption.IPV6_UNICAST_HOPS;
import static io.multicast.netty.MulticastChannelOption.IP_MULTICAST_IF;
import static io.multicast.netty.MulticastChannelOption.IP_MULTICAST_LOOP;
import static io.multicast.netty.MulticastChannelOption.IP_MULTICAST_TTL;
import static io.multicast.netty.MulticastChannelOption.IP_TOS;
import static io.multicast.netty.MulticastChannelOption.IP_TTL;

import io.multicast.netty.Multicast;
import io.multicast.netty.MulticastChannelOption;
import io.multicast.netty.MulticastInitializer;
import io.multicast.netty.MulticastInterface;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import java.net.NetworkInterface;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.ToIntFunction;
import windows.Place.Kind;
import windows.Place.Speaks;

/**
 * Every option that wine has, set and read back: as the library reads it, and as a number by the option's own level and
 * name of Windows' headers.
 */
final class OptionChecks {
    private static final int IPPROTO_IP = 0;
    private static final int IPPROTO_IPV6 = 41;

    private final Report report;
    private final Place place;

    private record Row<T>(MulticastChannelOption<T> option, int level, int name, List<T> values, ToIntFunction<T> raw) {
        boolean isSpokenBy(Speaks speaks) {
            return level == IPPROTO_IP || speaks == Speaks.DUAL;
        }
    }

    private static Row<Integer> number(MulticastChannelOption<Integer> option, int level, int name, int least) {
        return new Row<>(option, level, name, List.of(255, least, 17), Integer::intValue);
    }

    private static Row<Boolean> flag(MulticastChannelOption<Boolean> option, int level, int name) {
        return new Row<>(option, level, name, List.of(false, true, false), on -> on ? 1 : 0);
    }

    private Row<MulticastInterface> outgoing(MulticastChannelOption<MulticastInterface> option, int level)
            throws Exception {
        NetworkInterface link = NetworkInterface.getByIndex(place.index);
        List<MulticastInterface> values = List.of(
                MulticastInterface.of(place.index),
                MulticastInterface.systemDefault(),
                MulticastInterface.of(link.getName()),
                MulticastInterface.systemDefault(),
                MulticastInterface.of(link));
        return new Row<>(
                option, level, 9, values, value -> value.equals(MulticastInterface.systemDefault()) ? 0 : place.index);
    }

    OptionChecks(Report report, Place place) {
        this.report = report;
        this.place = place;
    }

    /**
     * Checks all.
     *
     * @param hasIndexes whether there is a way to name an IPv4 interface by its index
     */
    void run(boolean hasIndexes) throws Exception {
        List<Row<?>> rows = List.of(
                number(IP_MULTICAST_TTL, IPPROTO_IP, 10, 0),
                flag(IP_MULTICAST_LOOP, IPPROTO_IP, 11),
                number(IP_TTL, IPPROTO_IP, 4, 1),
                number(IP_TOS, IPPROTO_IP, 3, 0),
                number(IPV6_MULTICAST_HOPS, IPPROTO_IPV6, 10, 0),
                flag(IPV6_MULTICAST_LOOP, IPPROTO_IPV6, 11),
                number(IPV6_UNICAST_HOPS, IPPROTO_IPV6, 4, 0),
                outgoing(IPV6_MULTICAST_IF, IPPROTO_IPV6));
        rows.forEach(this::checkOnEach);
        if (hasIndexes) {
            checkOnEach(outgoing(IP_MULTICAST_IF, IPPROTO_IP));
        } else {
            report.skip("options", "wine takes no interface index as IP_MULTICAST_IF", 10);
        }
        report.skip(
                "options", "wine has no IPV6_TCLASS, and Windows' pages do not name it among the options to set", 4);
        byAddress();
    }

    private <T> void checkOnEach(Row<T> row) {
        for (Kind kind : Kind.values()) {
            for (Speaks speaks : Speaks.values()) {
                if (row.isSpokenBy(speaks)) {
                    String name = row.option + " on " + kind + ' ' + speaks;
                    report.check("options", name + ", set", () -> set(row, place.multicast(kind, speaks)));
                    report.check("options", name + ", at start-up", () -> atStart(row, kind, speaks));
                }
            }
        }
        report.check("options", row.option + " by Bootstrap.option", () -> byBootstrap(row));
        place.closeChannels();
    }

    private <T> void set(Row<T> row, Multicast multicast) throws Exception {
        Report.require(multicast.isSupported(row.option), "not supported");
        for (T value : row.values) {
            Place.done(multicast.set(row.option, value));
            holds(row, value, multicast);
        }
    }

    private <T> void atStart(Row<T> row, Kind kind, Speaks speaks) throws Exception {
        T value = row.values.get(0);
        MulticastInitializer initializer =
                MulticastInitializer.builder().option(row.option, value).build();
        holds(row, value, Multicast.of(place.bound(kind, speaks, initializer)));
    }

    private <T> void byBootstrap(Row<T> row) throws Exception {
        T value = row.values.get(0);
        Bootstrap bootstrap = place.bootstrap(Kind.PACKETS, Speaks.DUAL, new ChannelInboundHandlerAdapter())
                .option(row.option, value);
        holds(row, value, Multicast.of(Place.done(bootstrap.bind(0)).channel()));
    }

    private <T> void holds(Row<T> row, T value, Multicast multicast) throws Exception {
        Report.same(row.raw.applyAsInt(value), raw(multicast, row.level, row.name));
        T held = multicast.get(row.option).sync().getNow();
        if (value instanceof MulticastInterface networkInterface) {
            Report.same(indexOf(networkInterface), indexOf((MulticastInterface) held));
        } else {
            Report.same(value, held);
        }
    }

    private static int raw(Multicast multicast, int level, int name) throws InterruptedException {
        byte[] bytes = multicast
                .get(MulticastChannelOption.raw(level, name, Integer.BYTES))
                .sync()
                .getNow();
        return bytes.length == 1
                ? bytes[0] & 0xff
                : ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt();
    }

    private static int indexOf(MulticastInterface networkInterface) throws Exception {
        if (networkInterface.equals(MulticastInterface.systemDefault())) {
            return 0;
        }
        return networkInterface.index().isPresent()
                ? networkInterface.index().getAsInt()
                : NetworkInterface.getByName(networkInterface.name().orElseThrow())
                        .getIndex();
    }

    /** Netty's own options set IP_MULTICAST_IF by address: it is read back as that interface, not as the default. */
    private void byAddress() {
        for (Speaks speaks : Speaks.values()) {
            report.check("options", "IP_MULTICAST_IF by address, read back, on " + speaks, () -> {
                Multicast multicast =
                        Multicast.of(Place.done(place.bootstrap(Kind.NIO, speaks, new ChannelInboundHandlerAdapter())
                                        .option(ChannelOption.IP_MULTICAST_IF, NetworkInterface.getByIndex(place.index))
                                        .bind(0))
                                .channel());
                Report.same(
                        place.index,
                        indexOf(multicast.get(IP_MULTICAST_IF).sync().getNow()));
            });
        }
        place.closeChannels();
    }
}
