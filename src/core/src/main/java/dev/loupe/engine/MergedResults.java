package dev.loupe.engine;

import dev.loupe.check.Check;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.Level;
import dev.loupe.check.RunCheck;
import dev.loupe.check.Violation;
import dev.loupe.engine.baseline.BaselineMatcher;
import dev.loupe.engine.evidence.ExchangeExcerpts;
import dev.loupe.engine.evidence.RerunOptions;
import dev.loupe.engine.journal.FactCodec;
import dev.loupe.engine.journal.PartReader;
import dev.loupe.engine.result.CheckOutcome;
import dev.loupe.engine.result.ExchangeFacts;
import dev.loupe.engine.result.ExchangeResult;
import dev.loupe.engine.result.Finding;
import dev.loupe.engine.result.FindingEvidence;
import dev.loupe.engine.result.ReportRedaction;
import dev.loupe.engine.result.SourceLocation;
import dev.loupe.engine.result.StreamTimeline;
import dev.loupe.engine.summary.RunSummary;
import dev.loupe.engine.summary.UniqueIds;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.file.RecordingFiles;
import dev.loupe.text.TextTruncation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The results of exchanges of several parts as results of one run: ids, comparisons, the baseline, and what only the first
 * exchanges of a run have. Receives them in the order of the run.
 */
final class MergedResults {
    private final List<Check> checks;
    private final RerunOptions rerun;
    private final RunSummary summary;
    private final BaselineMatcher baseline;
    private final Comparisons comparisons;
    private final RecordingLookup recordings = new RecordingLookup();
    private final UniqueIds ids = new UniqueIds();

    MergedResults(List<Check> checks, RerunOptions rerun, RunSummary summary, BaselineMatcher baseline) {
        this.checks = checks;
        this.rerun = rerun;
        this.summary = summary;
        this.baseline = baseline;
        this.comparisons = new Comparisons(checks);
    }

    ResultBuilder.JudgedRow of(PartReader.Judged part, boolean allReasons) {
        ExchangeResult before = part.result();
        String recordedId = part.facts().id();
        Exchange.Id id = ids.of(recordedId, true);
        Optional<String> unusable = Optional.ofNullable(before.decision().unusable());
        StringBuilder marks = new StringBuilder(checks.size());
        List<ExchangeResult.CheckReason> reasons = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        boolean undecided = part.facts().undecided();
        for (int i = 0; i < checks.size(); i++) {
            Check check = checks.get(i);
            Object fact = check instanceof RunCheck<?> run
                    ? FactCodec.read(run, part.facts().facts())
                    : null;
            CheckOutcome.Kind kind =
                    CheckOutcome.Kind.ofMark(before.decision().marks().charAt(i));
            if (fact == null) {
                addReasons(reasons, before, check, allReasons);
                for (Finding finding : before.findings()) {
                    if (finding.check().id().equals(check.info().id())) {
                        add(findings, finding(part, id, finding.check().id(), finding));
                    }
                }
            } else {
                CheckOutcome outcome = comparisons.outcome(i, id, fact, unusable);
                kind = outcome.kind();
                undecided |= outcome instanceof CheckOutcome.Undecided
                        && check.info().level() == Level.MUST;
                if (allReasons || kind.isComplaint()) {
                    ResultBuilder.addReason(reasons, ReportRedaction.SECRETS, check, outcome, unusable);
                }
                if (outcome instanceof CheckOutcome.Violated(var violations)) {
                    violations.forEach(violation -> add(findings, compared(part, id, check, violation)));
                }
            }
            marks.append(kind.mark());
            baseline.examined(check.info().id(), id, ResultBuilder.isExamined(check, kind));
        }
        comparisons.nextExchange();
        ExchangeResult.Decision decision = new ExchangeResult.Decision(
                ResultBuilder.verdict(marks, findings, unusable.isPresent() || undecided),
                before.decision().unusable(),
                marks.toString(),
                reasons);
        ExchangeFacts facts = facts(part, !findings.isEmpty());
        return new ResultBuilder.JudgedRow(
                new ExchangeResult(id, before.basis(), decision, facts, findings), recordedId, undecided);
    }

