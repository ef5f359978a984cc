package dev.loupe.report.change;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.change.Affected;
import dev.loupe.change.Change;
import dev.loupe.change.ClientChange;
import dev.loupe.change.Comparison;
import dev.loupe.change.Evidence;
import dev.loupe.change.Impact;
import dev.loupe.change.Witness;
import dev.loupe.report.Visible;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A comparison for a terminal: breaking first, in sentences. */
final class DiffText {
    private static final int MOST_PLACES = 6;
    private static final int LONGEST_VALUE = 400;

    private final Comparison comparison;
    private final StringBuilder out = new StringBuilder();

    private DiffText(Comparison comparison) {
        this.comparison = comparison;
    }

    static String of(Comparison comparison) {
        DiffText text = new DiffText(comparison);
        text.write();
        return text.out.toString();
    }

    /** One line that says it all. */
    static String summary(Comparison comparison) {
        String counts = List.of(Impact.BREAKING, Impact.RISKY, Impact.COMPATIBLE, Impact.INFO).stream()
                .filter(impact -> comparison.count(impact) > 0)
                .map(impact -> comparison.count(impact) + " " + impact.word())
                .collect(Collectors.joining(", "));
        long accepted = comparison.changes().stream().filter(Change::isAccepted).count();
        String more = accepted == 0 ? "" : counts.isEmpty() ? accepted + " accepted" : ", " + accepted + " accepted";
        String alike = comparison.sameMeaning() && !counts.isEmpty()
                ? "no contract change: the messages of both mean the same (equal fingerprints); around them "
                : "";
        if (!alike.isEmpty() && comparison.verdict() != Comparison.Verdict.NONE) {
            return alike + counts + more;
        }
        return switch (comparison.verdict()) {
            case NONE ->
                counts.isEmpty() && more.isEmpty()
                        ? "no contract change"
                        : "no contract change (" + counts + more + ")";
            case BREAKING, RISKY, COMPATIBLE -> comparison.verdict().word() + ": " + counts + more;
        };
    }

    private void write() {
        line(headline(comparison));
        line(summary(comparison));
        for (Impact impact : Impact.values()) {
            List<Change> changes = comparison.changes().stream()
                    .filter(change -> change.impact() == impact && !change.isAccepted())
                    .toList();
            if (!changes.isEmpty()) {
                line("");
                line(impact.word().toUpperCase(Locale.ROOT));
                changes.forEach(this::change);
            }
        }
        accepted();
        evidence();
        client();
        if (!comparison.inconclusive().isEmpty()) {
            line("");
            line("inconclusive: " + comparison.inconclusive());
        }
    }

    /** The first line: what was compared, or that it was not the same API at all. */
    static String headline(Comparison comparison) {
        String first = comparison.changes().isEmpty()
                ? ""
                : comparison.changes().getFirst().message();
        boolean incident = !comparison.changes().isEmpty()
                && comparison.changes().getFirst().rule().id().matches("document\\.(another-api|came-back)");
        return incident
                ? first
                : comparison.old().name() + " -> " + comparison.next().name();
    }

    private void change(Change change) {
        line("  " + change.message());
        if (change.impact() == Impact.INFO) {
            return;
        }
        line("    " + change.rule().id() + breaks(change) + ", " + where(change) + ", change " + change.fingerprint());
        if (!change.alsoAt().isEmpty()) {
            List<String> places = change.alsoAt().stream()
                    .limit(MOST_PLACES)
                    .map(DiffText::place)
                    .toList();
            int more = change.alsoAt().size() - places.size();
            line("    also at " + String.join("; ", places) + (more > 0 ? " and " + more + " more" : ""));
        }
        Witness witness = change.witness();
        if (witness != null) {
            line("    " + (witness.accepts().equals("old") ? "OLD accepts, NEW rejects: " : "NEW allows, OLD did not: ")
                    + shorten(witness.value()));
            line("    because " + witness.words());
        } else if (!change.unproven().isEmpty()) {
            line("    unproven: " + change.unproven());
        }
    }

    private static String breaks(Change change) {
        return change.breaks().isEmpty()
                ? ""
                : ", hurts " + change.breaks().stream().map(Affected::word).collect(Collectors.joining(", "));
    }

    private String where(Change change) {
        int line = comparison.next().line(change.at().next());
        String file = line > 0 ? comparison.next().name() + ":" + line + " " : "";
        return file + change.at().pointer();
    }

    private static String place(Change.Spot spot) {
        return (spot.operation().isEmpty() ? "" : spot.operation() + " ") + spot.place();
    }

    static String shorten(JsonNode value) {
        String text = value.toString();
        return text.length() > LONGEST_VALUE ? text.substring(0, LONGEST_VALUE) + "..." : text;
    }

    private void accepted() {
        List<Change> accepted =
                comparison.changes().stream().filter(Change::isAccepted).toList();
        if (!accepted.isEmpty()) {
            line("");
            line("ACCEPTED");
            accepted.forEach(change -> line("  " + change.message() + " (" + change.accepted() + ")"));
        }
        comparison
                .stale()
                .forEach(entry -> line("stale: " + entry.file() + ":" + entry.line() + " accepts change "
                        + entry.change() + (entry.until().isEmpty() ? "" : " until " + entry.until())
                        + ", which does not happen or has ended; remove the entry"));
    }

    private void evidence() {
        Evidence evidence = comparison.evidence();
        if (evidence == null) {
            return;
        }
        line("");
        line("recordings: of " + evidence.requests() + " requests " + evidence.requestsBroken()
                + " obeyed OLD and do not obey NEW; of " + evidence.answers() + " answers " + evidence.answersBroken());
        evidence.examples()
                .forEach(example -> line("  " + example.exchange() + " " + example.where() + ": " + example.words()));
    }

    private void client() {
        List<ClientChange> changes = comparison.client();
        if (!changes.isEmpty()) {
            line("");
            line("GENERATED CLIENT");
            changes.forEach(change -> line("  " + (change.stopsCompiling() ? "stops compiling: " : "new: ") + change));
        }
    }

    private void line(String text) {
        out.append(text.isEmpty() ? "" : indent(text)).append('\n');
    }

    private static String indent(String text) {
        int spaces = 0;
        while (spaces < text.length() && text.charAt(spaces) == ' ') {
            spaces++;
        }
        return " ".repeat(spaces) + Visible.line(text);
    }
}
