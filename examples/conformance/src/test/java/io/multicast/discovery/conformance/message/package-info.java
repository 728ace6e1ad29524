/** DNS messages by dnsjava, the codec that has nothing in common with the one under test. */
package io.multicast.discovery.conformance.message;
