package io.multicast.netty.membership;

import io.multicast.netty.InterfaceSelector;
import io.multicast.netty.MulticastInterface;
import java.util.List;

/** The ways in which a step names interfaces: two for each of the two, and a selector that takes both. */
enum Target {
    NAME_0(MulticastInterface.of(Target.DEVICE_0), Target.INDEX_0),
    INDEX_OF_0(MulticastInterface.of(Target.INDEX_0), Target.INDEX_0),
    NAME_1(MulticastInterface.of(Target.DEVICE_1), Target.INDEX_1),
    INDEX_OF_1(MulticastInterface.of(Target.INDEX_1), Target.INDEX_1),
    BOTH(InterfaceSelector.named("m*"), Target.INDEX_0, Target.INDEX_1);

    static final String DEVICE_0 = "m0";
    static final String DEVICE_1 = "m1";
    static final int INDEX_0 = 100;
    static final int INDEX_1 = 101;

    private final InterfaceSelector selector;
    private final List<Integer> indexes;

    Target(InterfaceSelector selector, Integer... indexes) {
        this.selector = selector;
        this.indexes = List.of(indexes);
    }

    InterfaceSelector selector() {
        return selector;
    }

    List<Integer> indexes() {
        return indexes;
    }

    /** The index of an interface as the library names it in its answers. */
    static int index(InterfaceSelector answered) {
        MulticastInterface one = (MulticastInterface) answered;
        return one.index().orElseGet(() -> one.name().orElseThrow().equals(DEVICE_0) ? INDEX_0 : INDEX_1);
    }
}
