package io.multicast.discovery.conformance.check;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A check of what the RFCs say by MUST. A method with a {@link io.multicast.discovery.conformance.wire.Family} is run for
 * IPv4 and for IPv6.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(Checks.class)
public @interface Must {
    /** The section, of RFC 6762 unless it says otherwise, and the rule. */
    String value();
}
