package io.multicast.netty.internal.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multicast.netty.internal.option.InterfaceNames;
import java.net.InetAddress;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which names the system is asked for, and which are looked up among the interfaces. */
class ListedNamesTest {
    private static final int BY_SYSTEM = 5;

    /** Knows every name, or can't say. */
    private record SystemNames(int answer) implements InterfaceNames {
        @Override
        public int indexOf(String name) {
            return answer;
        }

        @Override
        public String nameOf(int index) {
            return "name " + index;
        }
    }

    /** Has one interface, or can't say. */
    private record Listed(boolean failing) implements NetworkView {
        @Override
        public InterfaceList interfaces() {
            if (failing) {
                throw NetworkException.opening(Rtnetlink.EMFILE);
            }
            return InterfaceList.of(States.ethernet(7, "eth7")
                    .otherNames("a-very-long-name", "eth7:1", "näme-of-15-byte")
                    .address("10.0.0.7", 24)
                    .state());
        }

        @Override
        public int routeTo(InetAddress address, int by) {
            throw new AssertionError("names need no route");
        }

        @Override
        public Watch watch(Consumer<NetworkChange> listener) {
            throw new AssertionError("names are not watched");
        }
    }

    private static InterfaceNames names(int system, boolean failing) {
        return new ListedNames(new SystemNames(system), new Listed(failing));
    }

    @ParameterizedTest
    @ValueSource(strings = {"eth7", "fifteen-letters", "a", "7"})
    void systemIsAskedForWhatItCanKnow(String name) {
        assertThat(names(BY_SYSTEM, true).indexOf(name)).isEqualTo(BY_SYSTEM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a-very-long-name", "eth7:1", "näme-of-15-byte"})
    void otherNamesAreListed(String name) {
        assertThat(names(BY_SYSTEM, false).indexOf(name)).isEqualTo(7);
        assertThat(names(BY_SYSTEM, true).indexOf(name)).isEqualTo(-Rtnetlink.EMFILE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a-very-long-name2", "eth7:2", "eth7:"})
    void whatIsNotListedIsNotThere(String name) {
        assertThat(names(BY_SYSTEM, false).indexOf(name)).isZero();
    }

    @Test
    void namesOfIndexesAreTheSystems() {
        assertThat(names(BY_SYSTEM, true).nameOf(3)).isEqualTo("name 3");
    }

    @Test
    void whatTheSystemCanNotSayIsNoAnswer() {
        InterfaceNames none = names(-Rtnetlink.EMFILE, true);
        for (InterfaceId id : List.of(InterfaceId.of("eth7"), InterfaceId.of("a-very-long-name"))) {
            assertThatThrownBy(() -> id.indexNow(none, new Listed(true)))
                    .isInstanceOfSatisfying(
                            NetworkException.class, e -> assertThat(e.errno()).isEqualTo(Rtnetlink.EMFILE))
                    .hasMessageContaining(id.name());
        }
        assertThat(InterfaceId.of(3).indexNow(none, new Listed(true))).isEqualTo(3);
    }
}
