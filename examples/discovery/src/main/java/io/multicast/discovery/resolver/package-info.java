/** Names of services and {@code .local} hosts wherever Netty resolves addresses. */
@NullMarked
package io.multicast.discovery.resolver;

import org.jspecify.annotations.NullMarked;
