package io.multicast.discovery.members;

import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.discovery.ServiceInstance;
import io.multicast.discovery.ServiceType;
import io.multicast.discovery.TxtAttributes;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceNameTest {
    @ParameterizedTest
    @CsvSource({
        "_http._tcp, _http._tcp,",
        "orders._http._tcp, _http._tcp, orders",
        "orders._http._tcp.local, _http._tcp, orders",
        "_http._TCP.LOCAL., _http._tcp,",
        "my\\032shop\\.de._http._tcp, _http._tcp, my shop.de"
    })
    void names(String text, String type, String name) {
        assertThat(ServiceName.parse(text)).contains(new ServiceName(ServiceType.of(type), name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "local", "www.example.com", "host.local", "a.b._http._tcp", "_http._tcp.example.com", "a..b"
            })
    void others(String text) {
        assertThat(ServiceName.parse(text)).isEmpty();
    }

    @Test
    void aNameStandsForItsNumberedOnes() throws UnknownHostException {
        ServiceName orders = ServiceName.parse("orders._http._tcp").orElseThrow();
        assertThat(orders.matches(instance("Orders", 1, "10.0.0.1"))).isTrue();
        assertThat(orders.matches(instance("orders (2)", 1, "10.0.0.1"))).isTrue();
        assertThat(orders.matches(instance("orders 2", 1, "10.0.0.1"))).isFalse();
        assertThat(orders.matches(instance("shop", 1, "10.0.0.1"))).isFalse();
        assertThat(new ServiceName(orders.type(), null).matches(instance("shop", 1, "10.0.0.1")))
                .isTrue();
        assertThat(orders).hasToString("orders._http._tcp");
    }

    @Test
    void seenOnTwoInterfacesItIsOneMember() throws UnknownHostException {
        ServiceName all = ServiceName.parse("_http._tcp").orElseThrow();
        List<Member> members = Member.of(
                List.of(instance("a", 1, "10.0.0.1"), instance("a", 2, "10.1.0.1"), instance("a", 3, "10.0.0.1")), all);
        assertThat(members).hasSize(1);
        assertThat(members.get(0).addresses())
                .containsExactly(new InetSocketAddress("10.0.0.1", 80), new InetSocketAddress("10.1.0.1", 80));
    }

    @Test
    void lowPriorityFirstThenByWeight() throws UnknownHostException {
        List<Member> members = Member.of(
                List.of(weighted("spare", 1, 100), weighted("a", 0, 1), weighted("b", 0, 3), weighted("never", 0, 0)),
                ServiceName.parse("_http._tcp").orElseThrow());
        Map<String, Integer> first = new HashMap<>();
        Random random = new Random(1);
        for (int i = 0; i < 4_000; i++) {
            List<Member> ordered = Member.inOrder(members, random);
            assertThat(ordered).hasSize(4);
            assertThat(ordered.get(3).instance().name()).isEqualTo("spare");
            first.merge(ordered.get(0).instance().name(), 1, Integer::sum);
        }
        assertThat(first.get("b")).isBetween(2_700, 3_200);
        assertThat(first.get("a")).isBetween(850, 1_150);
        assertThat(first.getOrDefault("never", 0)).isLessThan(60);
    }

    private static ServiceInstance weighted(String name, int priority, int weight) throws UnknownHostException {
        return instance(name, 1, "10.0.0.1", priority, weight);
    }

    private static ServiceInstance instance(String name, int index, String address) throws UnknownHostException {
        return instance(name, index, address, 0, 0);
    }

    private static ServiceInstance instance(String name, int index, String address, int priority, int weight)
            throws UnknownHostException {
        return new ServiceInstance(
                name,
                ServiceType.of("_http._tcp"),
                "local",
                index,
                "eth" + index,
                "h.local",
                80,
                priority,
                weight,
                TxtAttributes.EMPTY,
                List.of(InetAddress.getByName(address)));
    }
}
