package io.multicast.discovery.spring;

import io.multicast.discovery.ServiceDirectory;
import io.multicast.discovery.ServiceInstance;
import io.multicast.discovery.ServiceType;
import io.multicast.discovery.members.Member;
import io.multicast.discovery.members.Members;
import io.multicast.discovery.members.ServiceName;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;

/**
 * Spring Cloud's view of a directory. A service id is the name under which services were registered, without the number that
 * several of one name have ({@code orders} is {@code orders} and {@code orders (2)}), of the client's type; or {@code
 * orders._grpc._tcp} of another. Types stay browsed once they were asked for; the first time waits until they should have been
 * found. An instance's host is its first address, its metadata its TXT attributes, and it is secure if {@code secure=true} is one
 * of them.
 */
public final class MulticastDiscoveryClient implements DiscoveryClient, AutoCloseable {
    /** How long the first look may take, in seconds. */
    static final int PATIENCE_SECONDS = 5;

    private final ServiceDirectory directory;
    private final ServiceType type;
    private final Map<ServiceType, Members> members = new ConcurrentHashMap<>();

    /**
     * A view of that directory.
     *
     * @param directory who is asked; stays open when this is closed
     * @param type of services that are asked for by name alone
     */
    public MulticastDiscoveryClient(ServiceDirectory directory, ServiceType type) {
        this.directory = directory;
        this.type = type;
        members(type);
    }

    @Override
    public String description() {
        return "services of " + directory.name();
    }

    @Override
    public List<org.springframework.cloud.client.ServiceInstance> getInstances(String serviceId) {
        ServiceName name = ServiceName.parse(serviceId).orElseGet(() -> new ServiceName(type, serviceId));
        return now(name.type()).stream()
                .filter(member -> name.matches(member.instance()))
                .map(member -> instance(serviceId, member))
                .toList();
    }

    @Override
    public List<String> getServices() {
        return now(type).stream()
                .map(member -> ServiceName.withoutNumber(member.instance().name()))
                .distinct()
                .toList();
    }

    private List<Member> now(ServiceType wanted) {
        Members found = members(wanted);
        found.settled().awaitUninterruptibly(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return found.now();
    }

    private Members members(ServiceType wanted) {
        return members.computeIfAbsent(wanted, key -> new Members(directory, new ServiceName(wanted, null), () -> {}));
    }

    private static org.springframework.cloud.client.ServiceInstance instance(String serviceId, Member member) {
        ServiceInstance instance = member.instance();
        InetSocketAddress address = member.addresses().get(0);
        String literal = address.getAddress().getHostAddress();
        return new DefaultServiceInstance(
                instance.name(),
                serviceId,
                address.getAddress() instanceof Inet6Address ? "[" + literal + "]" : literal,
                instance.port(),
                "true".equals(instance.txt().get("secure")),
                instance.txt().asMap());
    }

    /** Ends the browsing. */
    @Override
    public void close() {
        members.values().forEach(Members::close);
        members.clear();
    }
}
