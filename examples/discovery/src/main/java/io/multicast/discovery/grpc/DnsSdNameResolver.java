package io.multicast.discovery.grpc;

import io.grpc.EquivalentAddressGroup;
import io.grpc.NameResolver;
import io.grpc.Status;
import io.grpc.StatusOr;
import io.grpc.SynchronizationContext;
import io.multicast.discovery.DiscoveryException;
import io.multicast.discovery.ServiceDirectory;
import io.multicast.discovery.members.Member;
import io.multicast.discovery.members.Members;
import io.multicast.discovery.members.ServiceName;
import java.net.SocketAddress;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells one channel who is there. In the channel's synchronization context. */
final class DnsSdNameResolver extends NameResolver {
    private static final Map<String, ?> ROUND_ROBIN =
            Map.of("loadBalancingConfig", List.of(Map.of("round_robin", Map.of())));

    private final ServiceName name;
    private final SharedDirectory shared;
    private final SynchronizationContext context;
    private final ConfigOrError config;
    private @Nullable Members members;
    private @Nullable ServiceDirectory directory;

    DnsSdNameResolver(ServiceName name, SharedDirectory shared, Args args) {
        this.name = name;
        this.shared = shared;
        this.context = args.getSynchronizationContext();
        this.config = args.getServiceConfigParser().parseServiceConfig(ROUND_ROBIN);
    }

    @Override
    public String getServiceAuthority() {
        return java.net.URLEncoder.encode(name.toString(), java.nio.charset.StandardCharsets.UTF_8);
    }

    @Override
    public void start(Listener2 listener) {
        try {
            directory = shared.acquire();
            members = new Members(directory, name, () -> context.execute(() -> tell(listener)));
        } catch (DiscoveryException e) {
            listener.onError(Status.UNAVAILABLE.withDescription(e.getMessage()).withCause(e));
        }
    }

    private void tell(Listener2 listener) {
        if (members == null) {
            return; // shut down
        }
        List<EquivalentAddressGroup> groups =
                members.now().stream().map(DnsSdNameResolver::group).toList();
        if (!groups.isEmpty()) {
            listener.onResult2(ResolutionResult.newBuilder()
                    .setAddressesOrError(StatusOr.fromValue(groups))
                    .setServiceConfig(config)
                    .build());
        } else if (members.known().isDone()) {
            listener.onResult2(ResolutionResult.newBuilder()
                    .setAddressesOrError(
                            StatusOr.fromStatus(none(members.known().cause())))
                    .setServiceConfig(config)
                    .build());
        }
    }

    private static EquivalentAddressGroup group(Member member) {
        return new EquivalentAddressGroup(
                member.addresses().stream().map(SocketAddress.class::cast).toList());
    }

    private Status none(@Nullable Throwable cause) {
        String where = directory == null ? "" : " in " + directory.name();
        return Status.UNAVAILABLE
                .withDescription("there is no service " + name + where)
                .withCause(cause);
    }

    @Override
    public void shutdown() {
        if (members != null) {
            members.close();
            members = null;
        }
        if (directory != null) {
            shared.release();
            directory = null;
        }
    }
}
