package dev.loupe.verdict;

import dev.loupe.check.Check;
import dev.loupe.check.RunCheck;
import dev.loupe.check.Violation;
import dev.loupe.exchange.Entry;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.Origin;
import dev.loupe.exchange.Place;
import dev.loupe.exchange.Reply;
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
import org.jspecify.annotations.Nullable;

/**
 * One run from the first record to the verdict. Exchanges are judged in parallel; what follows (comparison with earlier
 * exchanges, baseline, journal, sums) sees them one by one in the order of the input, so that nothing depends on
 * scheduling.
 */
public final class Examination {
    /** Reasons of outcomes that are neither violated nor crashed are written down for this many exchanges. */
    static final int TOLD_IN_FULL = 500;

    private final Plan plan;
    private final Judge judge;
    private final Head head;
    private final Tally tally;
    private final Acceptances baseline;
    private final Map<RunCheck<?>, RunCheck.Comparison<Object>> comparisons = new HashMap<>();
    private final List<HeldTo> contracts = new ArrayList<>();
    private final Names names = new Names();
    private int rows;

    private Examination(Plan plan) {
        this.plan = plan;
        this.judge = new Judge(plan.checks(), plan.contexts());
        this.head = plan.header();
        this.tally = new Tally(head.checks());
        this.baseline = new Acceptances(
                plan.baseline(), java.time.LocalDate.ofInstant(head.startedAt(), java.time.ZoneOffset.UTC));
        for (Check check : plan.checks()) {
            if (check instanceof RunCheck<?> compared) {
                comparisons.put(compared, start(compared));
            }
        }
    }

    /** A comparison gets facts of the check that made it and of no other. */
    @SuppressWarnings("unchecked")
    private static RunCheck.Comparison<Object> start(RunCheck<?> check) {
        return (RunCheck.Comparison<Object>) check.start();
    }

    /** For whoever brings exchanges one by one as they happen, and wants to know of each at once: {@link #look(Exchange)}. */
    public static Examination oneByOne(Plan plan) {
        return new Examination(plan);
    }

    /** What is decided of this exchange, and by comparison with those before it. Safe to call from any thread. */
    public synchronized Row look(Exchange exchange) {
        return row(judge.judge(exchange));
    }

    /** Runs without anybody watching. */
    public static <T> Run of(Plan plan, Records<T> records, Path journal) {
        return of(plan, records, journal, row -> {}, List::of);
    }

    /**
     * Runs.
     *
     * @param journal where decided results go while the run goes
     * @param watcher told of each exchange once it is on disk
     * @param incomplete asked at the end why not everything was looked at; empty when everything was
     * @throws UncheckedIOException when the journal cannot be written
     */
    public static <T> Run of(
            Plan plan, Records<T> records, Path journal, Consumer<Row> watcher, Supplier<List<String>> incomplete) {
        Examination examination = new Examination(plan);
        try (Journal out = Journal.create(journal, examination.head)) {
            new InOrder(plan.workers())
                    .run(records, examination::look, looked -> examination.next(looked, out, watcher));
            Ending ending = examination.ending(incomplete.get());
            out.write(ending);
            return Run.of(
                    examination.head,
                    examination.contracts,
                    examination.tally,
                    ending,
                    JournalReader.source(journal, examination.head.checks()));
        } catch (IOException notWritten) {
            throw new UncheckedIOException(notWritten);
        }
    }

    /** What a worker made of a record: one of both is null. */
    private record Looked(Judge.@Nullable Judged judged, Entry.@Nullable Unreadable unreadable) {}

    private Looked look(Entry entry) {
        return switch (entry) {
            case Entry.Read(Exchange exchange) -> judged(exchange);
            case Entry.Unreadable unreadable -> new Looked(null, unreadable);
        };
    }

