package dev.loupe.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.loupe.engine.baseline.Baseline;
import dev.loupe.engine.baseline.BaselineMatcher;
import dev.loupe.engine.journal.FactCodec;
import dev.loupe.engine.journal.RecordedFacts;
import dev.loupe.engine.journal.Run;
import dev.loupe.engine.result.ContractInfo;
import dev.loupe.engine.result.ExchangeResult;
import dev.loupe.engine.result.IncompleteReason;
import dev.loupe.engine.result.ReportRedaction;
import dev.loupe.engine.result.RunEnd;
import dev.loupe.engine.result.RunHeader;
import dev.loupe.engine.summary.RunSummary;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.Origin;
import dev.loupe.exchange.file.ReadResult;
import dev.loupe.exchange.redact.Redactor;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
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
    private final RunPlan plan;
    private final CheckRunner runner;
    private final RunHeader header;
    private final RunSummary summary;
    private final BaselineMatcher baseline;
    private final ResultBuilder results;

    private RunEngine(RunPlan plan) {
        this.plan = plan;
        this.runner = new CheckRunner(plan.checks(), plan.contexts());
        this.header = plan.header();
        this.summary = new RunSummary(header.checks());
        this.baseline = new BaselineMatcher(
                plan.baseline(), java.time.LocalDate.ofInstant(header.startedAt(), java.time.ZoneOffset.UTC));
        this.results = new ResultBuilder(plan, summary, baseline);
    }

    /** An engine that judges exchanges one by one as they happen, each at once: {@link #judge(Exchange)}. */
    public static RunEngine incremental(RunPlan plan) {
        return new RunEngine(plan);
    }

    /** Judges an exchange, also in comparison with earlier ones. Safe for use by many threads. */
    public synchronized ExchangeResult judge(Exchange exchange) {
        return results.of(runner.run(exchange), true).result();
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
        try (RunOutput out = new RunOutput(engine.header, engine.summary, journal)) {
            new OrderedParallel(plan.workers())
                    .run(
                            records.iterator(),
                            records.size(),
                            record -> engine.judge(read(records, record)),
                            examined -> engine.add(examined, out, watcher));
            return out.end(engine.end(incomplete.get()));
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
    private record Examined(
            CheckRunner.@Nullable CheckedExchange judged, JsonNode facts, ReadResult.@Nullable Unreadable unreadable) {
        private static Examined of(ReadResult.Unreadable unreadable) {
            return new Examined(null, MissingNode.getInstance(), unreadable);
        }
    }

    private Examined judge(ReadResult entry) {
        return switch (entry) {
            case ReadResult.Read(Exchange exchange) -> examined(exchange);
            case ReadResult.Unreadable unreadable -> Examined.of(unreadable);
        };
    }

    /** The facts with which this run can be merged with others; none for an exchange that is in no file. */
    private JsonNode facts(CheckRunner.CheckedExchange judged) {
        return judged.exchange().origin().file() == null
                ? MissingNode.getInstance()
                : FactCodec.write(plan.checks(), judged.facts(), redaction(judged.redactor()));
    }

    private static FactCodec.Redaction redaction(Redactor redactor) {
        return new FactCodec.Redaction() {
            @Override
            public boolean isPlain(String json) {
                return redactor.isPlain(json);
            }

            @Override
            public JsonNode redactTexts(JsonNode tree) {
                return redactor.redactTexts(tree);
            }
        };
    }

    /** A failure outside a check is an internal error, too; the rest of the run continues. */
    private Examined examined(Exchange exchange) {
        try {
            CheckRunner.CheckedExchange judged = runner.run(exchange);
            return new Examined(judged, facts(judged), null);
        } catch (ExchangeNotJudgedException notJudged) {
            return Examined.of(unreadable(exchange, String.valueOf(notJudged.getMessage())));
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError error) {
            return Examined.of(unreadable(exchange, CheckRunner.failure("judge", error)));
        }
    }

    private static ReadResult.Unreadable unreadable(Exchange exchange, String message) {
        String file = exchange.origin().file();
        return new ReadResult.Unreadable(
                file == null ? exchange.id().value() : file, exchange.origin().line(), message);
    }

    private void add(Examined examined, RunOutput out, Consumer<ExchangeResult> watcher) {
        if (examined.unreadable() != null) {
            out.add(ReportRedaction.redact(examined.unreadable()));
        }
        if (examined.judged() != null) {
            addContract(examined.judged(), out);
            ResultBuilder.JudgedRow judged = results.of(examined.judged(), out.withAllReasons());
            out.add(
                    judged.result(),
                    new RecordedFacts(
                            judged.recordedId(),
                            examined.judged().exchange().origin().recordedAt(),
                            judged.undecided(),
                            examined.facts()));
            watcher.accept(judged.result());
        }
    }

    private static void addContract(CheckRunner.CheckedExchange judged, RunOutput out) {
        var schemas = judged.context().contract();
        if (schemas != null && judged.exchange().origin().kind() != Origin.Kind.OPENAPI_DOCUMENT) {
            out.add(schemas.contract().name(), () -> ContractInfo.of(schemas.contract()));
        }
    }

    private RunEnd end(List<IncompleteReason> incomplete) {
        return end(plan.environment().clock().instant(), baseline, summary, incomplete);
    }

    /** The end of a run that covers everything but what the reasons name. */
    static RunEnd end(
            @Nullable Instant finishedAt,
            BaselineMatcher baseline,
            RunSummary summary,
            List<IncompleteReason> incomplete) {
        boolean everythingRead = summary.counts().unreadable() == 0;
        return new RunEnd(
                finishedAt,
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
