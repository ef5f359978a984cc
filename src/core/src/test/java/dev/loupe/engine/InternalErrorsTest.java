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
import dev.loupe.engine.baseline.Baseline;
import dev.loupe.engine.evidence.RerunOptions;
import dev.loupe.engine.journal.Run;
import dev.loupe.engine.result.CheckOutcome;
import dev.loupe.engine.result.Verdict;
import dev.loupe.engine.summary.RunVerdict;
import dev.loupe.exchange.file.ReadResult;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A crashed check, record or reader costs one result, and is never a verdict on what was examined. */
class InternalErrorsTest {
    @TempDir
    Path dir;

    @Test
    void anInternalErrorIsNoViolation() {
        assertThat(Samples.run(List.of(HOLDS, SampleChecks.violated(Level.MUST, Attribution.LOUPE)), dir, good())
                        .verdict())
                .isEqualTo(Verdict.CONFORMANT);
    }

    @Test
    void aCrashedCheckCostsOneOutcomeAndIsInconclusive() {
        Run run = Samples.run(List.of(CRASHES, HOLDS), dir, good(), good());
        assertThat(run.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(kinds(run)).containsExactly(RunVerdict.Kind.CHECK_CRASHED);
        assertThat(run.verdict().exitCode()).isEqualTo(3);
        assertThat(run.summary().counts().outcomes(CheckOutcome.Kind.PASSED)).isEqualTo(2);
        assertThat(run.summary().crashes().getFirst().what()).contains("an error of the check", "SampleChecks");
    }

    @Test
    void aCheckThatRunsOutOfStackIsACrashToo() {
        Check deep = SampleChecks.check(MUST, observed -> {
            throw new StackOverflowError();
        });
        assertThat(Samples.run(List.of(deep), dir, good()).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void aViolatedMustOutweighsACrash() {
        Run run = Samples.run(List.of(CRASHES, SampleChecks.violated(Level.MUST, Attribution.PROVIDER)), dir, good());
        assertThat(run.verdict()).isEqualTo(Verdict.NON_CONFORMANT);
        assertThat(kinds(run)).containsExactly(RunVerdict.Kind.MUST_VIOLATED, RunVerdict.Kind.CHECK_CRASHED);
    }

    @Test
    void anUnreadableRecordIsCountedReportedAndNeverGreen() {
        List<ReadResult> entries = List.of(
                new ReadResult.Read(good()),
                new ReadResult.Unreadable("a.ndjson", 7, "not JSON: mend or remove the line"),
                new ReadResult.Read(good()));
        Run run = RunEngine.run(
                Samples.plan(List.of(HOLDS)),
                new RunInput<>(entries.iterator(), entry -> entry, entry -> 1),
                dir.resolve("journal.ndjson"));
        assertThat(run.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(kinds(run)).containsExactly(RunVerdict.Kind.UNREADABLE);
        assertThat(run.summary().counts().exchanges()).isEqualTo(2);
        assertThat(run.summary().unreadable()).containsExactly((ReadResult.Unreadable) entries.get(1));
    }

    @Test
    void aReaderThatThrowsCostsOneRecord() {
        Run run = RunEngine.run(
                Samples.plan(List.of(HOLDS)),
                new RunInput<>(
                        List.of(1, 2, 3).iterator(),
                        n -> {
                            if (n == 2) {
                                throw new IllegalStateException("boom");
                            }
                            return new ReadResult.Read(good());
                        },
                        n -> 1),
                dir.resolve("journal.ndjson"));
        assertThat(run.summary().counts().exchanges()).isEqualTo(2);
        assertThat(run.summary().unreadable().getFirst().message()).contains("internal error", "boom");
    }

    @Test
    void aFaultOutsideAnyCheckCostsOneExchange() {
        ContextResolver broken = exchange -> {
            if (exchange.id().value().equals("bad")) {
                throw new IllegalStateException("no such contract");
            }
            return Samples.contexts().of(exchange);
        };
        RunPlan plan =
                new RunPlan(List.of(HOLDS), false, broken, Baseline.none(), 2, Samples.SETTING, RerunOptions.NONE);
        Run run = Samples.run(
                plan, dir.resolve("journal.ndjson"), List.of(good(), Samples.answered("bad", "Text", 1), good()));
        assertThat(run.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(run.summary().counts().exchanges()).isEqualTo(2);
        assertThat(run.summary().unreadable().getFirst().message()).contains("no such contract");
    }
}
