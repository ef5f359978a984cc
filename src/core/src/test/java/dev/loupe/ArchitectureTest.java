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
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The layers of the engine: each package's description states what it may import; this test compares the imports. */
class ArchitectureTest {
    /** Package to what it may import, lowest first; a package that is not here fails the test. */
    static final Map<String, Set<String>> MAY_IMPORT = Map.ofEntries(
            Map.entry("text", Set.of()),
            Map.entry("exchange.text", Set.of()),
            Map.entry("exchange.sse", Set.of("exchange.text")),
            Map.entry("exchange", Set.of("exchange.sse", "exchange.text")),
            Map.entry("connection", Set.of("exchange", "exchange.text", "text")),
            Map.entry("openapi", Set.of("text")),
            Map.entry("openapi.schema", Set.of("openapi", "text")),
            Map.entry("generate", Set.of("openapi", "openapi.schema", "text")),
            Map.entry("chat", Set.of("exchange", "exchange.sse", "openapi", "openapi.schema", "text")),
            Map.entry("provider", Set.of("text")),
            Map.entry(
                    "check",
                    Set.of("chat", "exchange", "exchange.sse", "openapi", "openapi.schema", "provider", "text")),
            Map.entry("check.rules", Set.of("chat", "check", "exchange", "exchange.sse", "provider", "text")),
            Map.entry("openapi.values", Set.of("openapi", "openapi.schema", "text")),
            Map.entry("diff.normal", Set.of("openapi", "openapi.schema", "openapi.values", "text")),
            Map.entry("diff.compare", Set.of("diff.normal", "openapi", "openapi.schema", "text")),
            Map.entry(
                    "diff.prove",
                    Set.of("diff.compare", "diff.normal", "openapi", "openapi.schema", "openapi.values", "text")),
            Map.entry(
                    "diff.judge",
                    Set.of(
                            "check",
                            "diff.compare",
                            "diff.normal",
                            "diff.prove",
                            "exchange",
                            "exchange.redact",
                            "exchange.sse",
                            "openapi",
                            "openapi.schema",
                            "text")),
            Map.entry(
                    "diff",
                    Set.of("diff.compare", "diff.judge", "diff.normal", "exchange", "exchange.redact", "openapi")),
            Map.entry("diff.history", Set.of("diff", "diff.compare", "diff.judge", "diff.normal", "openapi")),
            Map.entry("diff.source", Set.of("connection", "openapi", "text")),
            Map.entry("exchange.redact", Set.of("exchange", "exchange.sse", "text")),
            Map.entry("exchange.file", Set.of("exchange", "exchange.redact", "exchange.sse", "exchange.text", "text")),
            Map.entry(
                    "engine.result",
                    Set.of(
                            "check",
                            "exchange",
                            "exchange.file",
                            "exchange.redact",
                            "exchange.sse",
                            "openapi",
                            "openapi.schema",
                            "text")),
            Map.entry("engine.summary", Set.of("check", "engine.result", "exchange", "exchange.file", "text")),
            Map.entry(
                    "engine.journal",
                    Set.of("check", "engine.result", "engine.summary", "exchange", "exchange.file", "text")),
            Map.entry("engine.baseline", Set.of("check", "engine.journal", "engine.result", "exchange", "text")),
            Map.entry(
                    "engine.evidence",
                    Set.of("check", "engine.result", "exchange", "exchange.sse", "openapi", "openapi.schema", "text")),
            Map.entry(
                    "engine",
                    Set.of(
                            "chat",
                            "check",
                            "engine.baseline",
                            "engine.evidence",
                            "engine.journal",
                            "engine.result",
                            "engine.summary",
                            "exchange",
                            "exchange.file",
                            "exchange.redact",
                            "openapi",
                            "openapi.schema",
                            "provider",
                            "text")),
            Map.entry("exchange.exports", Set.of("exchange", "exchange.sse", "exchange.text", "text")),
            Map.entry(
                    "exchange.imports",
                    Set.of("exchange", "exchange.file", "exchange.redact", "exchange.sse", "exchange.text", "text")),
            Map.entry("lint", Set.of("check", "exchange", "openapi", "openapi.schema", "text")),
            Map.entry("lint.rules", Set.of("check", "lint", "openapi", "openapi.schema", "text")),
            Map.entry("probe", Set.of("exchange", "openapi", "openapi.schema", "openapi.values", "text")),
            Map.entry(
                    "live",
                    Set.of(
                            "connection",
                            "engine.result",
                            "exchange",
                            "exchange.file",
                            "exchange.redact",
                            "exchange.sse",
                            "exchange.text",
                            "probe",
                            "provider",
                            "text")),
            Map.entry("report.format", Set.of("check", "text")),
            Map.entry(
                    "report.run",
                    Set.of(
                            "check",
                            "engine.journal",
                            "engine.result",
                            "engine.summary",
                            "exchange",
                            "exchange.file",
                            "provider",
                            "report.format",
                            "text")),
            Map.entry(
                    "report.comparison",
                    Set.of(
                            "check",
                            "engine.journal",
                            "engine.result",
                            "engine.summary",
                            "exchange",
                            "report.format",
                            "report.run",
                            "text")),
            Map.entry(
                    "report.diff",
                    Set.of(
                            "diff",
                            "diff.compare",
                            "diff.history",
                            "diff.judge",
                            "diff.prove",
                            "exchange",
                            "openapi",
                            "report.format")),
            Map.entry(
                    "report.site",
                    Set.of(
                            "engine.journal",
                            "engine.result",
                            "engine.summary",
                            "report",
                            "report.comparison",
                            "report.format",
                            "report.run")),
            Map.entry("report.history", Set.of("diff", "diff.history", "diff.judge", "report.diff", "report.format")),
            Map.entry("report.series", Set.of("diff", "diff.judge", "report.diff", "report.format", "report.history")),
            Map.entry(
                    "report",
                    Set.of(
                            "check",
                            "diff",
                            "diff.history",
                            "engine.journal",
                            "engine.result",
                            "engine.summary",
                            "report.comparison",
                            "report.diff",
                            "report.format",
                            "report.history",
                            "report.run",
                            "report.series")));

    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.loupe");