    private void add(List<Finding> findings, Finding finding) {
        summary.add(finding);
        findings.add(finding);
    }

    private static void addReasons(
            List<ExchangeResult.CheckReason> reasons, ExchangeResult before, Check check, boolean allReasons) {
        for (ExchangeResult.CheckReason reason : before.decision().reasons()) {
            if (reason.check().equals(check.info().id())
                    && (allReasons || reason.outcome().isComplaint())) {
                reasons.add(reason);
            }
        }
    }

    private Finding finding(PartReader.Judged part, Exchange.Id id, String check, Finding before) {
        Violation violation = before.violation();
        FindingEvidence evidence = before.evidence();
        return new Finding(
                before.check(),
                id,
                violation,
                acceptedFor(check, id, violation),
                new FindingEvidence(
                        evidence.stored(),
                        evidence.rerun(),
                        excerpts(part, before.check(), violation, evidence.excerpts()),
                        evidence.related()));
    }

    /** A violation of a comparison: the part may not have it, or with another exchange. */
    private Finding compared(PartReader.Judged part, Exchange.Id id, Check check, Violation found) {
        Violation violation = ReportRedaction.redact(found, ReportRedaction.SECRETS);
        String name = check.info().id();
        List<FindingEvidence.Excerpt> known = part.result().findings().stream()
                .filter(finding -> finding.check().id().equals(name))
                .map(finding -> finding.evidence().excerpts())
                .findFirst()
                .orElse(List.of());
        SourceLocation stored = locationOf(part, violation);
        String command = ReportRedaction.redact(TextTruncation.wellFormed(rerun.command("replay", stored, name, true)));
        return new Finding(
                check.info(),
                id,
                violation,
                acceptedFor(name, id, violation),
                new FindingEvidence(stored, command, excerpts(part, check.info(), violation, known), List.of()));
    }

    /** The line of a violation: a recording on one line needs no second reading. */
    private SourceLocation locationOf(PartReader.Judged part, Violation violation) {
        SourceLocation stored = part.stored();
        return RecordingFiles.isLines(stored.file())
                ? stored
                : recordings
                        .at(stored)
                        .map(exchange -> new SourceLocation(
                                stored.file(), exchange.origin().lineOf(violation.at())))
                        .orElse(stored);
    }

    private @Nullable String acceptedFor(String check, Exchange.Id id, Violation violation) {
        String reason = baseline.reasonFor(check, id, violation.at().toString());
        return reason.isEmpty() ? null : reason;
    }

    /** The first findings of a group have excerpts; the recording is read again when the part has none. */
    private List<FindingEvidence.Excerpt> excerpts(
            PartReader.Judged part, CheckInfo check, Violation violation, List<FindingEvidence.Excerpt> known) {
        if (!summary.groups().wantsExample(check, violation)) {
            return List.of();
        }
        return known.isEmpty()
                ? recordings
                        .at(part.stored())
                        .map(exchange -> ExchangeExcerpts.of(
                                ReportRedaction.SECRETS.knowing(exchange).redact(exchange), violation.at()))
                        .orElse(List.of())
                : known;
    }

    private ExchangeFacts facts(PartReader.Judged part, boolean wrong) {
        ExchangeFacts facts = part.result().facts();
        StreamTimeline stream = facts.stream();
        if (stream == null) {
            return facts;
        }
        if (!summary.wantsTicks(wrong)) {
            return facts.with(stream.withoutTicks());
        }
        return stream.ticks().isEmpty()
                ? recordings
                        .at(part.stored())
                        .filter(exchange -> exchange.reply() instanceof Reply.Streamed)
                        .map(exchange -> facts.with(stream.withTicks((Reply.Streamed) exchange.reply())))
                        .orElse(facts)
                : facts;
    }
}
