package io.multicast.discovery.spring;

import io.multicast.discovery.ServiceDirectory;
import io.multicast.discovery.ServiceType;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.cloud.client.ConditionalOnDiscoveryEnabled;
import org.springframework.cloud.client.discovery.simple.SimpleDiscoveryClientAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Makes a {@link MulticastDiscoveryClient} in every Spring Boot application with Spring Cloud that has this on its class path. A
 * {@link ServiceDirectory} bean of the application is used if there is one.
 *
 * <ul>
 *   <li>{@code spring.cloud.multicast-discovery.enabled}: default true.
 *   <li>{@code spring.cloud.multicast-discovery.directories}: addresses as {@link ServiceDirectory#open(String...)} takes them.
 *   <li>{@code spring.cloud.multicast-discovery.type}: of services that are asked for by name alone; default {@code _http._tcp}.
 * </ul>
 */
@AutoConfiguration(before = SimpleDiscoveryClientAutoConfiguration.class)
@ConditionalOnDiscoveryEnabled
@ConditionalOnProperty(name = "spring.cloud.multicast-discovery.enabled", matchIfMissing = true)
public class MulticastDiscoveryAutoConfiguration {
    private static final String PREFIX = "spring.cloud.multicast-discovery.";

    /** For Spring. */
    public MulticastDiscoveryAutoConfiguration() {}

    /**
     * The directory.
     *
     * @param environment with the properties
     * @return the directory, closed with the application
     */
    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    public ServiceDirectory serviceDirectory(Environment environment) {
        List<String> addresses = Binder.get(environment)
                .bind(PREFIX + "directories", Bindable.listOf(String.class))
                .orElse(List.of());
        return ServiceDirectory.open(addresses.toArray(String[]::new));
    }

    /**
     * The client.
     *
     * @param directory who is asked
     * @param environment with the properties
     * @return the client
     */
    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    public MulticastDiscoveryClient multicastDiscoveryClient(ServiceDirectory directory, Environment environment) {
        return new MulticastDiscoveryClient(
                directory, ServiceType.of(environment.getProperty(PREFIX + "type", "_http._tcp")));
    }
}
