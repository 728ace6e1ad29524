/** Services as instances of Spring Cloud. Needs {@code spring-cloud-commons} and {@code spring-boot-autoconfigure}. */
@NullMarked
package io.multicast.discovery.spring;

import org.jspecify.annotations.NullMarked;
