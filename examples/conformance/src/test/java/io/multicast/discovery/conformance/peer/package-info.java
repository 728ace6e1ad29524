/** The implementations that can be judged: one row each. */
package io.multicast.discovery.conformance.peer;