    /** Whatever fails outside a check is our fault as well, and costs this exchange alone. */
    private Looked judged(Exchange exchange) {
        try {
            return new Looked(judge.judge(exchange), null);
        } catch (NotJudged asked) {
            return new Looked(null, unreadable(exchange, String.valueOf(asked.getMessage())));
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError fault) {
            return new Looked(null, unreadable(exchange, Judge.failure("judge", fault)));
        }
    }

    private static Entry.Unreadable unreadable(Exchange exchange, String message) {
        String file = exchange.origin().file();
        return new Entry.Unreadable(
                file == null ? exchange.id().value() : file, exchange.origin().line(), message);
    }

    private void next(Looked looked, Journal out, Consumer<Row> watcher) {
        if (looked.unreadable() != null) {
            Entry.Unreadable unreadable = Untold.in(looked.unreadable());
            tally.add(unreadable);
            out.write(unreadable);
        }
        if (looked.judged() != null) {
            introduce(looked.judged(), out);
            Row row = row(looked.judged());
            tally.add(row);
            out.write(row);
            rows++;
            watcher.accept(row);
        }
    }

    /** The first exchange that is held to a contract brings it into the report. */
    private void introduce(Judge.Judged judged, Journal out) {
        var schemas = judged.context().contract();
        if (schemas != null && !judged.exchange().origin().source().equals(Origin.DOCUMENT)) {
            String name = schemas.contract().name();
            if (contracts.stream().noneMatch(known -> known.name().equals(name))) {
                HeldTo contract = HeldTo.of(schemas.contract());
                contracts.add(contract);
                out.write(contract);
            }
        }
    }

