package dev.loupe.engine;

import dev.loupe.check.Check;
import dev.loupe.check.Level;
import dev.loupe.check.RunCheck;
import dev.loupe.check.Violation;
import dev.loupe.engine.baseline.BaselineMatcher;
import dev.loupe.engine.evidence.DocumentExcerpt;
import dev.loupe.engine.evidence.ExchangeExcerpts;
import dev.loupe.engine.evidence.RerunCommand;
import dev.loupe.engine.evidence.SpecDefectLocator;
import dev.loupe.engine.result.CheckOutcome;
import dev.loupe.engine.result.ExchangeFacts;
import dev.loupe.engine.result.ExchangeResult;
import dev.loupe.engine.result.Finding;
import dev.loupe.engine.result.FindingEvidence;
import dev.loupe.engine.result.ReportRedaction;
import dev.loupe.engine.result.SourceLocation;
import dev.loupe.engine.result.StreamTimeline;
import dev.loupe.engine.result.Verdict;
import dev.loupe.engine.summary.RunSummary;
import dev.loupe.engine.summary.UniqueIds;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.FindingLocation;
import dev.loupe.exchange.Origin;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.redact.Redactor;
import dev.loupe.openapi.Document;
import dev.loupe.text.RepeatedText;
import dev.loupe.text.TextTruncation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns the outcomes of one exchange into its result: compares it with earlier exchanges, and applies the baseline. */
final class ResultBuilder {
    private final RunPlan plan;
    private final RunSummary summary;
    private final BaselineMatcher baseline;
    private final Comparisons comparisons;
    private final UniqueIds ids = new UniqueIds();

    ResultBuilder(RunPlan plan, RunSummary summary, BaselineMatcher baseline) {
        this.plan = plan;
        this.summary = summary;
        this.baseline = baseline;
        this.comparisons = new Comparisons(plan.checks());
    }

    /**
     * A result.
     *
     * @param recordedId the id in the recording
     * @param undecided whether a required check is undecided
     */
    record JudgedRow(ExchangeResult result, String recordedId, boolean undecided) {}

    /**
     * The result of an exchange; its findings are added to the summary.
     *
     * @param allReasons whether it has the reasons of all outcomes, or those of violated and crashed alone
     */
    JudgedRow of(CheckRunner.CheckedExchange judged, boolean allReasons) {
        Exchange exchange = judged.exchange();
        String recordedId = name(judged.redactor(), exchange.id().value());
        Exchange.Id id = ids.of(recordedId, exchange.origin().file() != null);
        Optional<String> unusable = judged.unusable();
        StringBuilder marks = new StringBuilder(plan.checks().size());
        List<ExchangeResult.CheckReason> reasons = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        boolean undecided = false;
        List<Check> checks = plan.checks();
        for (int i = 0; i < checks.size(); i++) {
            Check check = checks.get(i);
            CheckOutcome outcome = outcome(judged, i, id, unusable);
            CheckOutcome.Kind kind = outcome.kind();
            marks.append(kind.mark());
            undecided |=
                    outcome instanceof CheckOutcome.Undecided && check.info().level() == Level.MUST;
            if (allReasons || kind.isComplaint()) {
                addReason(reasons, judged.redactor(), check, outcome, unusable);
            }
            if (outcome instanceof CheckOutcome.Violated(var violations)) {
                for (Violation violation : violations) {
                    Finding finding = finding(check, judged, id, violation);
                    summary.add(finding);
                    findings.add(finding);
                }
            }
            if (!baseline.isEmpty()) {
                baseline.examined(check.info().id(), id, isExamined(check, kind));
            }
        }
        comparisons.nextExchange();
        ExchangeResult.Decision decided = new ExchangeResult.Decision(
                verdict(marks, findings, unusable.isPresent() || undecided),
                unusable.orElse(null),
                marks.toString(),
                reasons);
        return new JudgedRow(
                new ExchangeResult(
                        id, basis(judged, stored(judged)), decided, factsOf(judged, !findings.isEmpty()), findings),
                recordedId,
                undecided);
    }

