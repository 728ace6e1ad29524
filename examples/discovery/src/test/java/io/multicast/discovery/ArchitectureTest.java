package io.multicast.discovery;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Which package may know what. */
class ArchitectureTest {
    private static final String BASE = "io.multicast.discovery";

    private static JavaClasses classes;

    @BeforeAll
    static void read() {
        classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(BASE);
    }

    @Test
    void messagesAreValues() {
        classes()
                .that()
                .resideInAPackage(BASE + ".dns..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", "io.netty.buffer..", BASE + ".dns..")
                .check(classes);
    }

    @Test
    void theProtocolKnowsNoSockets() {
        classes()
                .that()
                .resideInAPackage(BASE + ".mdns.protocol..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "org.jspecify..",
                        "io.netty.buffer..",
                        "io.netty.util..",
                        BASE,
                        BASE + ".dns..",
                        BASE + ".naming..",
                        BASE + ".mdns.protocol..")
                .check(classes);
    }

    @Test
    void theApiKnowsNoKindOfDirectory() {
        noClasses()
                .that()
                .resideInAPackage(BASE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(BASE + ".mdns..", BASE + ".unicast..", BASE + ".fixed..")
                .check(classes);
    }

    @Test
    void kindsOfDirectoriesDoNotKnowEachOther() {
        slices().matching(BASE + ".(mdns|unicast|fixed|grpc|spring|resolver)..")
                .should()
                .notDependOnEachOther()
                .check(classes);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching(BASE + ".(**)").should().beFreeOfCycles().check(classes);
    }

    @Test
    void whatIsOptionalIsUsedInOnePlace() {
        optional("io.grpc..", BASE + ".grpc..");
        optional("org.springframework..", BASE + ".spring..");
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(BASE + ".unicast.SystemServers")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.netty.resolver.dns..")
                .check(classes);
    }

    private static void optional(String framework, String plugIn) {
        noClasses()
                .that()
                .resideOutsideOfPackage(plugIn)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(framework)
                .check(classes);
    }
}
