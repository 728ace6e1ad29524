package io.multicast.netty.examples;

import io.multicast.discovery.Registration;
import io.multicast.discovery.RegistrationEvent;
import io.multicast.discovery.Service;
import io.multicast.discovery.ServiceDirectory;
import io.multicast.discovery.TxtAttributes;
import io.netty.util.concurrent.Future;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Registers a service by multicast DNS, until it is ended. */
@Command(
        name = "register",
        description = {
            "Registers a service by multicast DNS (DNS-SD) until it is ended, and prints what happens to it.",
            "A line 'txt KEY=VALUE ...' on the standard input changes its attributes."
        })
final class Register implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    @Mixin
    private DirectoryOptions options = new DirectoryOptions();

    @Option(
            names = "--subtype",
            paramLabel = "SUBTYPE",
            description = "can be browsed by that as well, as _printer; may be given several times")
    private List<String> subtypes = List.of();

    @Option(
            names = "--count",
            paramLabel = "N",
            description = "register N services, named by NAME and a number (default: one)")
    private int count;

    @Parameters(index = "0", paramLabel = "NAME", description = "the name for people")
    @SuppressWarnings("NullAway.Init") // by picocli
    private String name;

    @Parameters(index = "1", paramLabel = "TYPE", description = "what it speaks, as _http._tcp")
    @SuppressWarnings("NullAway.Init") // by picocli
    private String type;

    @Parameters(index = "2", paramLabel = "PORT", description = "0 to 65535")
    private int port;

    @Parameters(index = "3..*", paramLabel = "KEY=VALUE", description = "what it says of itself")
    private List<String> attributes = List.of();

    private final List<Future<Registration>> registrations = new ArrayList<>();
    private final Map<Integer, String> names = new HashMap<>();

    @Override
    public Integer call() throws InterruptedException, IOException {
        List<Service> services = services();
        ServiceDirectory directory = options.open();
        EventPrinter printer = new EventPrinter(spec.commandLine().getOut(), options.json());
        for (int i = 0; i < services.size(); i++) {
            int number = i;
            registrations.add(directory.register(services.get(i), event -> print(printer, number, event)));
        }
        followInput();
        new CountDownLatch(1).await();
        return Examples.DONE;
    }

    private List<Service> services() {
        if (count < 0) {
            throw new IllegalArgumentException("--count is 1 or more, not " + count);
        }
        List<Service> services = new ArrayList<>();
        for (int i = 1; i <= Math.max(1, count); i++) {
            Service service =
                    Service.of(count == 0 ? name : name + " " + i, type, port).withTxt(TxtAttributes.of(attributes));
            for (String subtype : subtypes) {
                service = service.withSubtype(subtype.startsWith("_") ? subtype : "_" + subtype);
            }
            services.add(service);
        }
        return services;
    }

    private void print(EventPrinter printer, int number, RegistrationEvent event) {
        switch (event.kind()) {
            case RENAMED -> printer.printRenamed(String.valueOf(names.get(number)), event.service());
            case FAILED ->
                printer.printFailure(event.cause() == null ? new IllegalStateException("no cause") : event.cause());
            default -> printer.print(event.kind().name().toLowerCase(Locale.ROOT), event.service());
        }
        names.put(number, event.service().name());
    }

    /** Its end is not the end of the service: it may have been started without an input. */
    private void followInput() throws IOException {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            List<String> words = Arrays.asList(line.trim().split("\\s+"));
            if (words.get(0).equals("txt")) {
                update(words.subList(1, words.size()));
            } else if (!line.isBlank()) {
                spec.commandLine().getErr().println("not understood: " + line + "; there is: txt KEY=VALUE ...");
            }
        }
    }

    private void update(List<String> words) {
        try {
            TxtAttributes txt = TxtAttributes.of(words);
            registrations.forEach(registration -> registration.addListener((Future<Registration> done) -> {
                if (done.isSuccess()) {
                    done.getNow().update(txt);
                }
            }));
        } catch (IllegalArgumentException e) {
            spec.commandLine().getErr().println(e.getMessage());
        }
    }
}