    @Test
    void theRulesApplyToEnoughClasses() {
        assertThat(CORE.size()).as("an empty import would make every rule hold").isGreaterThan(50);
    }

    @Test
    void everyPackageHasItsLayer() {
        Set<String> packages = CORE.stream().map(ArchitectureTest::layer).collect(Collectors.toSet());
        assertThat(MAY_IMPORT.keySet()).containsExactlyInAnyOrderElementsOf(packages);
    }

    @Test
    void packagesImportOnlyWhatTheyMay() {
        MAY_IMPORT.forEach((name, allowed) -> {
            List<String> others = new ArrayList<>();
            for (String other : MAY_IMPORT.keySet()) {
                if (!other.equals(name) && !allowed.contains(other)) {
                    others.add("dev.loupe." + other);
                }
            }
            noClasses()
                    .that(resideInAPackage("dev.loupe." + name))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others.toArray(String[]::new))
                    .allowEmptyShould(true)
                    .check(CORE);
        });
    }

    /** The picture in ARCHITECTURE.md shows no arrow that is not there. */
    @Test
    void whatAPackageMayImportItImports() {
        Set<String> unused = new TreeSet<>();
        MAY_IMPORT.forEach((name, allowed) -> allowed.forEach(imported -> unused.add(name + " -> " + imported)));
        CORE.forEach(type -> type.getDirectDependenciesFromSelf()
                .forEach(use -> unused.remove(layer(type) + " -> " + layer(use.getTargetClass()))));
        assertThat(unused).isEmpty();
    }

    private static String layer(JavaClass type) {
        return type.getPackageName().replaceFirst("^dev\\.loupe\\.", "");
    }

    @Test
    void packagesFormNoCircle() {
        slices().matching("dev.loupe.(**)").should().beFreeOfCycles().check(CORE);
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
