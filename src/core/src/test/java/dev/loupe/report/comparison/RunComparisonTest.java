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
import dev.loupe.engine.result.Rate;
import dev.loupe.engine.result.Verdict;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.Reply;
import dev.loupe.report.Hostile;
import dev.loupe.report.RunReports;
import dev.loupe.report.run.ProviderScore;
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
        return run(Baseline.none(), exchanges);
    }

    private RunComparison.OpenedRun run(Baseline baseline, Exchange... exchanges) {
        Path journal = dir.resolve(runs++ + ".ndjson");
        Run run = Samples.run(Samples.plan(baseline), journal, List.of(exchanges));
        return new RunComparison.OpenedRun("run" + runs + ".json", run);
    }

    private static RunDifference difference(RunComparison comparison) {
        RunDifference difference = comparison.difference();
        assertThat(difference).isNotNull();
        return difference;
    }

    @Test
    void aViolationOfTheSecondRunOnlyIsNewAndFails() {
        RunComparison comparison = RunComparison.of(List.of(run(RIGHT, ALSO_WRONG), run(WRONG, ALSO_WRONG)));
        RunDifference difference = difference(comparison);
        assertThat(difference.added().count()).isEqualTo(1);
        assertThat(difference.added().kinds().getFirst().example().exchange()).hasToString("x/1");
        assertThat(difference.removed().count()).isZero();
        assertThat(difference.same()).isEqualTo(1);
        assertThat(comparison.verdict()).isEqualTo(Verdict.NON_CONFORMANT);
    }

    private Baseline accepting(String exchange) throws IOException {
        Path file = dir.resolve("baseline.yaml");
        Files.writeString(
                file,
                "accept:\n  - {check: usage.completion-counted, exchange: '" + exchange
                        + "', at: '*', reason: known}\n");
        return Baseline.read(file);
    }

    @Test
    void aKindIsShownAsAcceptedOnlyWhereAllItsFindingsAre() throws IOException {
        Exchange alsoRight = Samples.answered("x/2", "Other text", 4);
        RunComparison some = RunComparison.of(List.of(run(RIGHT, alsoRight), run(accepting("x/1"), WRONG, ALSO_WRONG)));
        RunComparison all = RunComparison.of(List.of(run(RIGHT, alsoRight), run(accepting("x/*"), WRONG, ALSO_WRONG)));
        for (RunReports.Format format : List.of(RunReports.Format.TEXT, RunReports.Format.MARKDOWN)) {
            assertThat(printed(some, format)).doesNotContain("accepted: the");
            assertThat(printed(all, format)).contains("accepted: the");
        }
        assertThat(some.verdict()).isEqualTo(Verdict.NON_CONFORMANT);
        assertThat(all.verdict()).isEqualTo(Verdict.CONFORMANT);
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
    void everyFormEqualsItsGoldenFileAndTheJsonConformsToItsSchema() throws IOException {
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

    @Test
    void theScoreCountsMustChecksThatExaminedAllRuns() {
        RunComparison comparison = RunComparison.of(List.of(run(RIGHT), run(WRONG), run(RIGHT, ALSO_WRONG)));
        List<ProviderScore> scores =
                comparison.sides().stream().map(RunComparison.Side::score).toList();
        long of = scores.getFirst().checks().of();
        assertThat(scores).extracting(score -> score.checks().of()).containsOnly(of);
        assertThat(scores).extracting(score -> score.checks().count()).containsExactly(of, of - 1, of - 1);
        assertThat(scores.get(2).exchanges()).isEqualTo(new Rate(1, 2));
        assertThat(comparison.sentence())
                .isEqualTo("A passes the most MUST checks: " + of + " of " + of
                        + " that examined responses in all 3 runs.");
    }

    @Test
    void aParameterIsRejectedValidatedOrNotByItsProbes() {
        Reply accepted = Samples.status("a", 200).reply();
        Reply rejected = Samples.status("b", 400).reply();
        Reply failed = Samples.status("c", 500).reply();
        RunComparison.OpenedRun validated =
                run(Samples.probe("in", "1", true, accepted), Samples.probe("out", "3", false, rejected));
        RunComparison.OpenedRun open =
                run(Samples.probe("in", "1", true, accepted), Samples.probe("out", "3", false, accepted));
        RunComparison.OpenedRun closed =
                run(Samples.probe("in", "1", true, rejected), Samples.probe("out", "3", false, rejected));
        RunComparison.OpenedRun broken = run(Samples.probe("in", "1", true, failed));
        RunComparison.ParameterRow row =
                RunComparison.of(List.of(validated, open, closed, broken, run(RIGHT))).parameters().stream()
                        .filter(one -> one.at().equals("/temperature"))
                        .findFirst()
                        .orElseThrow();
        assertThat(row.support())
                .extracting(ParameterTreatment::kind)
                .containsExactly(
                        ParameterTreatment.Kind.VALIDATED,
                        ParameterTreatment.Kind.NOT_VALIDATED,
                        ParameterTreatment.Kind.REJECTED,
                        ParameterTreatment.Kind.FAILED,
                        ParameterTreatment.Kind.NOT_PROBED);
        assertThat(row.support().get(1).detail()).isEqualTo("1 of 1 forbidden value accepted");
    }

    @Test
    void hostileRunsStayHarmless() throws IOException {
        Run hostile = Samples.run(Samples.plan(Hostile.checks()), dir.resolve("hostile.ndjson"), Hostile.exchanges());
        RunComparison.OpenedRun opened = new RunComparison.OpenedRun("<script>x</script>.json", hostile);
        RunReports.writeAll(RunComparison.of(List.of(opened, run(RIGHT), opened)), dir.resolve("out"));
        String html = Files.readString(dir.resolve("out/comparison.html"));
        assertThat(html).doesNotContain("<script", "<img", "\u202E", "\u001B");
        assertThat(html).contains("&lt;script&gt;x&lt;/script&gt;.json");
        new ObjectMapper().readTree(dir.resolve("out/comparison.json").toFile());
    }

    private static String printed(RunComparison comparison, RunReports.Format format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RunReports.print(comparison, format, out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
