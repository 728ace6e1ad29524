package io.multicast.netty.examples;

import io.multicast.discovery.DiscoveryException;
import io.multicast.discovery.ServiceDirectory;
import io.multicast.discovery.ServiceInstance;
import io.multicast.discovery.ServiceType;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Finds one service or host. */
@Command(
        name = "resolve",
        description =
                "Finds a service by its name and type, or a host by its name, by multicast DNS; waits 5 seconds for it.")
final class Resolve implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    @Mixin
    private DirectoryOptions options = new DirectoryOptions();

    @Parameters(
            index = "0",
            paramLabel = "NAME",
            description = "the service's name, or with no TYPE a host as box.local")
    @SuppressWarnings("NullAway.Init") // by picocli
    private String name;

    @Parameters(index = "1", arity = "0..1", paramLabel = "TYPE", description = "as _http._tcp")
    private @Nullable String type;

    @Override
    public Integer call() throws InterruptedException {
        EventPrinter printer = new EventPrinter(spec.commandLine().getOut(), options.json());
        try (ServiceDirectory directory = options.open()) {
            if (type == null) {
                Future<List<InetAddress>> found = directory.resolveHost(name).await();
                return finish(found, () -> printer.print(name, found.getNow()));
            }
            Future<ServiceInstance> found =
                    directory.resolve(ServiceType.of(type), name).await();
            return finish(found, () -> printer.print("resolved", found.getNow()));
        }
    }

    private int finish(Future<?> found, Runnable print) {
        if (found.isSuccess()) {
            print.run();
            return Examples.DONE;
        }
        Throwable cause = found.cause();
        if (cause instanceof DiscoveryException || cause instanceof UnknownHostException) {
            spec.commandLine().getErr().println("error: " + cause.getMessage());
            return Examples.FAILED;
        }
        throw new IllegalStateException(cause);
    }
}
