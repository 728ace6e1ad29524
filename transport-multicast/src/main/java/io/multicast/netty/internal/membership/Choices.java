package io.multicast.netty.internal.membership;

import io.multicast.netty.internal.network.InterfaceList;
import io.multicast.netty.internal.option.Family;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * What selectors take of the interfaces of one moment. Sockets by the thousand may ask the same of the same interfaces, for
 * they hear of changes from one watcher: the answers for the latest are kept. Any thread.
 */
@SuppressWarnings("ReferenceEquality") // the very list
final class Choices {
    private record Question(Selector selector, Family family) {}

    private static volatile Choices latest = new Choices(InterfaceList.of());

    private final InterfaceList interfaces;
    private final Map<Question, Resolution> answers = new ConcurrentHashMap<>();

    private Choices(InterfaceList interfaces) {
        this.interfaces = interfaces;
    }

    /** The answers for just that list. */
    static Choices among(InterfaceList interfaces) {
        Choices known = latest;
        if (known.interfaces != interfaces) { // the same object: equal ones would take long to compare
            known = new Choices(interfaces);
            latest = known;
        }
        return known;
    }

    /** The answer to a question that goes by nothing but the interfaces. */
    Resolution get(Selector selector, Family family, Supplier<Resolution> otherwise) {
        Question question = new Question(selector, family);
        Resolution known = answers.get(question);
        if (known == null) {
            known = otherwise.get();
            answers.put(question, known);
        }
        return known;
    }
}
