package dev.loupe.engine.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loupe.engine.RunPlan;
import dev.loupe.engine.Samples;
import dev.loupe.engine.journal.Run;
import dev.loupe.engine.result.Verdict;
import dev.loupe.engine.summary.RunVerdict;
import dev.loupe.exchange.Exchange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BaselineTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);
    private static final Exchange UNCOUNTED = Samples.answered("aimlapi/free", "Text", 0);
    private static final Exchange COUNTED = Samples.answered("aimlapi/paid", "Text", 3);

    @TempDir
    Path dir;

    private Baseline baseline(String entries) throws IOException {
        Path file = dir.resolve("baseline.yaml");
        Files.writeString(file, entries);
        return Baseline.read(file);
    }

    private Run run(Baseline baseline, Exchange... exchanges) {
        return run(Samples.plan(baseline), exchanges);
    }

    private Run run(RunPlan plan, Exchange... exchanges) {
        return Samples.run(plan, dir.resolve("journal.ndjson"), List.of(exchanges));
    }

    private static String entry(String exchange, String at, String more) {
        return "accept:\n  - {check: usage.completion-counted, exchange: '" + exchange + "', at: '" + at
                + "', reason: known since March" + more + "}\n";
    }

    @ParameterizedTest
    @CsvSource({
        "aimlapi/free, /usage/completion_tokens",
        "aimlapi/*, /usage/completion_tokens",
        "*, /usage/*",
        "aimlapi/fre?, *"
    })
    void whatIsAcceptedDoesNotFail(String exchange, String at) throws IOException {
        Run run = run(baseline(entry(exchange, at, "")), UNCOUNTED);
        assertThat(run.verdict()).isEqualTo(Verdict.CONFORMANT);
        assertThat(run.summary().counts().accepted()).isEqualTo(1);
        assertThat(run.findings().toList().getFirst().accepted()).isEqualTo("known since March");
    }

    @ParameterizedTest
    @CsvSource({
        "aimlapi/paid, /usage/completion_tokens",
        "aimlapi/free, /usage/total_tokens",
        "*/free, /usage/total_tokens"
    })
    void whatIsAcceptedElsewhereFails(String exchange, String at) throws IOException {
        Run run = run(baseline(entry(exchange, at, "")), UNCOUNTED, COUNTED);
        assertThat(run.runVerdict().reasons())
                .extracting(RunVerdict.Reason::kind)
                .containsExactly(RunVerdict.Kind.MUST_VIOLATED, RunVerdict.Kind.BASELINE_STALE);
    }

    @Test
    void anEntryThatNoLongerHappensFailsAndIsNamed() throws IOException {
        Run run = run(baseline(entry("aimlapi/paid", "/usage/completion_tokens", "")), COUNTED);
        assertThat(run.verdict()).isEqualTo(Verdict.NON_CONFORMANT);
        assertThat(run.runVerdict().reasons().getFirst().message())
                .contains("remove", "usage.completion-counted at /usage/completion_tokens in aimlapi/paid");
    }

    @Test
    void anEntryOfACheckThatWasNotSelectedIsNotStale() throws IOException {
        RunPlan plan = Samples.plan(baseline(entry("aimlapi/paid", "*", ""))).only(new GlobPattern("schema.*"));
        Run run = run(plan, COUNTED);
        assertThat(run.verdict()).isEqualTo(Verdict.CONFORMANT);
        assertThat(run.end().notExamined()).containsExactly("usage.completion-counted at * in aimlapi/paid");
    }

    @ParameterizedTest
    @CsvSource({"somewhere/else", "somewhere/*"})
    void anEntryOfAnExchangeThatWasNotReplayedIsNotStale(String exchange) throws IOException {
        Run run = run(baseline(entry(exchange, "*", "")), COUNTED);
        assertThat(run.verdict()).isEqualTo(Verdict.CONFORMANT);
        assertThat(run.end().stale()).isEmpty();
        assertThat(run.end().notExamined()).hasSize(1);
        assertThat(dev.loupe.report.run.RunText.summary(run, false, ""))
                .contains("1 baseline entry is not part of this run");
    }

    @Test
    void anEntryOfACheckThatCouldNotLookIsNotStale() throws IOException {
        Run run = run(baseline(entry("busy", "*", "")), Samples.status("busy", 429), COUNTED);
        assertThat(run.verdict()).isEqualTo(Verdict.CONFORMANT);
    }

    @Test
    void anEntryIsGoodOnItsLastDayAndExpiredOnTheNext() throws IOException {
        assertThat(run(baseline(entry("*", "*", ", until: '2026-11-20'")), UNCOUNTED)
                        .verdict())
                .isEqualTo(Verdict.CONFORMANT);
        Run expired = run(baseline(entry("*", "*", ", until: '2026-11-19'")), UNCOUNTED);
        assertThat(expired.runVerdict().reasons())
                .extracting(RunVerdict.Reason::kind)
                .containsExactly(RunVerdict.Kind.MUST_VIOLATED, RunVerdict.Kind.BASELINE_EXPIRED);
        assertThat(run(baseline(entry("*", "*", ", until: '2026-11-19'")), COUNTED)
                        .verdict())
                .isEqualTo(Verdict.NON_CONFORMANT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "accept: [{check: a.b, exchange: x, at: /y}]                              | is missing; write why",
                "accept: [{check: a.b, exchange: x, at: /y, reason: ' '}]                 | is missing; write why",
                "accept: [{check: a.b, exchange: x, reason: z}]                           | \"at\" is missing",
                "accept: [{check: a.b, exchange: x, at: /y, reasn: z}]                    | \"reasn\" is an unknown property",
                "accept: [{check: a.b, exchange: x, at: /y, reason: z, until: tomorrow}]  | is not a date (example",
                "accept: [7]                                                              | are required",
                "[]                                                                       | must have one property",
                "accept: {}                                                               | must have one property",
                "accept: [                                                                | is not valid YAML"
            })
    void anUnusableBaselineIsReportedWithItsLocation(String text, String message) {
        assertThatThrownBy(() -> baseline(text))
                .isInstanceOf(BaselineException.class)
                .hasMessageContaining("baseline.yaml")
                .hasMessageContaining(message);
    }

    @Test
    void aWordThatNoBaselineHasIsNotReadToItsEnd() {
        String word = "a".repeat(1_000_001);
        assertThatThrownBy(() -> baseline("accept: [\n{check: " + word + "}]"))
                .hasMessageContaining("word of more than 1,000,000 characters");
        assertThatThrownBy(() -> baseline("accept: [\n" + word.replaceAll("a{9}", "$0 ")))
                .hasMessageContaining("is not valid YAML");
    }

    @Test
    void aMissingBaselineIsReportedWithHowToWriteOne() {
        assertThatThrownBy(() -> Baseline.read(dir.resolve("none.yaml"))).hasMessageContaining("--write-baseline");
    }

    @Test
    void aWrittenBaselineAcceptsWhatWasFoundAndKeepsReasons() throws IOException {
        Baseline before = baseline(entry("aimlapi/fr*", "/usage/*", ""));
        Exchange hostile = Samples.answered("we\"ird: *\n\u202E\u0000/\u0085id", "Text", 0);
        Exchange[] exchanges = {UNCOUNTED, hostile, Samples.streamed("cut", List.of("a", "b"), false)};
        Path file = dir.resolve("written.yaml");
        int written = BaselineWriter.write(file, run(before, exchanges), before, TODAY);
        assertThat(written).isEqualTo(3); // the defect of the published contract needs no acceptance
        Baseline after = Baseline.read(file);
        assertThat(after.entries()).contains(before.entries().getFirst()).hasSize(3);
        Run again = run(after, exchanges);
        assertThat(again.runVerdict().reasons()).isEmpty();
        assertThat(again.summary().counts().accepted()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n", "# accepted findings\n", "null"})
    void anEmptyFileIsRejectedWithWhatToWrite(String text) throws IOException {
        Path file = Files.writeString(dir.resolve("empty.yaml"), text);
        assertThatThrownBy(() -> Baseline.read(file))
                .isInstanceOf(BaselineException.class)
                .hasMessageContaining("is empty; write 'accept: []' into it");
    }

    @Test
    void nothingFoundIsAnEmptyBaseline() throws IOException {
        Path file = dir.resolve("written.yaml");
        assertThat(BaselineWriter.write(file, run(Baseline.none(), COUNTED), Baseline.none(), TODAY))
                .isZero();
        assertThat(Baseline.read(file)).isEqualTo(Baseline.none());
    }
}
