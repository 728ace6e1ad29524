/** What the plug-ins have in common: names of services as they write them, and who is behind one at the moment. Any thread. */
@NullMarked
package io.multicast.discovery.members;

import org.jspecify.annotations.NullMarked;
