package dev.loupe.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.loupe.exchange.Exchange;
import dev.loupe.verdict.Baseline;
import dev.loupe.verdict.Run;
import dev.loupe.verdict.Samples;
import dev.loupe.verdict.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {
    private static final Exchange RIGHT = Samples.answered("x/1", "Text", 4);
    private static final Exchange WRONG = Samples.answered("x/1", "Text", 0);
    private static final Exchange ALSO_WRONG = Samples.answered("x/2", "Other text", 0);

    @TempDir
    Path dir;

    private int runs;

    private Comparison.Opened run(Exchange... exchanges) {
        Path journal = dir.resolve(runs++ + ".ndjson");
        Run run = Samples.run(Samples.plan(Baseline.none()), journal, List.of(exchanges));
        return new Comparison.Opened("run" + runs + ".json", run);
    }

    private static Difference difference(Comparison comparison) {
        Difference difference = comparison.difference();
        assertThat(difference).isNotNull();
        return difference;
    }

    @Test
    void whatTheSecondRunBreaksAndTheFirstDoesNotIsNewAndFails() {
        Comparison comparison = Comparison.of(List.of(run(RIGHT, ALSO_WRONG), run(WRONG, ALSO_WRONG)));
        Difference difference = difference(comparison);
        assertThat(difference.added().count()).isEqualTo(1);
        assertThat(difference.added().kinds().getFirst().example().exchange()).hasToString("x/1");
        assertThat(difference.gone().count()).isZero();
        assertThat(difference.same()).isEqualTo(1);
        assertThat(comparison.verdict()).isEqualTo(Verdict.NON_CONFORMANT);
    }

    @Test
    void whatIsGoneOrTheSameFailsNothingThoughTheRunsAreNonConformant() {
        Comparison comparison = Comparison.of(List.of(run(WRONG, ALSO_WRONG), run(RIGHT, ALSO_WRONG)));
        Difference difference = difference(comparison);
        assertThat(difference.added().count()).isZero();
        assertThat(difference.gone().count()).isEqualTo(1);
        assertThat(difference.same()).isEqualTo(1);
        assertThat(comparison.verdict()).isEqualTo(Verdict.CONFORMANT);
    }

    @Test
    void anExchangeThatOneRunDidNotLookAtIsNeitherNewNorGone() {
        Comparison comparison = Comparison.of(List.of(run(WRONG, ALSO_WRONG), run(WRONG)));
        assertThat(difference(comparison).gone().count()).isZero();
        assertThat(difference(comparison).leftOut()).isEqualTo(1);
        assertThat(comparison.verdict()).isEqualTo(Verdict.CONFORMANT);
    }

    @Test
    void runsWithoutACommonExchangeAreComparedByKind() {
        Exchange elsewhere = Samples.answered("y/1", "Text", 0);
        Exchange again = Samples.answered("y/2", "Text and more", 0);
        Comparison comparison = Comparison.of(List.of(run(WRONG), run(elsewhere, again)));
        Difference difference = difference(comparison);
        assertThat(difference.byExchange()).isFalse();
        assertThat(difference.same()).isEqualTo(1);
        assertThat(difference.added().count()).isZero();
        Comparison worse = Comparison.of(List.of(run(Samples.answered("z/1", "Text", 4)), run(elsewhere)));
        assertThat(worse.verdict()).isEqualTo(Verdict.NON_CONFORMANT);
    }

    @Test
    void ofThreeRunsTheWorstVerdictCounts() {
        Comparison comparison = Comparison.of(List.of(run(RIGHT), run(WRONG), run(RIGHT)));
        assertThat(comparison.difference()).isNull();
        assertThat(comparison.verdict()).isEqualTo(Verdict.NON_CONFORMANT);
        assertThat(comparison.sides()).extracting(Comparison.Side::name).containsExactly("A", "B", "C");
        assertThat(Comparison.of(List.of(run(RIGHT), run(RIGHT), run(RIGHT))).verdict())
                .isEqualTo(Verdict.CONFORMANT);
    }

    @Test
    void everyFormIsWhatAPersonHasReadAndTheJsonObeysItsSchema() throws IOException {
        Comparison comparison = Comparison.of(List.of(run(RIGHT, ALSO_WRONG), run(WRONG, ALSO_WRONG)));
        Reports.writeAll(comparison, dir.resolve("out"));
        for (String name : List.of("comparison.json", "comparison.html", "comparison.md")) {
            Golden.same(name, Files.readString(dir.resolve("out").resolve(name)));
        }
        Golden.same("comparison.txt", printed(comparison, Reports.Format.TEXT));
        JsonNode json = new ObjectMapper().readTree(printed(comparison, Reports.Format.JSON));
        String schema = Files.readString(
                Path.of(System.getProperty("loupe.root"), "docs/formats/loupe-comparison-1.schema.json"));
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(schema)
                        .validate(json))
                .isEmpty();
        assertThatThrownBy(() -> printed(comparison, Reports.Format.SARIF))
                .hasMessageContaining("text, json or markdown");
    }

    private static String printed(Comparison comparison, Reports.Format format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Reports.print(comparison, format, out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
