/**
 * Kernels that are not here: a host with interfaces and routes, and the membership calls of a socket on Linux, on macOS and
 * FreeBSD, and on Windows, each by what is documented of that system. The Linux one is held against the real kernel.
 */
package io.multicast.netty.internal.membership.kernel;
