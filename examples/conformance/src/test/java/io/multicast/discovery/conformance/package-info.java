/**
 * Judges an implementation of multicast DNS and DNS-SD from outside: it is told to register, to browse, to change and to
 * stop, and the tester, who plays all other hosts, looks at each packet. Checks name the rule by RFC 6762's section, or
 * 6763's, and are MUST or SHOULD as it is there, or what its text asks for without the capitals.
 *
 * <p>{@code mvn -Pconformance -pl examples/conformance -am verify} judges the jar of the examples; with
 * {@code -Dconformance.implementation=avahi} or {@code zeroconf} those of Debian, which showed that the checks are fair.
 * The score is in {@code target/score-*.txt}. Needs root.
 *
 * <p>Many scenarios run at a time, each in namespaces of its own: most of the time they wait. Times are the kernel's, so
 * that a busy tester does not count; how late something may be is generous or the best of several, how early never.
 */
package io.multicast.discovery.conformance;
