/** Memberships against a model, against the kernel and through a network that changes. */
package io.multicast.netty.membership;
