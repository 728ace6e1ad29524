package io.multicast.netty.membership;

import io.multicast.netty.testing.Namespace;
import net.jqwik.api.lifecycle.LifecycleContext;
import net.jqwik.api.lifecycle.SkipExecutionHook;
import org.opentest4j.TestAbortedException;

/** Has properties skipped where namespaces can't be made, which jqwik otherwise takes for an error. */
final class NeedsNamespaces implements SkipExecutionHook {
    @Override
    public SkipResult shouldBeSkipped(LifecycleContext context) {
        try {
            Namespace.open().close();
            return SkipResult.doNotSkip();
        } catch (TestAbortedException e) {
            return SkipResult.skip(e.getMessage());
        }
    }
}
