package dev.loupe.report.run;

import dev.loupe.check.CheckInfo;
import dev.loupe.check.Level;
import dev.loupe.engine.journal.Run;
import dev.loupe.engine.result.Finding;
import dev.loupe.engine.result.LocationText;
import dev.loupe.engine.result.SourceLocation;
import dev.loupe.engine.result.Verdict;
import dev.loupe.engine.summary.FindingGroup;
import dev.loupe.engine.summary.RunVerdict;
import dev.loupe.report.format.GitHubAnnotations;
import dev.loupe.report.format.ReportAnnotation;
import org.jspecify.annotations.Nullable;

/** Findings as annotations. */
public final class RunAnnotations {
    private RunAnnotations() {}

    public static ReportAnnotation.Rule rule(CheckInfo check) {
        return new ReportAnnotation.Rule(check, severity(check.level()));
    }

    private static ReportAnnotation.Severity severity(Level level) {
        return switch (level) {
            case MUST -> ReportAnnotation.Severity.ERROR;
            case SHOULD -> ReportAnnotation.Severity.WARNING;
            case INFO -> ReportAnnotation.Severity.NOTE;
        };
    }

    /** Never louder than the verdict: only a finding that fails the run is an error. */
    private static ReportAnnotation.Severity severity(Finding finding) {
        if (finding.isSpecDefect()) {
            return ReportAnnotation.Severity.NOTE;
        }
        ReportAnnotation.Severity ofLevel = severity(finding.check().level());
        return ofLevel == ReportAnnotation.Severity.ERROR && !finding.fails()
                ? ReportAnnotation.Severity.WARNING
                : ofLevel;
    }

    public static ReportAnnotation of(Finding finding) {
        String at = finding.violation().at().toString();
        return new ReportAnnotation(
                new ReportAnnotation.Rule(finding.check(), severity(finding)),
                (finding.isSpecDefect() ? "spec defect (does not fail the run): " : "")
                        + finding.violation().message(),
                location(finding),
                at,
                finding.accepted(),
                finding.evidence().related().stream()
                        .map(r -> new ReportAnnotation.Related(location(r.stored()), r.description()))
                        .toList(),
                finding.check().id() + '\n' + finding.exchange() + '\n' + LocationText.folded(at));
    }

    /** The recording; for an exchange that is in no file, the line of the contract; null when it is judged without one. */
    private static ReportAnnotation.@Nullable Location location(Finding finding) {
        SourceLocation stored = finding.evidence().stored();
        if (stored != null) {
            return location(stored);
        }
        return finding.evidence().related().isEmpty()
                ? null
                : location(finding.evidence().related().getFirst().stored());
    }

    private static ReportAnnotation.Location location(SourceLocation stored) {
        return new ReportAnnotation.Location(stored.file(), stored.line());
    }

    /** One annotation for each group of findings, the most important first; groups that the baseline accepts have none. */
    public static String github(Run run) {
        GitHubAnnotations commands = new GitHubAnnotations();
        for (RunVerdict.Reason reason : run.runVerdict().reasons()) {
            if (reason.kind() != RunVerdict.Kind.MUST_VIOLATED) {
                commands.add(
                        reason.kind().leadsTo() == Verdict.NON_CONFORMANT
                                ? ReportAnnotation.Severity.ERROR
                                : ReportAnnotation.Severity.WARNING,
                        reason.kind().word(),
                        reason.message());
            }
        }
        RunPhrases.unreadable(run)
                .forEach(record ->
                        commands.add(ReportAnnotation.Severity.WARNING, RunVerdict.Kind.UNREADABLE.word(), record));
        for (FindingGroup group : run.summary().groups().byWeight()) {
            group.examples().stream()
                    .filter(finding -> !finding.isAccepted())
                    .findFirst()
                    .ifPresent(finding -> commands.add(of(finding), group.count() - group.accepted()));
        }
        return commands.finish(RunPhrases.verdictLine(run));
    }
}
