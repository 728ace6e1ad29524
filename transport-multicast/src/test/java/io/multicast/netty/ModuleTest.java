package io.multicast.netty;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.multicast.netty.testing.Program;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleFinder;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The library as a named module, and as users meet it: on the module path, on the class path, in a runtime of their own. */
@SuppressWarnings("ReferenceEquality") // the very loader
class ModuleTest {
    private static final List<Class<?>> NEEDED = List.of(
            Multicast.class,
            io.netty.channel.Channel.class,
            io.netty.util.concurrent.Future.class,
            io.netty.buffer.ByteBuf.class,
            io.netty.resolver.AddressResolver.class,
            com.sun.jna.Native.class);

    private static final String PROGRAM = """
            package user;

            import io.multicast.netty.Membership;
            import io.multicast.netty.Multicast;

            public class Main {
                public static void main(String[] args) {
                    Multicast.ensureAvailability();
                    System.out.println(Membership.of("239.1.2.3").on("lo") + " " + Main.class.getModule().isNamed());
                }
            }
            """;

    @TempDir
    private Path folder;

    /** What javac's -Xlint:exports would say of public signatures, without JSpecify's annotations. */
    @Test
    void whatSignaturesShowComesAlong() throws Exception {
        ModuleDescriptor library = descriptor(Multicast.class);
        Set<String> transitive = library.requires().stream()
                .filter(requires -> requires.modifiers().contains(Requires.Modifier.TRANSITIVE))
                .map(Requires::name)
                .collect(toSet());
        Set<String> shown = new ClassesOf(Path.of(location(Multicast.class)))
                .inPackage("io.multicast.netty")
                .filter(type -> Modifier.isPublic(type.getModifiers()))
                .flatMap(ModuleTest::inSignatures)
                .map(ModuleTest::component)
                .filter(type -> !type.isPrimitive() && type.getClassLoader() == Multicast.class.getClassLoader())
                .filter(type -> !type.getPackageName().startsWith("io.multicast.netty"))
                .map(type -> descriptor(type).name())
                .collect(toSet());
        assertThat(shown).contains("io.netty.transport", "io.netty.buffer").isSubsetOf(transitive);
    }

    private static Stream<Class<?>> inSignatures(Class<?> type) {
        Stream<Class<?>> methods = Arrays.stream(type.getDeclaredMethods())
                .filter(method -> (method.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0)
                .flatMap(ModuleTest::types);
        Stream<Class<?>> constructors = Arrays.stream(type.getConstructors())
                .flatMap(constructor -> Arrays.stream(constructor.getParameterTypes()));
        return Stream.of(
                        methods,
                        constructors,
                        Stream.<Class<?>>of(type.getSuperclass() == null ? type : type.getSuperclass()))
                .flatMap(types -> types);
    }

    private static Stream<Class<?>> types(Method method) {
        return Stream.concat(Stream.of(method.getReturnType()), Arrays.stream(method.getParameterTypes()));
    }

    private static Class<?> component(Class<?> type) {
        return type.isArray() ? component(type.getComponentType()) : type;
    }

    @Test
    void aProgramRunsOnTheModulePath() throws IOException {
        compile("module user { requires io.multicast.netty; }", "--module-path", path());
        assertThat(run(
                        "--enable-native-access=com.sun.jna",
                        "-p",
                        path() + File.pathSeparator + folder,
                        "-m",
                        "user/user.Main"))
                .isEqualTo("239.1.2.3 on lo true");
    }

    @Test
    void aProgramRunsOnTheClassPath() throws IOException {
        compile(null, "-cp", path());
        assertThat(run("--enable-native-access=ALL-UNNAMED", "-cp", path() + File.pathSeparator + folder, "user.Main"))
                .isEqualTo("239.1.2.3 on lo false");
    }

    /** All that a runtime needs is java.base, java.logging (JNA) and what Netty wants. */
    @Test
    void aProgramRunsInARuntimeOfItsOwn() throws IOException {
        compile(null, "-cp", path());
        Path runtime = folder.resolve("runtime");
        tool("jlink", "--add-modules", "java.base,java.logging", "--output", runtime.toString());
        assertThat(Program.run(
                                List.of(
                                        runtime.resolve("bin/java").toString(),
                                        "--enable-native-access=ALL-UNNAMED",
                                        "-cp",
                                        path() + File.pathSeparator + folder,
                                        "user.Main"),
                                "")
                        .strip())
                .isEqualTo("239.1.2.3 on lo false");
    }

    private void compile(String module, String pathFlag, String path) throws IOException {
        Path source = Files.createDirectories(folder.resolve("src/user")).resolve("Main.java");
        Files.writeString(source, PROGRAM);
        List<String> arguments = new ArrayList<>(List.of("--release", "17", "-d", folder.toString(), pathFlag, path));
        if (module != null) {
            Path info = folder.resolve("src/module-info.java");
            Files.writeString(info, module);
            arguments.add(info.toString());
        }
        arguments.add(source.toString());
        tool("javac", arguments.toArray(String[]::new));
    }

    private static void tool(String name, String... arguments) {
        StringWriter said = new StringWriter();
        PrintWriter writer = new PrintWriter(said);
        int result = ToolProvider.findFirst(name).orElseThrow().run(writer, writer, arguments);
        assertThat(result).as(said.toString()).isZero();
    }

    private static String run(String... arguments) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(arguments));
        return Program.run(command, "").strip();
    }

    private static String path() {
        return NEEDED.stream().map(ModuleTest::location).distinct().collect(joining(File.pathSeparator));
    }

    private static ModuleDescriptor descriptor(Class<?> type) {
        return ModuleFinder.of(Path.of(location(type)))
                .findAll()
                .iterator()
                .next()
                .descriptor();
    }

    private static String location(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The classes of a folder. */
    private record ClassesOf(Path root) {
        Stream<Class<?>> inPackage(String name) throws IOException {
            try (Stream<Path> files = Files.list(root.resolve(name.replace('.', '/')))) {
                return files
                        .map(file -> file.getFileName().toString())
                        .filter(file -> file.endsWith(".class") && !file.equals("package-info.class"))
                        .<Class<?>>map(file -> load(name + "." + file.substring(0, file.length() - ".class".length())))
                        .toList()
                        .stream();
            }
        }

        private static Class<?> load(String name) {
            try {
                return Class.forName(name, false, ModuleTest.class.getClassLoader());
            } catch (ClassNotFoundException e) {
                throw new UncheckedIOException(new IOException(e));
            }
        }
    }
}