    private Row row(Judge.Judged judged) {
        Exchange exchange = judged.exchange();
        Exchange.Id id = names.of(name(exchange.id().value()), exchange.origin().file() != null);
        Optional<String> unusable = judged.unusable();
        StringBuilder marks = new StringBuilder(plan.checks().size());
        List<Row.Said> said = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < plan.checks().size(); i++) {
            Check check = plan.checks().get(i);
            Outcome outcome = outcome(check, judged, i, id, unusable);
            Outcome.Kind kind = outcome.kind();
            marks.append(kind.mark());
            say(said, check, outcome, kind);
            if (outcome instanceof Outcome.Violated(var violations)) {
                for (Violation violation : violations) {
                    Finding finding = finding(check, judged, id, violation);
                    tally.add(finding);
                    findings.add(finding);
                }
            }
            baseline.looked(check.info().id(), id, couldLook(check, kind));
        }
        Row.Decided decided =
                new Row.Decided(verdict(marks, findings, unusable), unusable.orElse(null), marks.toString(), said);
        return new Row(id, against(judged, stored(exchange)), decided, kept(judged, !findings.isEmpty()), findings);
    }

    /** A comparison that found nothing to compare with would have to see the rest of the folder. */
    private static boolean couldLook(Check check, Outcome.Kind kind) {
        return switch (kind) {
            case PASSED, VIOLATED -> true;
            case NOT_APPLICABLE -> !(check instanceof RunCheck<?>);
            case UNTESTABLE, CRASHED -> false;
        };
    }

    private static Row.Against against(Judge.Judged judged, @Nullable Stored stored) {
        var schemas = judged.context().contract();
        return new Row.Against(
                stored,
                schemas == null ? null : schemas.contract().name(),
                name(judged.context().provider().name()));
    }

    /** Where it stands: in a recording on several lines, or in a document, on its own line. */
    private static @Nullable Stored located(Judge.Judged judged, Violation violation) {
        Stored stored = stored(judged.exchange());
        var schemas = judged.context().contract();
        if (stored == null) {
            return null;
        }
        if (schemas == null || violation.at().part() != Place.Part.DOCUMENT) {
            return new Stored(stored.file(), judged.exchange().origin().lineOf(violation.at()));
        }
        return new Stored(
                stored.file(),
                schemas.contract().document().lineOf(violation.at().pointer()));
    }

    private static @Nullable Stored stored(Exchange exchange) {
        String file = exchange.origin().file();
        return file == null ? null : new Stored(name(file), exchange.origin().line());
    }

    private static String name(String name) {
        return Clip.text(Untold.in(name), Clip.NAME);
    }

    private Outcome outcome(Check check, Judge.Judged judged, int i, Exchange.Id id, Optional<String> unusable) {
        Outcome alone = judged.outcomes().get(i);
        Object fact = judged.facts().get(i);
        if (alone != null || fact == null) {
            return alone == null ? new Outcome.Crashed("the check gave nothing") : alone;
        }
        try {
            RunCheck.Comparison<Object> comparison = comparisons.get(check);
            return comparison == null
                    ? new Outcome.Crashed("the check compares nothing")
                    : Judge.conclude(comparison.next(id, fact), unusable);
        } catch (RuntimeException | StackOverflowError fault) {
            return Judge.crashed(fault);
        }
    }

    private void say(List<Row.Said> said, Check check, Outcome outcome, Outcome.Kind kind) {
        boolean always = kind == Outcome.Kind.VIOLATED || kind == Outcome.Kind.CRASHED;
        if (always || (rows < TOLD_IN_FULL && kind != Outcome.Kind.PASSED)) {
            said.add(new Row.Said(check.info().id(), kind, Clip.text(Untold.in(outcome.why()), Clip.TEXT)));
        }
    }

    private Finding finding(Check check, Judge.Judged judged, Exchange.Id id, Violation found) {
        String name = check.info().id();
        Violation violation = Untold.in(found);
        Stored stored = located(judged, violation);
        String reason = baseline.reasonFor(name, id, violation.at().toString());
        String repeat = Untold.in(Clip.whole(Repeat.of(judged.exchange(), stored, check, plan.again())));
        List<Evidence.Excerpt> excerpts =
                tally.groups().wantsExample(name, violation) ? excerpts(judged, violation.at()) : List.of();
        Evidence evidence = new Evidence(stored, repeat, excerpts, Defects.of(violation, judged.context()));
        return new Finding(check.info(), id, violation, reason.isEmpty() ? null : reason, evidence);
    }

    private static List<Evidence.Excerpt> excerpts(Judge.Judged judged, Place place) {
        var schemas = judged.context().contract();
        return place.part() == Place.Part.DOCUMENT && schemas != null
                ? DocumentExcerpt.of(schemas.contract().document(), place.pointer())
                : Excerpts.of(Untold.in(judged.exchange()), place);
    }

    private static Verdict verdict(StringBuilder marks, List<Finding> findings, Optional<String> unusable) {
        if (findings.stream().anyMatch(Finding::decides)) {
            return Verdict.NON_CONFORMANT;
        }
        boolean crashed = marks.indexOf("C") >= 0;
        boolean decided = marks.indexOf("P") >= 0 || marks.indexOf("V") >= 0;
        return unusable.isPresent() || crashed || !decided ? Verdict.INCONCLUSIVE : Verdict.CONFORMANT;
    }

    private Facts kept(Judge.Judged judged, boolean wrong) {
        Facts facts = judged.about();
        Timeline stream = facts.stream();
        return stream != null && judged.exchange().reply() instanceof Reply.Streamed streamed && tally.wantsTicks(wrong)
                ? new Facts(
                        facts.status(),
                        facts.sent(),
                        facts.usage(),
                        facts.times(),
                        stream.withTicks(streamed),
                        facts.probe())
                : facts;
    }

    private Ending ending(List<String> incomplete) {
        boolean everythingRead = tally.counts().unreadable() == 0;
        return new Ending(
                plan.setting().clock().instant(),
                named(baseline.stale(everythingRead)),
                named(baseline.expired()),
                named(baseline.notLookedAt(everythingRead)),
                incomplete.stream().map(Untold::in).toList());
    }

    private static List<String> named(List<Baseline.Entry> entries) {
        return entries.stream().map(Baseline.Entry::toString).toList();
    }
}
