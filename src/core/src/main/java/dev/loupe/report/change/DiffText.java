package dev.loupe.report.change;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.change.Acceptance;
import dev.loupe.change.Affected;
import dev.loupe.change.Change;
import dev.loupe.change.ClientChange;
import dev.loupe.change.Comparison;
import dev.loupe.change.Evidence;
import dev.loupe.change.Impact;
import dev.loupe.change.Witness;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A comparison for a terminal: breaking first, in sentences. */
final class DiffText {
    /** Columns where nobody said how many there are. */
    static final int WIDTH = 80;

    private static final int MOST_PLACES = 6;
    private static final int MOST_CHANGES = 500;

    private final Comparison comparison;
    private final TextLines out;

    private DiffText(Comparison comparison, int width) {
        this.comparison = comparison;
        this.out = new TextLines(width);
    }

    static String of(Comparison comparison, int width) {
        DiffText text = new DiffText(comparison, width);
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
            case NONE -> nothing(comparison) + ((counts + more).isEmpty() ? "" : " (" + counts + more + ")");
            case BREAKING, RISKY, COMPATIBLE -> comparison.verdict().word() + ": " + counts + more;
        };
    }

    /** What to say when no change is left that anybody has to know of. */
    static String nothing(Comparison comparison) {
        return comparison.changes().stream().anyMatch(Change::isAccepted)
                ? "nothing but what was accepted"
                : "no contract change";
    }

    private void write() {
        out.line("", Cut.sentence(headline(comparison)));
        out.line("", summary(comparison));
        for (Impact impact : Impact.values()) {
            List<Change> changes = comparison.changes().stream()
                    .filter(change -> change.impact() == impact && !change.isAccepted())
                    .toList();
            if (!changes.isEmpty()) {
                out.blank().line("", impact.word().toUpperCase(Locale.ROOT));
                changes.stream().limit(MOST_CHANGES).forEach(this::change);
                if (changes.size() > MOST_CHANGES) {
                    out.line("  ", "and " + (changes.size() - MOST_CHANGES) + " more; --format json has them all");
                }
            }
        }
        accepted();
        evidence();
        client();
        if (!comparison.inconclusive().isEmpty()) {
            out.blank().line("", "inconclusive: " + Cut.sentence(comparison.inconclusive()));
        }
    }

    /** The first line: what was compared, or that it was not the same API at all. */
    static String headline(Comparison comparison) {
        return isIncident(comparison)
                ? comparison.changes().getFirst().message()
                : comparison.old().name() + " -> " + comparison.next().name();
    }

    static boolean isIncident(Comparison comparison) {
        return !comparison.changes().isEmpty()
                && comparison.changes().getFirst().rule().id().matches("document\\.(another-api|came-back)");
    }

    private void change(Change change) {
        out.line("  - ", Cut.sentence(change.message()));
        if (change.impact() == Impact.INFO) {
            return;
        }
        detail(change.rule().id() + breaks(change) + ", change " + change.fingerprint());
        detail("at " + Cut.sentence(where(change)));
        if (!change.alsoAt().isEmpty()) {
            List<String> places = change.alsoAt().stream()
                    .limit(MOST_PLACES)
                    .map(DiffText::place)
                    .toList();
            int more = change.alsoAt().size() - places.size();
            detail("also at " + Cut.sentence(String.join("; ", places)) + (more > 0 ? " and " + more + " more" : ""));
        }
        Witness witness = change.witness();
        if (witness != null) {
            detail((witness.accepts().equals("old") ? "OLD accepts, NEW rejects: " : "NEW allows, OLD did not: ")
                    + shorten(witness.value()));
            detail("because " + Cut.sentence(witness.words()));
        } else if (!change.unproven().isEmpty()) {
            detail("unproven: " + Cut.sentence(change.unproven()));
        }
    }

    private void detail(String text) {
        out.line("      ", 8, text);
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
        return Cut.to(value.toString(), Cut.VALUE);
    }

    private void accepted() {
        List<Change> accepted =
                comparison.changes().stream().filter(Change::isAccepted).toList();
        if (!accepted.isEmpty()) {
            out.blank().line("", "ACCEPTED");
            accepted.forEach(change ->
                    out.line("  - ", Cut.sentence(change.message()) + " (" + Cut.sentence(change.accepted()) + ")"));
        }
        if (!comparison.stale().isEmpty()) {
            out.blank();
            comparison.stale().forEach(entry -> out.line("", 2, stale(entry)));
        }
    }

    /** What to do about an acceptance that has nothing to accept. */
    static String stale(Acceptance.Entry entry) {
        String what = entry.until().isEmpty()
                ? ", which does not happen (any more)"
                : " until " + entry.until() + ", which has ended or does not happen (any more)";
        return "stale: " + entry.file() + ":" + entry.line() + " accepts change " + entry.change() + what
                + "; remove the entry";
    }

    private void evidence() {
        Evidence evidence = comparison.evidence();
        if (evidence == null) {
            return;
        }
        out.blank()
                .line(
                        "",
                        2,
                        "recordings: of " + evidence.requests() + " requests " + evidence.requestsBroken()
                                + " obeyed OLD and do not obey NEW; of " + evidence.answers() + " answers "
                                + evidence.answersBroken());
        evidence.examples()
                .forEach(example -> out.line(
                        "  - ", Cut.sentence(example.exchange() + " " + example.where() + ": " + example.words())));
    }

    private void client() {
        List<ClientChange> changes = comparison.client();
        if (!changes.isEmpty()) {
            out.blank().line("", "GENERATED CLIENT");
            changes.stream().limit(MOST_CHANGES).forEach(change -> out.line("  - ", Cut.sentence(client(change))));
            if (changes.size() > MOST_CHANGES) {
                out.line("  ", "and " + (changes.size() - MOST_CHANGES) + " more; --format json has them all");
            }
        }
    }

    static String client(ClientChange change) {
        return (change.stopsCompiling() ? "stops compiling: " : "new: ") + change;
    }
}
