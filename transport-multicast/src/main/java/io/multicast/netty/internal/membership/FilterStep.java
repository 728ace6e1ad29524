package io.multicast.netty.internal.membership;

import io.multicast.netty.internal.option.MembershipCall;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * One native call on the way from one filter to another.
 *
 * @param call the call
 * @param source the source that it names, or null
 * @param after the filter held once it has succeeded; an empty one means no membership
 */
public record FilterStep(MembershipCall call, @Nullable InetAddress source, SourceFilter after) {}
