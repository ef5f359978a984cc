package dev.loupe.engine;

import dev.loupe.check.Check;
import dev.loupe.check.Level;
import dev.loupe.check.RunCheck;
import dev.loupe.check.Violation;
import dev.loupe.engine.baseline.Baseline;
import dev.loupe.engine.baseline.BaselineMatcher;
import dev.loupe.engine.evidence.DocumentExcerpt;
import dev.loupe.engine.evidence.ExchangeExcerpts;
import dev.loupe.engine.evidence.RerunCommand;
import dev.loupe.engine.evidence.SpecDefectLocator;
import dev.loupe.engine.journal.JournalReader;
import dev.loupe.engine.journal.JournalWriter;
import dev.loupe.engine.journal.Run;
import dev.loupe.engine.result.CheckOutcome;
import dev.loupe.engine.result.ContractInfo;
import dev.loupe.engine.result.ExchangeFacts;
import dev.loupe.engine.result.ExchangeResult;
import dev.loupe.engine.result.Finding;
import dev.loupe.engine.result.FindingEvidence;
import dev.loupe.engine.result.IncompleteReason;
import dev.loupe.engine.result.ReportRedaction;
import dev.loupe.engine.result.RunEnd;
import dev.loupe.engine.result.RunHeader;
import dev.loupe.engine.result.SourceLocation;
import dev.loupe.engine.result.StreamTimeline;
import dev.loupe.engine.result.Verdict;
import dev.loupe.engine.summary.RunSummary;
import dev.loupe.engine.summary.UniqueIds;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.FindingLocation;
import dev.loupe.exchange.Origin;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.file.ReadResult;
import dev.loupe.text.TextTruncation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * One run from the first record to the verdict. Exchanges are judged in parallel; the rest (comparison with earlier
 * exchanges, baseline, journal, summary) receives them one by one in the order of the input, so that nothing depends on
 * scheduling.
 */
@API(status = API.Status.EXPERIMENTAL)
public final class RunEngine {
    /** Exchanges for which the reasons of all outcomes are written; later ones have those of violated and crashed alone. */
    static final int WITH_ALL_REASONS = 500;

    private final RunPlan plan;
    private final CheckRunner runner;
    private final RunHeader header;
    private final RunSummary summary;
    private final BaselineMatcher baseline;
    private final Map<RunCheck<?>, RunCheck.Comparison<Object>> comparisons = new HashMap<>();
    private final List<ContractInfo> contracts = new ArrayList<>();
    private final UniqueIds ids = new UniqueIds();
    private int written;

    private RunEngine(RunPlan plan) {
        this.plan = plan;
        this.runner = new CheckRunner(plan.checks(), plan.contexts());
        this.header = plan.header();
        this.summary = new RunSummary(header.checks());
        this.baseline = new BaselineMatcher(
                plan.baseline(), java.time.LocalDate.ofInstant(header.startedAt(), java.time.ZoneOffset.UTC));
        for (Check check : plan.checks()) {
            if (check instanceof RunCheck<?> compared) {
                comparisons.put(compared, start(compared));
            }
        }
    }

    /** A comparison receives facts of its own check only. */
    @SuppressWarnings("unchecked")
    private static RunCheck.Comparison<Object> start(RunCheck<?> check) {
        return (RunCheck.Comparison<Object>) check.start();
    }

    /** An engine that judges exchanges one by one as they happen, each at once: {@link #judge(Exchange)}. */
    public static RunEngine incremental(RunPlan plan) {
        return new RunEngine(plan);
    }

    /** Judges an exchange, also in comparison with earlier ones. Safe for use by many threads. */
    public synchronized ExchangeResult judge(Exchange exchange) {
        return result(runner.run(exchange));
    }

    /** Runs without a watcher. */
    public static <T> Run run(RunPlan plan, RunInput<T> records, Path journal) {
        return run(plan, records, journal, row -> {}, List::of);
    }

    /**
     * Runs.
     *
     * @param journal file to which results are written during the run
     * @param watcher receives each result after it is written
     * @param incomplete called at the end: why the run does not cover everything; empty when it does
     * @throws UncheckedIOException when the journal cannot be written
     */
    public static <T> Run run(
            RunPlan plan,
            RunInput<T> records,
            Path journal,
            Consumer<ExchangeResult> watcher,
            Supplier<List<IncompleteReason>> incomplete) {
        RunEngine engine = new RunEngine(plan);
        try (JournalWriter out = JournalWriter.create(journal, engine.header)) {
            new OrderedParallel(plan.workers())
                    .run(
                            records.iterator(),
                            records.size(),
                            record -> engine.judge(read(records, record)),
                            examined -> engine.add(examined, out, watcher));
            RunEnd ending = engine.end(incomplete.get());
            out.write(ending);
            return Run.of(
                    engine.header,
                    engine.contracts,
                    engine.summary,
                    ending,
                    JournalReader.source(journal, engine.header.checks()));
        } catch (IOException notWritten) {
            throw new UncheckedIOException(notWritten);
        }
    }

