package dev.loupe.lint.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.loupe.Golden;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.Level;
import dev.loupe.check.Result;
import dev.loupe.lint.LintRule;
import dev.loupe.lint.LintedDocument;
import dev.loupe.lint.Linter;
import dev.loupe.openapi.Contract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every rule, both ways, on the documents in {@code lint/ID}. */
class LintRulesTest {
    private static final Path FIXTURES = Path.of("src/test/resources/lint");

    @TestFactory
    Stream<DynamicTest> aDocumentThatBreaksARuleYieldsExactlyTheDefectsExpected() {
        return fixtures("breaks-")
                .map(file -> DynamicTest.dynamicTest(name(file), () -> {
                    Path expected =
                            file.resolveSibling(file.getFileName().toString().replace(".yaml", ".expected"));
                    List<String> defects = defects(rule(file), file);
                    assertThat(defects).isNotEmpty();
                    Golden.compare(expected, String.join("\n", defects) + "\n");
                }));
    }

    @TestFactory
    Stream<DynamicTest> aDocumentThatHoldsARuleBreaksNoRuleAtAll() {
        return fixtures("holds-").flatMap(file -> LintRules.all().stream()
                .map(rule -> DynamicTest.dynamicTest(
                        name(file) + " under " + rule.info().id(),
                        () -> assertThat(defects(rule, file)).isEmpty())));
    }

    @TestFactory
    Stream<DynamicTest> aRuleExaminesTheDocumentsThatHoldIt() {
        return LintRules.all().stream()
                .map(rule -> DynamicTest.dynamicTest(rule.info().id(), () -> assertThat(fixtures("holds-")
                                .filter(file -> rule(file) == rule)
                                .map(file -> Linter.run(rule, spec(file))))
                        .hasAtLeastOneElementOfType(Result.Passed.class)));
    }

    @Test
    void aReferenceThatIsNotFollowedViolatesNoMust() {
        List<Path> files = fixtures("breaks-")
                .filter(file -> ruleId(file).equals("lint.reference-inside"))
                .toList();
        assertThat(files).isNotEmpty().allSatisfy(file -> assertThat(LintRules.all())
                .filteredOn(rule -> rule.info().level() == Level.MUST)
                .allSatisfy(rule -> assertThat(defects(rule, file)).isEmpty()));
    }

    @Test
    void everyRuleIsListedSortedAndShownBothWays() throws IOException {
        List<String> ids =
                LintRules.all().stream().map(rule -> rule.info().id()).toList();
        assertThat(ids).isSorted().doesNotHaveDuplicates().allMatch(id -> id.matches("lint\\.[a-z0-9-]+"));
        try (Stream<Path> folders = Files.list(FIXTURES)) {
            assertThat(folders.map(folder -> folder.getFileName().toString())).containsExactlyInAnyOrderElementsOf(ids);
        }
        for (String id : ids) {
            assertThat(fixtures("breaks-").filter(file -> ruleId(file).equals(id)))
                    .as("breaks-* of " + id)
                    .isNotEmpty();
        }
        try (Stream<Path> sources = Files.list(Path.of("src/main/java/dev/loupe/lint/rules"))) {
            List<String> rules = new ArrayList<>();
            for (Path source : sources.toList()) {
                if (Files.readString(source).contains(" implements LintRule ")) {
                    rules.add(source.getFileName().toString().replace(".java", ""));
                }
            }
            assertThat(LintRules.all().stream().map(rule -> rule.getClass().getSimpleName()))
                    .containsExactlyInAnyOrderElementsOf(rules);
        }
    }

    @Test
    void thePageIsGeneratedFromTheCatalogue() throws IOException {
        StringBuilder page = new StringBuilder(
                """
                # Lint rules

                <!-- Generated from the catalogue in dev.loupe.lint.rules: make golden. Change that, not this. -->

                A lint rule is a rule about a spec; no traffic is involved. A violated MUST makes `loupe lint` fail; SHOULD and INFO
                are shown and counted. `loupe explain ID` prints an entry.

                | rule | level | requirement |
                |---|---|---|
                """);
        for (LintRule rule : LintRules.all()) {
            CheckInfo info = rule.info();
            page.append("| [%s](#%s) | %s | %s |\n"
                    .formatted(info.id(), info.id().replace(".", ""), info.level(), info.truth()));
        }
        for (LintRule rule : LintRules.all()) {
            CheckInfo info = rule.info();
            page.append("\n## %s\n\n**%s**: %s.\n\n- Source: %s\n- Why: %s\n- Fix: %s\n"
                    .formatted(info.id(), info.level(), info.truth(), info.source(), info.why(), info.fix()));
        }
        Golden.compare(Path.of(System.getProperty("loupe.root"), "docs/LINT.md"), page.toString());
    }

    @Test
    void everyRuleStatesItsRequirementInOneSentenceAndCitesItsSource() {
        for (LintRule rule : LintRules.all()) {
            CheckInfo info = rule.info();
            assertThat(info.truth())
                    .as(info.id())
                    .isNotBlank()
                    .doesNotEndWith(".")
                    .doesNotContain("\n");
            assertThat(List.of(info.source(), info.why(), info.fix()))
                    .as(info.id())
                    .allMatch(text -> !text.isBlank());
        }
    }

    private static Stream<Path> fixtures(String prefix) {
        try (Stream<Path> files = Files.walk(FIXTURES)) {
            return files
                    .filter(file -> file.getFileName().toString().startsWith(prefix)
                            && file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static LintRule rule(Path file) {
        String id = ruleId(file);
        return LintRules.all().stream()
                .filter(rule -> rule.info().id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no rule for folder " + id));
    }

    private static String ruleId(Path file) {
        return FIXTURES.relativize(file).getName(0).toString();
    }

    private static List<String> defects(LintRule rule, Path file) {
        return Linter.run(rule, spec(file)) instanceof Result.Violated violated
                ? violated.violations().stream()
                        .map(v -> v.at() + " expected " + v.expected() + " but was " + v.actual())
                        .toList()
                : List.of();
    }

    private static LintedDocument spec(Path file) {
        try {
            JsonNode document = new YAMLMapper().readTree(Files.readString(file));
            return new LintedDocument(new Contract(name(file), document, document, List.of()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String name(Path file) {
        return FIXTURES.relativize(file).toString();
    }
}
