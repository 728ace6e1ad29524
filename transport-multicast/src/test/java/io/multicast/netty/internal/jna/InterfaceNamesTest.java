package io.multicast.netty.internal.jna;

import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.internal.option.InterfaceNames;
import io.multicast.netty.testing.Requirements;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Names and indexes, by the C library and by the JDK (as on Windows), against each other and against /sys. */
class InterfaceNamesTest {
    static Stream<InterfaceNames> both() {
        return Stream.of(new LibcNames(), new JavaNames());
    }

    @ParameterizedTest
    @MethodSource("both")
    void goBothWays(InterfaceNames names) throws SocketException {
        List<NetworkInterface> all = NetworkInterface.networkInterfaces().toList();
        assertThat(all).isNotEmpty().allSatisfy(found -> {
            assertThat(names.indexOf(found.getName())).isEqualTo(found.getIndex());
            assertThat(names.nameOf(found.getIndex())).isEqualTo(found.getName());
        });
    }

    @ParameterizedTest
    @MethodSource("both")
    void doNotKnowWhatIsNotThere(InterfaceNames names) {
        assertThat(names.indexOf("no-such-if0")).isZero();
        assertThat(names.indexOf("a-name-that-is-longer-than-any-system-allows-one-to-be-for-an-interface"))
                .isZero();
        assertThat(names.indexOf("eth\u00e9")).isZero();
        assertThat(names.nameOf(999_999)).isNull();
    }

    /** Also those that the JDK hides, such as the ones without an address that it looks for. */
    @Test
    void theCLibraryKnowsAllOfTheKernels() throws IOException {
        Requirements.procfs();
        try (Stream<Path> directories = Files.list(Path.of("/sys/class/net"))) {
            Map<String, Integer> all = directories
                    .filter(Files::isDirectory)
                    .collect(Collectors.toMap(
                            directory -> directory.getFileName().toString(),
                            directory -> Integer.valueOf(read(directory.resolve("ifindex")))));
            assertThat(all).isNotEmpty();
            all.forEach(
                    (name, index) -> assertThat(new LibcNames().indexOf(name)).isEqualTo(index));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
