package io.multicast.discovery.unicast;

import io.multicast.discovery.DiscoveryException;
import io.multicast.discovery.dns.DnsName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A secret shared with a server, by which both know each other's messages (RFC 8945). Immutable. */
public final class TsigKey {
    private static final Map<String, String> ALGORITHMS = Map.of(
            "hmac-sha1", "HmacSHA1",
            "hmac-sha224", "HmacSHA224",
            "hmac-sha256", "HmacSHA256",
            "hmac-sha384", "HmacSHA384",
            "hmac-sha512", "HmacSHA512");
    private static final Pattern KEY = Pattern.compile("key\\s+\"?([^\"\\s{]+)\"?\\s*\\{([^}]*)}");

    private final DnsName name;
    private final String algorithm;
    private final String mac;
    private final byte[] secret;

    private TsigKey(DnsName name, String algorithm, String mac, byte[] secret) {
        this.name = name;
        this.algorithm = algorithm;
        this.mac = mac;
        this.secret = secret;
    }

    /**
     * A key.
     *
     * @param name the name by which the server knows it
     * @param algorithm as {@code hmac-sha256}; also sha1, sha224, sha384, sha512
     * @param secret the secret, which is copied
     * @return the key
     * @throws IllegalArgumentException when the name or the algorithm is none
     */
    public static TsigKey of(String name, String algorithm, byte[] secret) {
        String known = algorithm.toLowerCase(Locale.ROOT);
        String mac = ALGORITHMS.get(known);
        if (mac == null) {
            throw new IllegalArgumentException("the TSIG algorithm '" + algorithm + "' is none of "
                    + ALGORITHMS.keySet().stream().sorted().toList());
        }
        if (secret.length == 0) {
            throw new IllegalArgumentException("a TSIG key without secret");
        }
        return new TsigKey(DnsName.parse(name), known, mac, secret.clone());
    }

    /**
     * Reads the first key of a file as {@code tsig-keygen} writes it for BIND: {@code key "name" { algorithm hmac-sha256; secret
     * "..."; };}
     *
     * @param file the file
     * @return the key
     * @throws DiscoveryException when it can't be read or has no such key
     */
    public static TsigKey read(Path file) {
        try {
            Matcher key = KEY.matcher(Files.readString(file));
            if (key.find()) {
                byte[] secret = Base64.getDecoder().decode(statement("secret", key.group(2)));
                return of(key.group(1), statement("algorithm", key.group(2)), secret);
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new DiscoveryException("the TSIG key in " + file + " can't be read: " + e.getMessage(), e);
        }
        throw new DiscoveryException(file + " has no key \"NAME\" { algorithm ...; secret ...; };");
    }

    private static String statement(String what, String body) {
        Matcher matcher = Pattern.compile(what + "\\s+\"?([^\"\\s;]+)\"?\\s*;").matcher(body);
        if (!matcher.find()) {
            throw new IllegalArgumentException("no " + what);
        }
        return matcher.group(1);
    }

    DnsName name() {
        return name;
    }

    /** The algorithm's name on the wire. */
    DnsName algorithm() {
        return DnsName.of(algorithm);
    }

    /** The algorithm's name in Java. */
    String mac() {
        return mac;
    }

    /** The secret itself. */
    byte[] secret() {
        return secret;
    }

    /** Name and algorithm; never the secret. */
    @Override
    public String toString() {
        return name + " (" + algorithm + ")";
    }
}