    /** A check that compares exchanges and is not applicable may need exchanges that are not part of this run. */
    static boolean isExamined(Check check, CheckOutcome.Kind kind) {
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
                name(judged, judged.context().provider().name()),
                name(judged, judged.context().providerReason()));
    }

    /** The line of a violation in its recording or document. */
    private static @Nullable SourceLocation locationOf(CheckRunner.CheckedExchange judged, Violation violation) {
        SourceLocation stored = stored(judged);
        var schemas = judged.context().contract();
        if (stored == null) {
            return null;
        }
        if (schemas == null || violation.at().part() != FindingLocation.Part.DOCUMENT) {
            return new SourceLocation(stored.file(), judged.exchange().origin().lineOf(violation.at()));
        }
        Document document = schemas.contract().document();
        Document.Part part = document.origin(violation.at().pointer());
        return new SourceLocation(
                part.document() == document
                        ? stored.file()
                        : name(judged, part.document().source()),
                part.line());
    }

    private static @Nullable SourceLocation stored(CheckRunner.CheckedExchange judged) {
        Origin origin = judged.exchange().origin();
        return origin.file() == null ? null : new SourceLocation(name(judged, origin.file()), origin.line());
    }

    private static final RepeatedText<String> NAMES = new RepeatedText<>(name -> name(ReportRedaction.SECRETS, name));

    /** The name of something that many exchanges have in common. */
    @SuppressWarnings("ReferenceEquality") // the redactor without known secrets
    private static String name(CheckRunner.CheckedExchange judged, String name) {
        return judged.redactor() == ReportRedaction.SECRETS ? NAMES.of(name) : name(judged.redactor(), name);
    }

    private static String name(Redactor redactor, String name) {
        return TextTruncation.withLength(redactor.redact(name), TextTruncation.NAME);
    }

    private CheckOutcome outcome(CheckRunner.CheckedExchange judged, int i, Exchange.Id id, Optional<String> unusable) {
        CheckOutcome alone = judged.outcomes().get(i);
        Object fact = judged.facts().get(i);
        if (alone != null || fact == null) {
            return alone == null ? new CheckOutcome.Crashed("the check has no outcome") : alone;
        }
        return comparisons.outcome(i, id, fact, unusable);
    }

    /** Adds the reason of an outcome. The reason why the exchange is unusable stands once, in the exchange. */
    static void addReason(
            List<ExchangeResult.CheckReason> reasons,
            Redactor redactor,
            Check check,
            CheckOutcome outcome,
            Optional<String> unusable) {
        CheckOutcome.Kind kind = outcome.kind();
        boolean known = outcome instanceof CheckOutcome.Untestable(var why)
                && unusable.filter(why::equals).isPresent();
        if (kind != CheckOutcome.Kind.PASSED && !known) {
            reasons.add(new ExchangeResult.CheckReason(
                    check.info().id(),
                    kind,
                    TextTruncation.withLength(redactor.redact(outcome.why()), TextTruncation.TEXT)));
        }
    }

    private Finding finding(Check check, CheckRunner.CheckedExchange judged, Exchange.Id id, Violation found) {
        String name = check.info().id();
        Violation violation = ReportRedaction.redact(found, judged.redactor());
        SourceLocation stored = locationOf(judged, violation);
        String reason = baseline.reasonFor(name, id, violation.at().toString());
        String repeat = judged.redactor()
                .redact(TextTruncation.wellFormed(RerunCommand.of(judged.exchange(), stored, check, plan.rerun())));
        List<FindingEvidence.Excerpt> excerpts =
                summary.groups().wantsExample(check.info(), violation) ? excerpts(judged, violation.at()) : List.of();
        List<FindingEvidence.Related> related = SpecDefectLocator.of(violation, judged.context());
        if (related.isEmpty() && stored == null) {
            related = SpecDefectLocator.ofLive(violation, judged.context());
        }
        FindingEvidence evidence = new FindingEvidence(stored, repeat, excerpts, related);
        return new Finding(check.info(), id, violation, reason.isEmpty() ? null : reason, evidence);
    }

    private static List<FindingEvidence.Excerpt> excerpts(
            CheckRunner.CheckedExchange judged, FindingLocation location) {
        var schemas = judged.context().contract();
        return location.part() == FindingLocation.Part.DOCUMENT && schemas != null
                ? DocumentExcerpt.of(schemas.contract().document().origin(location.pointer()))
                : ExchangeExcerpts.of(judged.redactor().redact(judged.exchange()), location);
    }

    static Verdict verdict(StringBuilder marks, List<Finding> findings, boolean isOpen) {
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
                ? facts.with(stream.withTicks(streamed))
                : facts;
    }
}
