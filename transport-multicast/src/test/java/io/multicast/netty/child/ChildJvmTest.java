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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What depends on the flags and the surroundings of a JVM. */
class ChildJvmTest {
    private static final Class<?>[] WITHOUT_NATIVE_TRANSPORTS = {
        Multicast.class, Channel.class, ByteBuf.class, ReferenceCounted.class, NameResolver.class, Native.class
    };

    @TempDir
    Path directory;

    @Test
    void worksAsItIs() {
        Result result = ChildJvm.startedBy().withNativeAccess().withClassPath().run(BindOnce.class);
        assertWorks(result);
        assertThat(result.stderr()).isEmpty();
    }

    private static void assertWorks(Result result) {
        assertThat(result.stdout().lines())
                .as(result.stderr())
                .containsExactly(
                        "available: true", "cause: none", "completed: true", "failed: no", "open: true", "ttl: 42");
        assertThat(result.exit()).isZero();
    }

    private static void assertRefused(Result result, String... told) {
        List<String> lines = result.stdout().lines().toList();
        assertThat(lines).as(result.stderr()).hasSize(5);
        assertThat(lines.get(0)).isEqualTo("available: false");
        assertThat(lines.get(1)).startsWith("cause: ").contains(told);
        assertThat(lines.get(2)).isEqualTo("completed: true");
        assertThat(lines.get(3)).startsWith("failed: MulticastException: ").contains(told);
        assertThat(lines.get(4)).isEqualTo("open: false");
        assertThat(result.exit()).isZero();
    }

    @Test
    void namesTheFlagWhereNativeAccessIsDenied() {
        assumeTrue(Runtime.version().feature() >= 24, "needs JDK 24 or later");
        Result result = ChildJvm.startedBy()
                .with("--illegal-native-access=deny")
                .withClassPath()
                .run(BindOnce.class);
        assertRefused(result, "--enable-native-access=ALL-UNNAMED", "IllegalCallerException");
        assertWorks(ChildJvm.startedBy()
                .with("--illegal-native-access=deny", "--enable-native-access=ALL-UNNAMED")
                .withClassPath()
                .run(BindOnce.class));
    }

    /** A mount of its own, which goes with the process. */
    @Test
    void namesThePropertyWhereTheTemporaryDirectoryRunsNothing() {
        Requirements.root();
        Requirements.program("unshare");
        String mount = "mount -t tmpfs -o noexec tmpfs " + directory + " && exec \"$@\"";
        String[] inMount = {"env", "XDG_CACHE_HOME=" + directory, "unshare", "-m", "sh", "-c", mount, "sh"};
        ChildJvm noexec = ChildJvm.startedBy(inMount)
                .with("-Djava.io.tmpdir=" + directory, "-Duser.home=" + directory)
                .withNativeAccess();
        assertRefused(noexec.withClassPath().run(BindOnce.class), "noexec", "-Djna.tmpdir=");
        assertWorks(noexec.with("-Djna.tmpdir=" + directory.getParent()).run(BindOnce.class));
        assertThat(directory).as("the mount is gone").isEmptyDirectory();
    }

    @Test
    void needsNoNativeTransport() {
        Result result = ChildJvm.startedBy()
                .withNativeAccess()
                .withClassPathOf(withTests(WITHOUT_NATIVE_TRANSPORTS))
                .run(BindOnce.class);
        assertWorks(result);
        assertThat(ChildJvm.pathOf(withTests(WITHOUT_NATIVE_TRANSPORTS))).doesNotContain("unix", "epoll", "uring");
    }

    private static Class<?>[] withTests(Class<?>... types) {
        Class<?>[] all = Arrays.copyOf(types, types.length + 1);
        all[types.length] = BindOnce.class;
        return all;
    }

    /** An application and the library as modules, JNA too; nothing is opened to anybody. */
    @Test
    void worksOnTheModulePath() throws IOException {
        String modules = ChildJvm.pathOf(WITHOUT_NATIVE_TRANSPORTS);
        Path application = compileApplication(modules);
        ChildJvm jvm = ChildJvm.startedBy().with("--module-path", modules + File.pathSeparator + application);
        if (Runtime.version().feature() >= 22) {
            jvm.with("--enable-native-access=com.sun.jna,io.multicast.netty");
        }
        Result result = jvm.run("-m application/application.Main");
        assertThat(result.stdout().lines())
                .as(result.stderr())
                .containsExactly("module io.multicast.netty", "module com.sun.jna", "ttl 42");
        assertThat(result.stderr()).isEmpty();
        assertThat(result.exit()).isZero();
    }

    private Path compileApplication(String modules) throws IOException {
        Path sources = Files.createDirectories(directory.resolve("application"));
        Path info = Files.writeString(
                sources.resolve("module-info.java"),
                "module application { requires io.multicast.netty; requires com.sun.jna; }");
        Path main = Files.writeString(sources.resolve("Main.java"), MAIN);
        Path classes = directory.resolve("classes");
        int exit = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-nowarn",
                        "-proc:none",
                        "--module-path",
                        modules,
                        "-d",
                        "" + classes,
                        "" + info,
                        "" + main);
        assertThat(exit).isZero();
        return classes;
    }

    private static final String MAIN = """
            package application;

            import io.multicast.netty.*;
            import io.netty.bootstrap.Bootstrap;
            import io.netty.channel.Channel;
            import io.netty.channel.EventLoopGroup;
            import io.netty.channel.nio.NioEventLoopGroup;
            import io.netty.channel.socket.nio.NioDatagramChannel;
            import java.util.concurrent.TimeUnit;

            public class Main {
                @SuppressWarnings("deprecation")
                public static void main(String[] arguments) throws Exception {
                    System.out.println(Multicast.class.getModule());
                    System.out.println(com.sun.jna.Native.class.getModule());
                    EventLoopGroup group = new NioEventLoopGroup(1);
                    Channel channel = new Bootstrap()
                            .group(group)
                            .channel(NioDatagramChannel.class)
                            .handler(MulticastInitializer.builder().ttl(42).build())
                            .bind(0).sync().channel();
                    System.out.println("ttl " + Multicast.of(channel)
                            .get(MulticastChannelOption.IP_MULTICAST_TTL).sync().getNow());
                    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).await(5, TimeUnit.SECONDS);
                }
            }
            """;

    @Test
    void breaksNoRuleOfJni() {
        Result result = ChildJvm.startedBy()
                .with("-Xcheck:jni")
                .withNativeAccess()
                .withClassPath()
                .run(LookUpHandles.class);
        String all = result.stdout() + result.stderr();
        assertThat(all).doesNotContain("FATAL", "SIGSEGV").contains("WARNING in native method"); // JNA's own: it is on
        List<String> handles = result.stdout()
                .lines()
                .filter(line -> line.startsWith("handle "))
                .toList();
        assertThat(handles).as(all).hasSize(3).containsOnly(handles.get(0));
        assertThat(all).doesNotContain("wrong");
        assertThat(result.exit()).isZero();
    }
}
