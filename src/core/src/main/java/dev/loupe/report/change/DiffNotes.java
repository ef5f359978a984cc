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
import org.jspecify.annotations.Nullable;

/** Changes as annotations: at the line of NEW, or of OLD for what is gone. */
final class DiffNotes {
    private DiffNotes() {}

    static String github(Comparison comparison) {
        List<Note> notes = comparison.changes().stream()
                .filter(DiffNotes::isAnnotated)
                .map(change -> note(change, comparison))
                .toList();
        return commands(notes, DiffText.summary(comparison));
    }

    static boolean isAnnotated(Change change) {
        return !change.isAccepted() && (change.impact() == Impact.BREAKING || change.impact() == Impact.RISKY);
    }

    static String commands(List<Note> notes, String summary) {
        GitHubCommands commands = new GitHubCommands();
        notes.forEach(commands::add);
        return commands.finish(summary);
    }

    static void sarif(Comparison comparison, String version, OutputStream out) {
        List<Note> notes = new ArrayList<>();
        comparison.changes().forEach(change -> notes.add(note(change, comparison)));
        sarif(notes, version, comparison.inconclusive().isEmpty(), comparison.inconclusive(), out);
    }

    /** @param said what a reader must know beside the notes; empty for nothing */
    static void sarif(List<Note> notes, String version, boolean whole, String said, OutputStream out) {
        List<Note.Rule> rules = new ArrayList<>();
        Rules.all().forEach(rule -> rules.add(new Note.Rule(rule, severity(rule.impact()))));
        Sarif.write(out, new Sarif.About(version, whole, said), rules, notes);
    }

    static Note.Severity severity(Impact impact) {
        return switch (impact) {
            case BREAKING -> Note.Severity.ERROR;
            case RISKY -> Note.Severity.WARNING;
            case COMPATIBLE, INFO -> Note.Severity.NOTE;
        };
    }

    static Note note(Change change, Comparison comparison) {
        return new Note(
                new Note.Rule(change.rule(), severity(change.impact())),
                Cut.sentence(change.message()),
                location(change, comparison),
                change.at().pointer().toString(),
                change.isAccepted() ? change.accepted() : null,
                change.fingerprint());
    }

    /** The line in NEW, or in OLD for what is gone; NEW as a whole when OLD is no file here; null when neither is. */
    private static Note.@Nullable Location location(Change change, Comparison comparison) {
        Comparison.Party party = change.at().next() != null ? comparison.next() : comparison.old();
        if (isFile(party)) {
            return new Note.Location(party.name(), party.line(change.at().pointer()));
        }
        return isFile(comparison.next()) ? new Note.Location(comparison.next().name(), 0) : null;
    }

    /** An address, a revision in git and standard input are none; a drive's letter and its colon are part of one. */
    private static boolean isFile(Comparison.Party party) {
        return !party.name().equals("standard input") && party.name().indexOf(':', 2) < 0;
    }
}