    /** Reading never throws by contract; if it does, it is an internal error, and only this record is lost. */
    private static <T> ReadResult read(RunInput<T> records, T record) {
        try {
            return records.read().apply(record);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError error) {
            return new ReadResult.Unreadable("", 0, CheckRunner.failure("read", error));
        }
    }

    /** The work of one thread on one record: one of both is null. */
    private record Examined(CheckRunner.@Nullable CheckedExchange judged, ReadResult.@Nullable Unreadable unreadable) {}

    private Examined judge(ReadResult entry) {
        return switch (entry) {
            case ReadResult.Read(Exchange exchange) -> examined(exchange);
            case ReadResult.Unreadable unreadable -> new Examined(null, unreadable);
        };
    }

    /** A failure outside a check is an internal error, too; the rest of the run continues. */
    private Examined examined(Exchange exchange) {
        try {
            return new Examined(runner.run(exchange), null);
        } catch (ExchangeNotJudgedException notJudged) {
            return new Examined(null, unreadable(exchange, String.valueOf(notJudged.getMessage())));
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError error) {
            return new Examined(null, unreadable(exchange, CheckRunner.failure("judge", error)));
        }
    }

    private static ReadResult.Unreadable unreadable(Exchange exchange, String message) {
        String file = exchange.origin().file();
        return new ReadResult.Unreadable(
                file == null ? exchange.id().value() : file, exchange.origin().line(), message);
    }

    private void add(Examined examined, JournalWriter out, Consumer<ExchangeResult> watcher) {
        if (examined.unreadable() != null) {
            ReadResult.Unreadable unreadable = ReportRedaction.redact(examined.unreadable());
            summary.add(unreadable);
            out.write(unreadable);
        }
        if (examined.judged() != null) {
            writeContract(examined.judged(), out);
            ExchangeResult row = result(examined.judged());
            summary.add(row);
            out.write(row);
            written++;
            watcher.accept(row);
        }
    }

    /** Writes a contract with the first exchange that is judged by it. */
    private void writeContract(CheckRunner.CheckedExchange judged, JournalWriter out) {
        var schemas = judged.context().contract();
        if (schemas != null && judged.exchange().origin().kind() != Origin.Kind.OPENAPI_DOCUMENT) {
            String name = schemas.contract().name();
            if (contracts.stream().noneMatch(known -> known.name().equals(name))) {
                ContractInfo contract = ContractInfo.of(schemas.contract());
                contracts.add(contract);
                out.write(contract);
            }
        }
    }

    private ExchangeResult result(CheckRunner.CheckedExchange judged) {
        Exchange exchange = judged.exchange();
        Exchange.Id id = ids.of(name(exchange.id().value()), exchange.origin().file() != null);
        Optional<String> unusable = judged.unusable();
        StringBuilder marks = new StringBuilder(plan.checks().size());
        List<ExchangeResult.CheckReason> said = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        boolean undecided = false;
        for (int i = 0; i < plan.checks().size(); i++) {
            Check check = plan.checks().get(i);
            CheckOutcome outcome = outcome(check, judged, i, id, unusable);
            CheckOutcome.Kind kind = outcome.kind();
            marks.append(kind.mark());
            undecided |=
                    outcome instanceof CheckOutcome.Undecided && check.info().level() == Level.MUST;
            addReason(said, check, outcome, kind);
            if (outcome instanceof CheckOutcome.Violated(var violations)) {
                for (Violation violation : violations) {
                    Finding finding = finding(check, judged, id, violation);
                    summary.add(finding);
                    findings.add(finding);
                }
            }
            baseline.examined(check.info().id(), id, isExamined(check, kind));
        }
        ExchangeResult.Decision decided = new ExchangeResult.Decision(
                verdict(marks, findings, unusable.isPresent() || undecided),
                unusable.orElse(null),
                marks.toString(),
                said);
        return new ExchangeResult(
                id, basis(judged, stored(exchange)), decided, factsOf(judged, !findings.isEmpty()), findings);
    }

    /** A check that compares exchanges and is not applicable may need exchanges that are not part of this run. */
    private static boolean isExamined(Check check, CheckOutcome.Kind kind) {
        return switch (kind) {
            case PASSED, VIOLATED -> true;
            case NOT_APPLICABLE -> !(check instanceof RunCheck<?>);
            case UNTESTABLE, CRASHED -> false;
        };
    }

    private static ExchangeResult.Basis basis(CheckRunner.CheckedExchange judged, @Nullable SourceLocation stored) {
        var schemas = judged.context().contract();
        return new ExchangeResult.Basis(
                stored,
                schemas == null ? null : schemas.contract().name(),
                name(judged.context().provider().name()),
                name(judged.context().providerReason()));
    }

