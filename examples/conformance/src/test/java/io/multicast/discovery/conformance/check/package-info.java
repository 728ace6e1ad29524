/** What a check is: a test that names the rule and its section, run for each family that it takes. */
package io.multicast.discovery.conformance.check;
