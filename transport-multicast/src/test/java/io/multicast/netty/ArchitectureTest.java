package io.multicast.netty;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The shape of the library: which package may know which, and what users get to see. */
class ArchitectureTest {
    private static final String BASE = "io.multicast.netty";
    private static final JavaClasses LIBRARY = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(BASE);

    /** What each package may know, besides itself, {@code java} and annotations. Others' packages have two dots. */
    private static final Map<String, List<String>> ARROWS = Map.of(
            "",
                    List.of(
                            ".start",
                            ".channel",
                            ".platform",
                            ".option",
                            ".membership",
                            ".network",
                            ".packet",
                            "io.netty.."),
            ".start", List.of(".option", "io.netty.."),
            ".channel", List.of(".platform", ".option", "io.netty.."),
            ".platform", List.of(".option", ".jna", ".network", ".packet"),
            ".membership", List.of(".option", ".network"), // selectors are made of rules, and judge interfaces
            ".jna", List.of(".option", ".network", ".packet", "com.sun.jna.."),
            ".network", List.of(".option"),
            ".packet", List.of(".option", "io.netty.."),
            ".option", List.of());

    static Set<String> packages() {
        return ARROWS.keySet();
    }

    @ParameterizedTest
    @MethodSource("packages")
    void arrowsPointOneWay(String from) {
        String[] allowed = Stream.concat(
                        Stream.of(packageName(from), "java..", "org.jspecify.annotations"),
                        ARROWS.get(from).stream().map(to -> to.endsWith("..") ? to : packageName(to)))
                .toArray(String[]::new);
        classes()
                .that()
                .resideInAPackage(packageName(from))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(allowed)
                .check(LIBRARY);
    }

    private static String packageName(String name) {
        return name.isEmpty() ? BASE : BASE + ".internal" + name;
    }

    @Test
    void everyPackageHasItsArrows() {
        Set<String> found = LIBRARY.stream().map(JavaClass::getPackageName).collect(toSet());
        assertThat(packages().stream().map(ArchitectureTest::packageName)).containsExactlyInAnyOrderElementsOf(found);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching(BASE + ".(**)").should().beFreeOfCycles().check(LIBRARY);
    }

    @Test
    void onlyOnePackageKnowsJna() {
        assertThat(packagesWith("com/sun/jna/")).containsOnly(BASE + ".internal.jna");
    }

    @Test
    void onlyOnePackageAsksWhichSystemThisIs() {
        assertThat(packagesWith("os.name")).containsOnly(BASE + ".internal.platform");
        assertThat(packagesWith("os.arch")).containsOnly(BASE + ".internal.platform");
    }

    /** Strings and class names stand in a class file as they are. */
    private static Set<String> packagesWith(String text) {
        return LIBRARY.stream()
                .filter(type -> constants(type).contains(text))
                .map(JavaClass::getPackageName)
                .collect(toSet());
    }

    private static String constants(JavaClass type) {
        try (InputStream in =
                type.reflect().getResourceAsStream("/" + type.getName().replace('.', '/') + ".class")) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new one is a decision. */
    @Test
    void usersSeeTheseTypes() {
        assertThat(publicTypes().map(type -> type.getName().substring(BASE.length() + 1)))
                .containsExactlyInAnyOrder(
                        "Discrepancy",
                        "InterfaceChange",
                        "InterfaceChoice",
                        "InterfaceInfo",
                        "InterfaceInfo$Address",
                        "InterfaceInfo$Master",
                        "InterfaceSelector",
                        "JoinFuture",
                        "Membership",
                        "Multicast",
                        "MulticastChannelOption",
                        "MulticastDatagramChannel",
                        "MulticastEvent",
                        "MulticastEvent$Type",
                        "MulticastException",
                        "MulticastInitializer",
                        "MulticastInitializer$Builder",
                        "MulticastInterface",
                        "MulticastPacket",
                        "NetworkInterfaces",
                        "NetworkInterfaces$Subscription");
    }

    /** No signature of a public type mentions an internal one, nor, but for a superclass, one that is not public. */
    @Test
    void usersSeeNothingInternal() {
        Set<String> hidden = LIBRARY.stream()
                .filter(type -> type.getPackageName().equals(BASE) && !isPublic(type))
                .map(JavaClass::getSimpleName)
                .filter(name -> !name.isEmpty())
                .collect(toSet());
        assertThat(hidden).contains("ChannelSocket", "Failure");
        List<String> members = publicTypes().flatMap(ArchitectureTest::members).toList();
        assertThat(members)
                .hasSizeGreaterThan(80)
                .allSatisfy(
                        signature -> assertThat(signature.split("[^A-Za-z]+")).doesNotContainAnyElementsOf(hidden));
        Stream<String> types = publicTypes()
                .map(type -> type.toGenericString() + " of " + type.getGenericSuperclass()
                        + Arrays.toString(type.getGenericInterfaces()));
        assertThat(Stream.concat(types, members.stream()))
                .noneMatch(signature -> signature.contains(BASE + ".internal"));
    }

    private static boolean isPublic(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC);
    }

    private static Stream<Class<?>> publicTypes() {
        return LIBRARY.stream()
                .filter(type -> type.getPackageName().equals(BASE) && isPublic(type))
                .map(JavaClass::reflect);
    }

    private static Stream<String> members(Class<?> type) {
        return Stream.of(type.getDeclaredMethods(), type.getDeclaredConstructors(), type.getDeclaredFields())
                .flatMap(Stream::of)
                .map(Member.class::cast)
                .filter(ArchitectureTest::isVisible)
                .map(ArchitectureTest::signature);
    }

    private static boolean isVisible(Member member) {
        return (member.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0;
    }

    private static String signature(Member member) {
        return member instanceof Field field ? field.toGenericString() : ((Executable) member).toGenericString();
    }
}
