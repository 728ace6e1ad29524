/** Services as targets of gRPC channels. Needs {@code io.grpc:grpc-api}. */
@NullMarked
package io.multicast.discovery.grpc;

import org.jspecify.annotations.NullMarked;
