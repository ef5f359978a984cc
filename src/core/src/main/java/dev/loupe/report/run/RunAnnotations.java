package dev.loupe.report.run;

import dev.loupe.check.CheckInfo;
import dev.loupe.check.Level;
import dev.loupe.engine.result.Finding;
import dev.loupe.engine.result.LocationText;
import dev.loupe.engine.result.SourceLocation;
import dev.loupe.report.format.ReportAnnotation;

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

    public static ReportAnnotation of(Finding finding) {
        SourceLocation stored = finding.evidence().stored();
        String at = finding.violation().at().toString();
        return new ReportAnnotation(
                finding.isSpecDefect()
                        ? new ReportAnnotation.Rule(finding.check(), ReportAnnotation.Severity.WARNING)
                        : rule(finding.check()),
                (finding.isSpecDefect() ? "spec defect (does not fail the run): " : "")
                        + finding.violation().detail(),
                stored == null ? null : new ReportAnnotation.Location(stored.file(), stored.line()),
                at,
                finding.accepted(),
                finding.evidence().related().stream()
                        .map(r -> new ReportAnnotation.Related(
                                new ReportAnnotation.Location(
                                        r.stored().file(), r.stored().line()),
                                r.description()))
                        .toList(),
                finding.check().id() + '\n' + finding.exchange() + '\n' + LocationText.folded(at));
    }
}
