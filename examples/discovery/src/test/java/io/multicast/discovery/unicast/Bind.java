package io.multicast.discovery.unicast;

import io.multicast.netty.testing.Eventually;
import io.multicast.netty.testing.Namespace;
import io.multicast.netty.testing.Program;
import io.multicast.netty.testing.Requirements;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** BIND in a namespace: primary server of {@code example.test}, which the key {@code orders} may update. */
final class Bind implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final String SECRET = "c2VjcmV0IG9mIHRoZSBzZXJ2ZXIgYW5kIHRoZSBjbGllbnQ=";

    private final Namespace namespace;
    private final Path directory;
    private final String address;
    private Program named;

    private Bind(Namespace namespace, Path directory, String address) {
        this.namespace = namespace;
        this.directory = directory;
        this.address = address;
    }

    /** Starts it on that address, with those records in the zone beside its own. */
    static Bind start(Namespace namespace, Path directory, String address, String records) {
        Requirements.program("named");
        Requirements.program("dig");
        Bind bind = new Bind(namespace, directory, address);
        bind.write("named.conf", """
                options {
                  directory "%1$s"; pid-file none; session-keyfile none; managed-keys-directory "%1$s";
                  listen-on { %2$s; }; listen-on-v6 { none; }; recursion no; dnssec-validation no; notify no;
                };
                controls { };
                include "%1$s/orders.key";
                include "%1$s/stranger.key";
                zone "example.test" { type primary; file "zone"; update-policy { grant orders zonesub any; }; };
                """.formatted(directory, address));
        bind.key("orders", SECRET);
        bind.key("stranger", SECRET);
        bind.write("zone", """
                $TTL 1
                @ IN SOA ns hostmaster 1 3600 600 86400 1
                  IN NS ns
                ns IN A %s
                """.formatted(address) + records);
        bind.start();
        return bind;
    }

    /** Writes a key file as {@code tsig-keygen} does. */
    Path key(String name, String secret) {
        return write(
                name + ".key",
                "key \"%s\" {\n\talgorithm hmac-sha256;\n\tsecret \"%s\";\n};\n".formatted(name, secret));
    }

    Path keyFile(String name) {
        return directory.resolve(name + ".key");
    }

    private Path write(String name, String text) {
        try {
            return Files.writeString(directory.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void start() {
        named = namespace.start(
                "named", "-g", "-n", "1", "-c", directory.resolve("named.conf").toString());
        Eventually.await(LIMIT, () -> !dig("example.test", "SOA").isEmpty(), () -> named.evidence());
    }

    void stop() {
        named.close();
    }

    /** What {@code dig +short} says. */
    String dig(String name, String type) {
        try (Program dig = namespace.start("dig", "@" + address, "+short", "+tries=1", "+time=1", name, type)) {
            dig.waitFor(LIMIT);
            return dig.stdout().startsWith(";") ? "" : dig.stdout().strip();
        }
    }

    String evidence() {
        return named.evidence();
    }

    @Override
    public void close() {
        stop();
    }
}
