package dev.loupe.report.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.loupe.Golden;
import dev.loupe.engine.Samples;
import dev.loupe.engine.baseline.Baseline;
import dev.loupe.engine.journal.Run;
import dev.loupe.engine.result.Verdict;
import dev.loupe.exchange.Exchange;
import dev.loupe.report.RunReports;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunComparisonTest {
    private static final Path GOLDEN = Path.of("src/test/resources/report/golden");

    private static final Exchange RIGHT = Samples.answered("x/1", "Text", 4);
    private static final Exchange WRONG = Samples.answered("x/1", "Text", 0);
    private static final Exchange ALSO_WRONG = Samples.answered("x/2", "Other text", 0);

    @TempDir
    Path dir;

    private int runs;

    private RunComparison.OpenedRun run(Exchange... exchanges) {
        Path journal = dir.resolve(runs++ + ".ndjson");
        Run run = Samples.run(Samples.plan(Baseline.none()), journal, List.of(exchanges));
        return new RunComparison.OpenedRun("run" + runs + ".json", run);
    }

    private static RunDifference difference(RunComparison comparison) {
        RunDifference difference = comparison.difference();
        assertThat(difference).isNotNull();
        return difference;
    }

    @Test
    void whatTheSecondRunBreaksAndTheFirstDoesNotIsNewAndFails() {
        RunComparison comparison = RunComparison.of(List.of(run(RIGHT, ALSO_WRONG), run(WRONG, ALSO_WRONG)));
        RunDifference difference = difference(comparison);
        assertThat(difference.added().count()).isEqualTo(1);
        assertThat(difference.added().kinds().getFirst().example().exchange()).hasToString("x/1");
        assertThat(difference.removed().count()).isZero();
        assertThat(difference.same()).isEqualTo(1);
        assertThat(comparison.verdict()).isEqualTo(Verdict.NON_CONFORMANT);
    }

    @Test
    void whatIsGoneOrTheSameFailsNothingThoughTheRunsAreNonConformant() {
        RunComparison comparison = RunComparison.of(List.of(run(WRONG, ALSO_WRONG), run(RIGHT, ALSO_WRONG)));
        RunDifference difference = difference(comparison);
        assertThat(difference.added().count()).isZero();
        assertThat(difference.removed().count()).isEqualTo(1);
        assertThat(difference.same()).isEqualTo(1);
        assertThat(comparison.verdict()).isEqualTo(Verdict.CONFORMANT);
    }

    @Test
    void anExchangeThatOneRunDidNotLookAtIsNeitherNewNorGone() {
        RunComparison comparison = RunComparison.of(List.of(run(WRONG, ALSO_WRONG), run(WRONG)));
        assertThat(difference(comparison).removed().count()).isZero();
        assertThat(difference(comparison).omitted()).isEqualTo(1);
        assertThat(comparison.verdict()).isEqualTo(Verdict.CONFORMANT);
    }

    @Test
    void runsWithoutACommonExchangeAreComparedByKind() {
        Exchange elsewhere = Samples.answered("y/1", "Text", 0);
        Exchange again = Samples.answered("y/2", "Text and more", 0);
        RunComparison comparison = RunComparison.of(List.of(run(WRONG), run(elsewhere, again)));
        RunDifference difference = difference(comparison);
        assertThat(difference.byExchange()).isFalse();
        assertThat(difference.same()).isEqualTo(1);
        assertThat(difference.added().count()).isZero();
        RunComparison worse = RunComparison.of(List.of(run(Samples.answered("z/1", "Text", 4)), run(elsewhere)));
        assertThat(worse.verdict()).isEqualTo(Verdict.NON_CONFORMANT);
    }

    @Test
    void ofThreeRunsTheWorstVerdictCounts() {
        RunComparison comparison = RunComparison.of(List.of(run(RIGHT), run(WRONG), run(RIGHT)));
        assertThat(comparison.difference()).isNull();
        assertThat(comparison.verdict()).isEqualTo(Verdict.NON_CONFORMANT);
        assertThat(comparison.sides()).extracting(RunComparison.Side::name).containsExactly("A", "B", "C");
        assertThat(RunComparison.of(List.of(run(RIGHT), run(RIGHT), run(RIGHT))).verdict())
                .isEqualTo(Verdict.CONFORMANT);
    }

    @Test
    void everyFormIsWhatAPersonHasReadAndTheJsonObeysItsSchema() throws IOException {
        RunComparison comparison = RunComparison.of(List.of(run(RIGHT, ALSO_WRONG), run(WRONG, ALSO_WRONG)));
        RunReports.writeAll(comparison, dir.resolve("out"));
        for (String name : List.of("comparison.json", "comparison.html", "comparison.md")) {
            Golden.compare(
                    GOLDEN.resolve(name), Files.readString(dir.resolve("out").resolve(name)));
        }
        Golden.compare(GOLDEN.resolve("comparison.txt"), printed(comparison, RunReports.Format.TEXT));
        JsonNode json = new ObjectMapper().readTree(printed(comparison, RunReports.Format.JSON));
        String schema = Files.readString(
                Path.of(System.getProperty("loupe.root"), "docs/formats/loupe-comparison-1.schema.json"));
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(schema)
                        .validate(json))
                .isEmpty();
        assertThatThrownBy(() -> printed(comparison, RunReports.Format.SARIF))
                .hasMessageContaining("text, json or markdown");
    }

    private static String printed(RunComparison comparison, RunReports.Format format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RunReports.print(comparison, format, out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
