package io.multicast.discovery.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.discovery.MemoryDirectory;
import io.multicast.discovery.Registration;
import io.multicast.discovery.Service;
import io.multicast.discovery.ServiceDirectory;
import io.multicast.discovery.TxtAttributes;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A Spring Boot application with Spring Cloud sees services. */
class SpringCloudTest {
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Plain {}

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class WithDirectory {
        @Bean(destroyMethod = "close")
        MemoryDirectory directory() {
            return new MemoryDirectory();
        }
    }

    private static ConfigurableApplicationContext start(Class<?> application, String... properties) {
        SpringApplication spring = new SpringApplication(application);
        spring.setLogStartupInfo(false);
        spring.setBannerMode(Banner.Mode.OFF);
        return spring.run(properties);
    }

    @Test
    void servicesOfTheApplicationsDirectory() {
        try (ConfigurableApplicationContext context = start(WithDirectory.class)) {
            MemoryDirectory directory = context.getBean(MemoryDirectory.class);
            DiscoveryClient client = context.getBean(DiscoveryClient.class); // Spring's composite
            assertThat(client.getInstances("orders")).isEmpty();

            Registration registration = directory.add(
                    Service.of("orders", "_http._tcp", 8080).withTxt(TxtAttributes.of("path=/orders", "secure=true")));
            directory.add(Service.of("orders (2)", "_http._tcp", 8081));
            directory.add(Service.of("billing", "_grpc._tcp", 9090));

            assertThat(client.getServices()).containsExactly("orders");
            assertThat(client.getInstances("orders")).hasSize(2);
            ServiceInstance orders = client.getInstances("orders").get(0);
            assertThat(orders.getInstanceId()).isEqualTo("orders");
            assertThat(orders.getUri()).isEqualTo(URI.create("https://127.0.0.1:8080"));
            assertThat(orders.getMetadata()).isEqualTo(Map.of("path", "/orders", "secure", "true"));
            assertThat(client.getInstances("billing._grpc._tcp"))
                    .extracting(ServiceInstance::getPort)
                    .containsExactly(9090);

            registration.unregister().syncUninterruptibly();
            assertThat(client.getInstances("orders"))
                    .extracting(ServiceInstance::getPort)
                    .containsExactly(8081);
        }
    }

    @Test
    void directoriesByProperty(@TempDir Path files) throws IOException {
        Path list = Files.writeString(files.resolve("list"), "orders _grpc._tcp ::1 8080");
        try (ConfigurableApplicationContext context = start(
                Plain.class,
                "--spring.cloud.multicast-discovery.directories=static:" + list,
                "--spring.cloud.multicast-discovery.type=_grpc._tcp")) {
            DiscoveryClient client = context.getBean(DiscoveryClient.class);
            assertThat(client.getInstances("orders").get(0).getUri())
                    .isEqualTo(URI.create("http://[0:0:0:0:0:0:0:1]:8080"));
        }
    }

    @Test
    void switchedOff() {
        try (ConfigurableApplicationContext context =
                start(Plain.class, "--spring.cloud.multicast-discovery.enabled=false")) {
            assertThat(context.getBeansOfType(ServiceDirectory.class)).isEmpty();
        }
    }
}