    /** The line of a violation in its recording or document. */
    private static @Nullable SourceLocation locationOf(CheckRunner.CheckedExchange judged, Violation violation) {
        SourceLocation stored = stored(judged.exchange());
        var schemas = judged.context().contract();
        if (stored == null) {
            return null;
        }
        if (schemas == null || violation.at().part() != FindingLocation.Part.DOCUMENT) {
            return new SourceLocation(stored.file(), judged.exchange().origin().lineOf(violation.at()));
        }
        return new SourceLocation(
                stored.file(),
                schemas.contract().document().lineOf(violation.at().pointer()));
    }

    private static @Nullable SourceLocation stored(Exchange exchange) {
        String file = exchange.origin().file();
        return file == null
                ? null
                : new SourceLocation(name(file), exchange.origin().line());
    }

    private static String name(String name) {
        return TextTruncation.withLength(ReportRedaction.redact(name), TextTruncation.NAME);
    }

    private CheckOutcome outcome(
            Check check, CheckRunner.CheckedExchange judged, int i, Exchange.Id id, Optional<String> unusable) {
        CheckOutcome alone = judged.outcomes().get(i);
        Object fact = judged.facts().get(i);
        if (alone != null || fact == null) {
            return alone == null ? new CheckOutcome.Crashed("the check has no outcome") : alone;
        }
        try {
            RunCheck.Comparison<Object> comparison = comparisons.get(check);
            return comparison == null
                    ? new CheckOutcome.Crashed("the check has no comparison")
                    : CheckRunner.conclude(comparison.next(id, fact), unusable);
        } catch (RuntimeException | StackOverflowError error) {
            return CheckRunner.crashed(error);
        }
    }

    private void addReason(
            List<ExchangeResult.CheckReason> said, Check check, CheckOutcome outcome, CheckOutcome.Kind kind) {
        boolean always = kind == CheckOutcome.Kind.VIOLATED || kind == CheckOutcome.Kind.CRASHED;
        if (always || (written < WITH_ALL_REASONS && kind != CheckOutcome.Kind.PASSED)) {
            said.add(new ExchangeResult.CheckReason(
                    check.info().id(),
                    kind,
                    TextTruncation.withLength(ReportRedaction.redact(outcome.why()), TextTruncation.TEXT)));
        }
    }

    private Finding finding(Check check, CheckRunner.CheckedExchange judged, Exchange.Id id, Violation found) {
        String name = check.info().id();
        Violation violation = ReportRedaction.redact(found);
        SourceLocation stored = locationOf(judged, violation);
        String reason = baseline.reasonFor(name, id, violation.at().toString());
        String repeat = ReportRedaction.redact(
                TextTruncation.wellFormed(RerunCommand.of(judged.exchange(), stored, check, plan.rerun())));
        List<FindingEvidence.Excerpt> excerpts =
                summary.groups().wantsExample(name, violation) ? excerpts(judged, violation.at()) : List.of();
        FindingEvidence evidence =
                new FindingEvidence(stored, repeat, excerpts, SpecDefectLocator.of(violation, judged.context()));
        return new Finding(check.info(), id, violation, reason.isEmpty() ? null : reason, evidence);
    }

    private static List<FindingEvidence.Excerpt> excerpts(CheckRunner.CheckedExchange judged, FindingLocation place) {
        var schemas = judged.context().contract();
        return place.part() == FindingLocation.Part.DOCUMENT && schemas != null
                ? DocumentExcerpt.of(schemas.contract().document(), place.pointer())
                : ExchangeExcerpts.of(ReportRedaction.redact(judged.exchange()), place);
    }

    private static Verdict verdict(StringBuilder marks, List<Finding> findings, boolean isOpen) {
        if (findings.stream().anyMatch(Finding::fails)) {
            return Verdict.NON_CONFORMANT;
        }
        boolean crashed = marks.indexOf("C") >= 0;
        boolean decided = marks.indexOf("P") >= 0 || marks.indexOf("V") >= 0;
        return isOpen || crashed || !decided ? Verdict.INCONCLUSIVE : Verdict.CONFORMANT;
    }

    private ExchangeFacts factsOf(CheckRunner.CheckedExchange judged, boolean wrong) {
        ExchangeFacts facts = judged.exchangeFacts();
        StreamTimeline stream = facts.stream();
        return stream != null
                        && judged.exchange().reply() instanceof Reply.Streamed streamed
                        && summary.wantsTicks(wrong)
                ? new ExchangeFacts(
                        facts.status(),
                        facts.sent(),
                        facts.usage(),
                        facts.times(),
                        stream.withTicks(streamed),
                        facts.probe())
                : facts;
    }

    private RunEnd end(List<IncompleteReason> incomplete) {
        boolean everythingRead = summary.counts().unreadable() == 0;
        return new RunEnd(
                plan.environment().clock().instant(),
                texts(baseline.stale(everythingRead)),
                baseline.expired().stream()
                        .map(entry -> entry.until() + ": " + entry)
                        .toList(),
                texts(baseline.notExamined(everythingRead)),
                incomplete);
    }

    private static List<String> texts(List<Baseline.Entry> entries) {
        return entries.stream().map(Baseline.Entry::toString).toList();
    }
}
