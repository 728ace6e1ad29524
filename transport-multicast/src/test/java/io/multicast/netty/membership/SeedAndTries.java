package io.multicast.netty.membership;

import java.util.random.RandomGenerator;
import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropertyAttributes;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;

/** Takes seed and number of tries from {@code -Dtests.seed} and {@code -Dtests.tries}, and prints them. */
final class SeedAndTries implements AroundPropertyHook {
    @Override
    public PropertyExecutionResult aroundProperty(PropertyLifecycleContext context, PropertyExecutor property) {
        PropertyAttributes attributes = context.attributes();
        long seed = Long.getLong("tests.seed", RandomGenerator.getDefault().nextLong());
        int tries = Integer.getInteger("tests.tries", attributes.tries().orElseThrow());
        attributes.setSeed(Long.toString(seed));
        attributes.setTries(tries);
        System.out.println(context.label() + ": " + tries + " tries, -Dtests.seed=" + seed);
        return property.execute();
    }
}
