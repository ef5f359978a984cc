package dev.loupe.report;

import dev.loupe.check.CheckInfo;
import dev.loupe.check.Level;
import dev.loupe.verdict.Finding;
import dev.loupe.verdict.Places;
import dev.loupe.verdict.Stored;

/** Findings as what tool readers show. */
final class Notes {
    private Notes() {}

    static Note.Rule rule(CheckInfo check) {
        return new Note.Rule(check, severity(check.level()));
    }

    private static Note.Severity severity(Level level) {
        return switch (level) {
            case MUST -> Note.Severity.ERROR;
            case SHOULD -> Note.Severity.WARNING;
            case INFO -> Note.Severity.NOTE;
        };
    }

    static Note of(Finding finding) {
        Stored stored = finding.evidence().stored();
        String at = finding.violation().at().toString();
        return new Note(
                rule(finding.check()),
                finding.violation().message(),
                stored == null ? null : new Note.Location(stored.file(), stored.line()),
                at,
                finding.accepted(),
                finding.evidence().related().stream()
                        .map(r -> new Note.Related(
                                new Note.Location(r.stored().file(), r.stored().line()), r.what()))
                        .toList(),
                finding.check().id() + '\n' + finding.exchange() + '\n' + Places.folded(at));
    }
}
