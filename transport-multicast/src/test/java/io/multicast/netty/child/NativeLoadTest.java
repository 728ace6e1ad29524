package io.multicast.netty.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.Native;
import io.multicast.netty.Multicast;
import io.multicast.netty.child.ChildJvm.Result;
import io.multicast.netty.testing.Requirements;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.resolver.NameResolver;
import io.netty.util.ReferenceCounted;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each thing that keeps JNA from loading is told with its own cure, and the cure works. */
@Timeout(120)
class NativeLoadTest {
    private static final Class<?>[] NEEDED = {
        TellCause.class, Multicast.class, Channel.class, ByteBuf.class, ReferenceCounted.class, NameResolver.class
    };

    private static final String ANOTHER_DIRECTORY =
            "-Djna.tmpdir=, or one with the unpacked native library by" + " -Djna.boot.library.path=";

    @TempDir
    Path directory;

    private static String all() {
        return ChildJvm.pathOf(NEEDED) + File.pathSeparator + ChildJvm.pathOf(Native.class);
    }

    private static void works(ChildJvm jvm) {
        Result result = jvm.run(TellCause.class);
        assertThat(result.stdout().lines()).as(result.stderr()).containsExactly("available: true", "cause: none");
    }

    private static void fails(ChildJvm jvm, String cure) {
        Result result = jvm.run(TellCause.class);
        assertThat(result.stdout()).as(result.stderr()).startsWith("available: false\ncause: " + cure);
        assertThat(result.exit()).isZero();
    }

    /** A mount of its own, which goes with the process; the directory above it is none of it. */
    private ChildJvm mounted(String options, String before) {
        Requirements.root();
        Requirements.program("unshare");
        String script = "mount -t tmpfs -o " + options + " tmpfs " + directory + before + " && exec \"$@\"";
        return ChildJvm.startedBy("env", "XDG_CACHE_HOME=" + directory, "unshare", "-m", "sh", "-c", script, "sh")
                .with("-Djava.io.tmpdir=" + directory, "-Duser.home=" + directory, "-XX:-UsePerfData")
                .withNativeAccess()
                .with("-cp", all());
    }

    @ParameterizedTest
    @CsvSource({
        "noexec, mounted noexec",
        "ro, can't be written",
        "size=64k, is full",
    })
    void directoryThatCanNotHoldTheLibrary(String options, String why) {
        fails(mounted(options, ""), "The directory that JNA unpacks into " + (why.startsWith("m") ? "is " : "") + why);
        Result result = mounted(options, "").run(TellCause.class);
        assertThat(result.stdout()).contains(ANOTHER_DIRECTORY);
        works(mounted(options, "").with("-Djna.tmpdir=" + directory.getParent()));
    }

    @Test
    void unpackedLibraryInADirectoryOfItsOwn() throws IOException {
        String name = "libjnidispatch.so";
        try (InputStream library = Native.class.getResourceAsStream("/com/sun/jna/linux-" + processor() + '/' + name)) {
            assumeTrue(library != null, "needs Linux");
            Files.copy(library, directory.resolve(name));
        }
        ChildJvm nounpack = ChildJvm.startedBy()
                .with("-Djna.nounpack=true", "-Djna.nosys=true")
                .withNativeAccess()
                .with("-cp", all());
        fails(nounpack, "-Djna.nounpack=true keeps JNA from unpacking its native library");
        works(nounpack.with("-Djna.boot.library.path=" + directory));
    }

    private static String processor() {
        String name = System.getProperty("os.arch");
        return name.equals("amd64") ? "x86-64" : name;
    }

    @Test
    void jnaMissing() {
        fails(
                ChildJvm.startedBy().withNativeAccess().with("-cp", ChildJvm.pathOf(NEEDED)),
                "JNA is missing: put net.java.dev.jna:jna on the class path");
        works(ChildJvm.startedBy().withNativeAccess().with("-cp", all()));
    }

    @Test
    void loggingMissing() {
        org.junit.jupiter.api.Assumptions.assumeTrue(
                !io.netty.util.Version.identify()
                        .get("netty-common")
                        .artifactVersion()
                        .startsWith("4.1."),
                "a Netty that starts without java.logging: not on the class path with this version of Netty");
        fails(
                ChildJvm.startedBy().withNativeAccess().with("--limit-modules", "java.base", "-cp", all()),
                "This Java runtime lacks the module java.logging: it needs java.base and java.logging");
        works(ChildJvm.startedBy().withNativeAccess().with("--limit-modules", "java.base,java.logging", "-cp", all()));
    }

    /** A runtime of the two modules that are documented, and a channel on it. */
    @Test
    void worksOnTheSmallestRuntime() {
        ToolProvider jlink = ToolProvider.findFirst("jlink").orElse(null);
        Requirements.require(jlink != null, "needs a JDK with jlink");
        Path runtime = directory.resolve("runtime");
        int exit = jlink.run(
                System.out, System.err, "--add-modules", "java.base,java.logging", "--output", runtime.toString());
        Requirements.require(exit == 0, "needs a JDK that jlink can take modules from");
        Class<?>[] types = Arrays.copyOf(NEEDED, NEEDED.length + 1);
        types[NEEDED.length] = BindOnce.class;
        Result result = ChildJvm.of(runtime)
                .withNativeAccess()
                .with("-cp", ChildJvm.pathOf(types) + File.pathSeparator + ChildJvm.pathOf(Native.class))
                .run(BindOnce.class);
        assertThat(result.stdout()).as(result.stderr()).contains("available: true", "failed: no", "ttl: 42");
        assertThat(result.exit()).isZero();
    }

    @Test
    void needsNoCapability() {
        Requirements.root();
        Requirements.program("setpriv");
        Result result = ChildJvm.startedBy("setpriv", "--bounding-set=-all", "--inh-caps=-all")
                .withNativeAccess()
                .withClassPath()
                .run(BindOnce.class);
        assertThat(result.stdout()).as(result.stderr()).contains("available: true", "failed: no", "ttl: 42");
    }

    @Test
    void needsNoUnsafeMemoryAccess() {
        assumeTrue(Runtime.version().feature() >= 24, "needs JDK 24 or later");
        Result result = ChildJvm.startedBy()
                .with("--sun-misc-unsafe-memory-access=deny")
                .withNativeAccess()
                .withClassPath()
                .run(BindOnce.class);
        assertThat(result.stdout()).as(result.stderr()).contains("available: true", "failed: no", "ttl: 42");
    }
}
