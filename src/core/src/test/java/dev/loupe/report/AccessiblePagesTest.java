package dev.loupe.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import dev.loupe.check.Attribution;
import dev.loupe.check.Check;
import dev.loupe.check.Level;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.engine.SampleChecks;
import dev.loupe.engine.Samples;
import dev.loupe.engine.baseline.Baseline;
import dev.loupe.engine.journal.Run;
import dev.loupe.exchange.FindingLocation;
import dev.loupe.report.site.SiteWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of page by the rules of axe (WCAG 2 and best practices): wide and light, narrow and dark. */
class AccessiblePagesTest {
    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @TempDir
    Path dir;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "report/golden/index.html",
                "report/golden/comparison.html",
                "change/golden/diff/diff.html",
                "change/golden/series/diff.html",
                "change/golden/history/diff.html"
            })
    void theGoldenPageIsAccessible(String name) {
        isAccessible(Path.of("src/test/resources", name));
    }

    @Test
    void thePageOfALintRunIsAccessible() {
        Check rule = SampleChecks.check(
                SampleChecks.info("lint.count-may-be-negative", Level.SHOULD, "a count has a minimum"),
                document -> Result.violated(new Violation(
                        FindingLocation.body("/components/schemas/Usage/properties/total_tokens"),
                        "minimum 0",
                        "{}",
                        "`total_tokens` may be negative",
                        Attribution.SPEC)));
        Run run = Samples.run(
                Samples.plan(List.of(rule)),
                dir.resolve("lint.ndjson"),
                List.of(Samples.answered("a.json", "Text", 1)));
        assertThat(run.summary().counts().subject().isDocument()).isTrue();
        RunReports.writeAll(run, dir);
        isAccessible(dir.resolve("index.html"));
    }

    @Test
    void thePagesOfASiteAreAccessible() {
        Map<Path, Run> runs = new HashMap<>();
        for (int i = 0; i < 2; i++) {
            Path file = dir.resolve(i + ".ndjson");
            runs.put(
                    file,
                    Samples.run(Samples.plan(Baseline.none()), file, List.of(Samples.answered("x/1", "Text", 4 * i))));
        }
        Path out = dir.resolve("public");
        SiteWriter.write(runs.keySet().stream().sorted().toList(), file -> Objects.requireNonNull(runs.get(file)), out);
        isAccessible(out.resolve("index.html"));
        isAccessible(out.resolve("1/index.html"));
    }

    private static void isAccessible(Path page) {
        assertThat(page).matches(Files::isRegularFile);
        Stream.of(
                        CHROMIUM.visit(page, 1280, ColorScheme.LIGHT, true),
                        CHROMIUM.visit(page, 390, ColorScheme.DARK, true))
                .forEach(visit -> {
                    assertThat(visit.deadAnchors()).as(page.toString()).isEmpty();
                    assertThat(visit.accessibilityViolations())
                            .as(page.toString())
                            .isEmpty();
                    visit.page().context().close();
                });
    }
}
