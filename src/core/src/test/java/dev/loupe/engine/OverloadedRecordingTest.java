package dev.loupe.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.check.Check;
import dev.loupe.check.Level;
import dev.loupe.check.Result;
import dev.loupe.check.rules.Checks;
import dev.loupe.engine.journal.Run;
import dev.loupe.engine.result.ExchangeResult;
import dev.loupe.engine.result.Verdict;
import dev.loupe.engine.summary.RunVerdict;
import dev.loupe.exchange.Exchange;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A response of overload is neither conformant nor a violation, whatever every check concludes. */
class OverloadedRecordingTest {
    @TempDir
    Path dir;

    private Run run(List<Exchange> exchanges) {
        return Samples.run(Samples.plan(Checks.all()), dir.resolve("journal.ndjson"), exchanges);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 502, 503, 504, 529})
    void aRecordingIsInconclusive(int status) {
        Run run = run(List.of(Samples.status("busy", status)));
        assertThat(run.verdict()).as("%s", run.runVerdict().reasons()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(run.verdict().exitCode()).isEqualTo(3);
    }

    @Test
    void theReasonOfAnUnusableResponseStandsOnce() {
        try (Stream<ExchangeResult> rows =
                run(List.of(Samples.status("busy", 503))).exchanges()) {
            ExchangeResult.Decision decision = rows.findFirst().orElseThrow().decision();
            assertThat(decision.unusable()).contains("503");
            assertThat(decision.marks()).contains("U");
            assertThat(decision.reasons()).noneMatch(reason -> reason.why().equals(decision.unusable()));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 502, 503, 504, 529})
    void sixOfEightProbesAreNotConformant(int status) {
        List<Exchange> probes = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Exchange response = i < 2 ? Samples.answered("a" + i, "Hello", 1) : Samples.status("b" + i, status);
            probes.add(Samples.probe("p" + i, "1", true, response.reply()));
        }
        Run run = run(probes);
        assertThat(run.verdict()).as("%s", run.runVerdict().reasons()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(run.verdict().exitCode()).isEqualTo(3);
        assertThat(run.runVerdict().reasons())
                .extracting(RunVerdict.Reason::kind)
                .contains(RunVerdict.Kind.PROBE_UNANSWERED);
    }

    private Run passing(Exchange... exchanges) {
        Check holds =
                SampleChecks.check(SampleChecks.info("area.must", Level.MUST, "it holds"), any -> Result.passed());
        return Samples.run(Samples.plan(List.of(holds)), dir.resolve("journal.ndjson"), List.of(exchanges));
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 402, 403, 404, 405, 407, 410, 421, 426, 451, 500, 501})
    void nothingButOutagesIsInconclusive(int status) {
        Run run = passing(Samples.status("a", status), Samples.status("b", status));
        assertThat(run.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(run.runVerdict().reasons())
                .extracting(RunVerdict.Reason::message)
                .containsExactly("every response is an error that is not about the values of a request (status "
                        + status + " 2x)");
    }

    @Test
    void anOutageBetweenOtherResponsesIsConformant() {
        assertThat(passing(Samples.status("a", 500), Samples.answered("b", "Hello.", 2))
                        .verdict())
                .isEqualTo(Verdict.CONFORMANT);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 413, 415, 422})
    void aRejectedRequestAloneIsConformant(int status) {
        assertThat(passing(Samples.status("a", status)).verdict()).isEqualTo(Verdict.CONFORMANT);
    }

    private Run endedBy(String frame) {
        List<Check> checks = Checks.all().stream()
                .filter(check -> Set.of("stream.error-is-said", "stream.finished")
                        .contains(check.info().id()))
                .toList();
        return Samples.run(
                Samples.plan(checks), dir.resolve("journal.ndjson"), List.of(Samples.endedBy("broken", frame)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\": {\"message\": \"reset\", \"type\": \"server_error\", \"code\": 500}}",
                "{\"error\": {\"message\": \"busy\", \"code\": 429}}",
                "{\"error\": \"reset\"}"
            })
    void aStreamThatAnErrorOfTheServerEndsIsInconclusive(String frame) {
        Run run = endedBy(frame);
        assertThat(run.verdict()).as("%s", run.runVerdict().reasons()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\": {\"message\": \"too long\", \"code\": 400}}",
                "{\"error\": {\"message\": \"too long\", \"type\": \"invalid_request_error\", \"code\": null}}"
            })
    void aStreamThatAnErrorOfTheRequestEndsIsConformant(String frame) {
        Run run = endedBy(frame);
        assertThat(run.verdict()).as("%s", run.runVerdict().reasons()).isEqualTo(Verdict.CONFORMANT);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 501})
    void anotherServerErrorOfAProbeIsAViolation(int status) {
        Exchange response = Samples.status("x", status);
        Run run = run(List.of(Samples.probe("p", "1", true, response.reply())));
        assertThat(run.verdict()).isEqualTo(Verdict.NON_CONFORMANT);
    }
}
