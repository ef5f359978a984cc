package dev.loupe;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The layers of the engine: each package's description says what it may import, and here it is held to that. */
class ArchitectureTest {
    /** Package to what it may import; a package that is not here fails the test. */
    private static final Map<String, Set<String>> MAY_IMPORT = Map.ofEntries(
            Map.entry("contract", Set.of()),
            Map.entry("catalogue", Set.of()),
            Map.entry("provider", Set.of()),
            Map.entry("exchange", Set.of()),
            Map.entry("schema", Set.of("contract")),
            Map.entry("check", Set.of("contract", "schema", "provider", "exchange", "catalogue")),
            Map.entry("verdict", Set.of("contract", "schema", "provider", "exchange", "catalogue", "check")),
            Map.entry("lint", Set.of("contract", "schema", "catalogue", "exchange", "check")),
            Map.entry("change", Set.of("contract", "schema", "catalogue", "exchange")),
            Map.entry("probe", Set.of("contract", "schema", "provider", "exchange", "catalogue", "check")),
            Map.entry("live", Set.of("contract", "schema", "provider", "exchange", "probe")),
            Map.entry(
                    "report",
                    Set.of(
                            "contract",
                            "schema",
                            "provider",
                            "exchange",
                            "catalogue",
                            "check",
                            "verdict",
                            "change",
                            "lint",
                            "probe")));

    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.loupe");

    @Test
    void enoughClassesAreLookedAt() {
        assertThat(CORE.size()).as("an empty import would make every rule hold").isGreaterThan(50);
    }

    @Test
    void everyPackageHasItsLayer() {
        Set<String> packages = CORE.stream()
                .map(JavaClass::getPackageName)
                .map(name -> name.substring("dev.loupe.".length()).split("\\.", 2)[0])
                .collect(Collectors.toSet());
        assertThat(MAY_IMPORT.keySet()).containsAll(packages);
    }

    @Test
    void packagesImportOnlyWhatTheyMay() {
        MAY_IMPORT.forEach((name, allowed) -> {
            List<String> others = new ArrayList<>();
            for (String other : MAY_IMPORT.keySet()) {
                if (!other.equals(name) && !allowed.contains(other)) {
                    others.add("dev.loupe." + other + "..");
                }
            }
            noClasses()
                    .that(resideInAPackage("dev.loupe." + name + ".."))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others.toArray(String[]::new))
                    .allowEmptyShould(true)
                    .check(CORE);
        });
    }

    @Test
    void packagesFormNoCircle() {
        slices().matching("dev.loupe.(*)..").should().beFreeOfCycles().check(CORE);
    }

    @Test
    void onlyMainClassesPrint() {
        noClasses()
                .that(DescribedPredicate.describe("have no main method", type -> type.getMethods().stream()
                        .noneMatch(method -> method.getName().equals("main"))))
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(CORE);
    }

    @Test
    void coreKnowsNoFramework() {
        classes()
                .that()
                .resideInAPackage("dev.loupe..")
                .should()
                .onlyDependOnClassesThat(DescribedPredicate.describe(
                        "are no Quarkus, Vert.x, Jakarta or picocli (Qute is a library)",
                        type -> type.getPackageName().startsWith("io.quarkus.qute")
                                || !type.getPackageName().matches("(io\\.(quarkus|vertx)|jakarta|picocli).*")))
                .check(CORE);
    }
}
