/** Names that directories give: this host's, and the next one when a name is another's. Pure, from any thread. */
@NullMarked
package io.multicast.discovery.naming;

import org.jspecify.annotations.NullMarked;
