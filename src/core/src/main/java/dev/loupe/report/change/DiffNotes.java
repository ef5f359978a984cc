package dev.loupe.report.change;

import dev.loupe.change.Change;
import dev.loupe.change.Comparison;
import dev.loupe.change.Impact;
import dev.loupe.change.Rules;
import dev.loupe.report.GitHubCommands;
import dev.loupe.report.Note;
import dev.loupe.report.Sarif;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** Changes as annotations: at the line of NEW, or of OLD for what is gone. */
final class DiffNotes {
    private DiffNotes() {}

    static String github(Comparison comparison) {
        GitHubCommands commands = new GitHubCommands();
        comparison.changes().stream()
                .filter(change -> !change.isAccepted())
                .filter(change -> change.impact() == Impact.BREAKING || change.impact() == Impact.RISKY)
                .forEach(change -> commands.add(note(change, comparison)));
        return commands.finish(DiffText.summary(comparison));
    }

    static void sarif(Comparison comparison, String version, OutputStream out) {
        List<Note.Rule> rules = new ArrayList<>();
        Rules.all().forEach(rule -> rules.add(new Note.Rule(rule, severity(rule.impact()))));
        List<Note> notes = new ArrayList<>();
        comparison.changes().forEach(change -> notes.add(note(change, comparison)));
        Sarif.write(
                out,
                new Sarif.About(version, comparison.inconclusive().isEmpty(), comparison.inconclusive()),
                rules,
                notes);
    }

    static Note.Severity severity(Impact impact) {
        return switch (impact) {
            case BREAKING -> Note.Severity.ERROR;
            case RISKY -> Note.Severity.WARNING;
            case COMPATIBLE, INFO -> Note.Severity.NOTE;
        };
    }

    private static Note note(Change change, Comparison comparison) {
        boolean inNew = change.at().next() != null;
        Comparison.Party party = inNew ? comparison.next() : comparison.old();
        Note.Location location =
                new Note.Location(party.name(), party.line(change.at().pointer()));
        return new Note(
                new Note.Rule(change.rule(), severity(change.impact())),
                change.message(),
                party.name().startsWith("https://") ? null : location,
                change.at().pointer().toString(),
                change.isAccepted() ? change.accepted() : null,
                change.fingerprint());
    }
}
