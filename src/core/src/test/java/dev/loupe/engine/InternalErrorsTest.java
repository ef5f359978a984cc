package dev.loupe.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.check.Attribution;
import dev.loupe.check.Check;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.Level;
import dev.loupe.check.Result;
import dev.loupe.engine.baseline.Baseline;
import dev.loupe.engine.evidence.RerunOptions;
import dev.loupe.engine.journal.Run;
import dev.loupe.engine.result.CheckOutcome;
import dev.loupe.engine.result.Verdict;
import dev.loupe.engine.summary.RunVerdict;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.file.ReadResult;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A crashed check, record or reader costs one result, and is never a verdict on what was examined. */
class InternalErrorsTest {
    private static final CheckInfo MUST = SampleChecks.info("area.must", Level.MUST, "it holds");
    private static final Check HOLDS = SampleChecks.check(MUST, observed -> Result.passed());

    private static final Check CRASHES =
            SampleChecks.check(SampleChecks.info("area.crashes", Level.MUST, "it holds"), observed -> {
                throw new IllegalStateException("our own fault");
            });

    @TempDir
    Path dir;

    private Run run(List<Check> checks, Exchange... exchanges) {
        return Samples.run(Samples.plan(checks), dir.resolve("journal.ndjson"), List.of(exchanges));
    }

    private static Exchange good() {
        return Samples.answered("good", "Hello", 1);
    }

    private static List<RunVerdict.Kind> kinds(Run run) {
        return run.runVerdict().reasons().stream().map(RunVerdict.Reason::kind).toList();
    }

    @Test
    void anInternalErrorIsNoViolation() {
        assertThat(run(List.of(HOLDS, SampleChecks.violated(Level.MUST, Attribution.LOUPE)), good())
                        .verdict())
                .isEqualTo(Verdict.CONFORMANT);
    }

    @Test
    void aCrashedCheckCostsOneOutcomeAndIsInconclusive() {
        Run run = run(List.of(CRASHES, HOLDS), good(), good());
        assertThat(run.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(kinds(run)).containsExactly(RunVerdict.Kind.CHECK_CRASHED);
        assertThat(run.verdict().exitCode()).isEqualTo(3);
        assertThat(run.summary().counts().outcomes(CheckOutcome.Kind.PASSED)).isEqualTo(2);
        assertThat(run.summary().crashes().getFirst().what()).contains("our own fault", "InternalErrorsTest");
    }

    @Test
    void aCheckThatRunsOutOfStackIsACrashToo() {
        Check deep = SampleChecks.check(MUST, observed -> {
            throw new StackOverflowError();
        });
        assertThat(run(List.of(deep), good()).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void aViolatedMustOutweighsACrash() {
        Run run = run(List.of(CRASHES, SampleChecks.violated(Level.MUST, Attribution.PROVIDER)), good());
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
