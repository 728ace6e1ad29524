package io.multicast.netty.examples;

import io.multicast.discovery.ServiceDirectory;
import io.multicast.discovery.ServiceEvent;
import io.multicast.discovery.ServiceListener;
import io.multicast.discovery.ServiceType;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the services of a type as they come, change and go. */
@Command(
        name = "browse",
        description =
                "Finds the services of a type by multicast DNS (DNS-SD), and prints each that comes, changes or goes.")
final class Browse implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    @Mixin
    private DirectoryOptions options = new DirectoryOptions();

    @Option(names = "--terminate", description = "end when those that are there have been printed (default: on Ctrl-C)")
    private boolean terminate;

    @Parameters(paramLabel = "TYPE", description = "as _http._tcp, or with a subtype as _printer._sub._http._tcp")
    @SuppressWarnings("NullAway.Init") // by picocli
    private String type;

    @Override
    public Integer call() throws InterruptedException {
        ServiceType browsed = ServiceType.of(type);
        EventPrinter printer = new EventPrinter(spec.commandLine().getOut(), options.json());
        ServiceDirectory directory = options.open();
        var browser = directory.browse(browsed, new ServiceListener() {
            @Override
            public void serviceChanged(ServiceEvent event) {
                printer.print(event.kind().name().toLowerCase(Locale.ROOT), event.instance());
            }

            @Override
            public void browseFailed(Throwable cause) {
                printer.printFailure(cause);
            }
        });
        if (terminate) {
            browser.settled().sync();
            directory.close();
        } else {
            new CountDownLatch(1).await();
        }
        return Examples.DONE;
    }
}
