package dev.loupe.engine;

import static dev.loupe.engine.SampleChecks.CRASHES;
import static dev.loupe.engine.SampleChecks.HOLDS;
import static dev.loupe.engine.SampleChecks.MUST;
import static dev.loupe.engine.Samples.good;
import static dev.loupe.engine.Samples.kinds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.check.Attribution;
import dev.loupe.check.Check;
import dev.loupe.check.Level;
import dev.loupe.check.Result;
import dev.loupe.engine.baseline.GlobPattern;
import dev.loupe.engine.journal.Run;
import dev.loupe.engine.result.CheckOutcome;
import dev.loupe.engine.result.ExchangeResult;
import dev.loupe.engine.result.IncompleteReason;
import dev.loupe.engine.result.NotSentReason;
import dev.loupe.engine.result.Verdict;
import dev.loupe.engine.summary.RunVerdict;
import dev.loupe.exchange.Body;
import dev.loupe.exchange.HeaderFields;
import dev.loupe.exchange.Reply;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerdictRulesTest {
    private static final Check NOTHING = SampleChecks.check(MUST, observed -> Result.notApplicable("not a stream"));

    @TempDir
    Path dir;

    @Test
    void aRunWithoutViolationsIsConformant() {
        Run run = Samples.run(List.of(HOLDS), dir, good());
        assertThat(run.verdict()).isEqualTo(Verdict.CONFORMANT);
        assertThat(run.runVerdict().reasons()).isEmpty();
        assertThat(run.verdict().exitCode()).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = Attribution.class,
            names = {"PROVIDER", "REQUEST"})
    void aViolatedMustIsNonConformantForEveryAttribution(Attribution who) {
        Run run = Samples.run(List.of(HOLDS, SampleChecks.violated(Level.MUST, who)), dir, good());
        assertThat(run.verdict()).isEqualTo(Verdict.NON_CONFORMANT);
        assertThat(kinds(run)).containsExactly(RunVerdict.Kind.MUST_VIOLATED);
        assertThat(run.verdict().exitCode()).isEqualTo(1);
    }

    @Test
    void aSpecDefectIsReportedAndViolatesNothing() {
        Run run = Samples.run(List.of(HOLDS, SampleChecks.violated(Level.MUST, Attribution.SPEC)), dir, good());
        assertThat(run.verdict()).isEqualTo(Verdict.CONFORMANT);
        assertThat(run.summary().counts().unaccepted(Attribution.SPEC)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Level.class,
            names = {"SHOULD", "INFO"})
    void whatShouldHoldIsCountedAndNeverFails(Level level) {
        Run run = Samples.run(List.of(HOLDS, SampleChecks.violated(level, Attribution.PROVIDER)), dir, good());
        assertThat(run.verdict()).isEqualTo(Verdict.CONFORMANT);
        assertThat(run.summary().counts().unaccepted(level)).isEqualTo(1);
    }

    @Test
    void aRequiredCheckThatIsUndecidedIsInconclusiveAlsoWhenReadBack() {
        Check undecided = SampleChecks.check(MUST, observed -> Result.undecided("the pattern needs too many steps"));
        Check passes = SampleChecks.check(
                SampleChecks.info("area.other", Level.MUST, "it holds"), observed -> Result.passed());
        Run run = Samples.run(List.of(undecided, passes), dir, good());
        assertThat(run.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(kinds(run)).containsExactly(RunVerdict.Kind.CHECK_UNDECIDED);
        assertThat(run.summary().counts().outcomes(CheckOutcome.Kind.UNTESTABLE))
                .isEqualTo(1);
        assertThat(Run.open(dir.resolve("journal.ndjson")).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @ParameterizedTest
    @EnumSource(
            value = Level.class,
            names = {"SHOULD", "INFO"})
    void aRecommendedCheckThatIsUndecidedFailsNothing(Level level) {
        Check undecided = SampleChecks.check(
                SampleChecks.info("area.undecided", level, "it holds"), observed -> Result.undecided("too many steps"));
        assertThat(Samples.run(List.of(HOLDS, undecided), dir, good()).verdict())
                .isEqualTo(Verdict.CONFORMANT);
    }

    @Test
    void aRequiredCheckWhoseDataWasNotRecordedStaysConformant() {
        Check notRecorded = SampleChecks.check(
                SampleChecks.info("area.status", Level.MUST, "it holds"),
                observed -> Result.notRecorded("the status was not recorded"));
        assertThat(Samples.run(List.of(HOLDS, notRecorded), dir, good()).verdict())
                .isEqualTo(Verdict.CONFORMANT);
    }

    @Test
    void anUnansweredProbeIsInconclusiveAlsoWithoutViolations() {
        Reply nothing = Samples.unanswered("x", Reply.Failure.Kind.TIMEOUT).reply();
        Run run = Samples.run(List.of(HOLDS), dir, good(), Samples.probe("p", "1", true, nothing));
        assertThat(run.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(kinds(run)).containsExactly(RunVerdict.Kind.PROBE_UNANSWERED);
    }

    @Test
    void anUnansweredRecordingAmongGoodOnesIsInconclusiveItself() {
        Run run = Samples.run(List.of(HOLDS), dir, good(), Samples.unanswered("silence", Reply.Failure.Kind.TIMEOUT));
        assertThat(run.summary().counts().exchanges(Verdict.INCONCLUSIVE)).isEqualTo(1);
        assertThat(run.verdict()).isEqualTo(Verdict.CONFORMANT);
    }

    @Test
    void nothingAtAllIsInconclusive() {
        Run run = Samples.run(List.of(HOLDS), dir);
        assertThat(run.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(run.runVerdict().reasons().getFirst().message()).contains("there is no exchange");
    }

    @Test
    void nothingToCheckAnywhereIsInconclusive() {
        Run run = Samples.run(List.of(NOTHING), dir, good());
        assertThat(run.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(kinds(run)).containsExactly(RunVerdict.Kind.NOTHING_DECIDED);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503, 529})
    void notNowIsInconclusiveAndNotAViolation(int status) {
        Run run = Samples.run(List.of(NOTHING), dir, Samples.status("busy", status));
        assertThat(run.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(run.summary().counts().outcomes(CheckOutcome.Kind.UNTESTABLE))
                .isEqualTo(1);
        assertThat(run.summary().counts().outcomes(CheckOutcome.Kind.NOT_APPLICABLE))
                .isZero();
    }

    @Test
    void notNowAloneIsInconclusiveEvenIfItsErrorBodyIsRight() {
        assertThat(Samples.run(List.of(HOLDS), dir, Samples.status("busy", 429)).verdict())
                .isEqualTo(Verdict.INCONCLUSIVE);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 204, 302})
    void anUnreadableResponseIsInconclusiveEvenWithTheRightStatus(int status) {
        Reply nothing = new Reply.Answered(new Reply.Head(status, HeaderFields.NOT_RECORDED), new Body.None());
        Run run = Samples.run(List.of(HOLDS), dir, Samples.exchange("nothing", "{}", nothing));
        assertThat(run.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @ParameterizedTest
    @EnumSource(Reply.Failure.Kind.class)
    void noResponseIsInconclusiveForEveryReason(Reply.Failure.Kind kind) {
        Run run = Samples.run(List.of(NOTHING), dir, Samples.unanswered("silence", kind));
        assertThat(run.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(run.summary().counts().outcomes(CheckOutcome.Kind.UNTESTABLE))
                .isEqualTo(1);
    }

    @Test
    void whatWasNotRecordedIsUntestableAndWhatIsNotThereIsNotApplicable() {
        Check blind = SampleChecks.check(MUST, observed -> Result.notRecorded("headers were not recorded"));
        Run run = Samples.run(List.of(blind, NOTHING, HOLDS), dir, good());
        try (Stream<ExchangeResult> rows = run.exchanges()) {
            ExchangeResult row = rows.toList().getFirst();
            assertThat(row.decision().marks()).isEqualTo("U-P");
            assertThat(row.decision().reasons())
                    .extracting(ExchangeResult.CheckReason::outcome)
                    .containsExactly(CheckOutcome.Kind.UNTESTABLE, CheckOutcome.Kind.NOT_APPLICABLE);
        }
    }

    @Test
    void anUnfinishedRunIsInconclusiveWithAReason() {
        Run run = RunEngine.run(
                Samples.plan(List.of(HOLDS)),
                RunInput.live(List.of(good()).iterator()),
                dir.resolve("journal.ndjson"),
                row -> {},
                () -> List.of(new IncompleteReason.NotSent(3, 9, new NotSentReason.CostLimit(1.5))));
        assertThat(run.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(run.runVerdict().reasons().getFirst().message())
                .isEqualTo("3 of 9 requests were not sent: the next request could exceed the cost limit of 1.5 USD");
    }

    @Test
    void onlyTheChosenChecksRun() {
        RunPlan plan = Samples.plan(List.of(HOLDS, CRASHES)).only(new GlobPattern("*.must"));
        assertThat(plan.checks()).containsExactly(HOLDS);
        assertThat(plan.filtered()).isTrue();
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> plan.only(new GlobPattern("usage.*")))
                .hasMessageContaining("no check matches \"usage.*\"");
    }
}
