package dev.loupe.report.diff;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.diff.DiffResult;
import dev.loupe.diff.compare.ClientChange;
import dev.loupe.diff.judge.AcceptedChanges;
import dev.loupe.diff.judge.AffectedParty;
import dev.loupe.diff.judge.Change;
import dev.loupe.diff.judge.Impact;
import dev.loupe.diff.judge.TrafficEvidence;
import dev.loupe.diff.prove.Witness;
import dev.loupe.report.format.ReportTruncation;
import dev.loupe.report.format.WrappedText;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A comparison for a terminal: breaking first, in sentences. */
public final class DiffText {
    /** Columns where nobody said how many there are. */
    public static final int WIDTH = 80;

    private static final int MOST_PLACES = 6;
    private static final int MOST_CHANGES = 500;

    private final DiffResult comparison;
    private final WrappedText out;

    private DiffText(DiffResult comparison, int width) {
        this.comparison = comparison;
        this.out = new WrappedText(width);
    }

    public static String of(DiffResult comparison, int width) {
        DiffText text = new DiffText(comparison, width);
        text.write();
        return text.out.toString();
    }

    /** One line that says it all. */
    public static String summary(DiffResult comparison) {
        String counts = List.of(Impact.BREAKING, Impact.RISKY, Impact.COMPATIBLE, Impact.INFO).stream()
                .filter(impact -> comparison.count(impact) > 0)
                .map(impact -> comparison.count(impact) + " " + impact.word())
                .collect(Collectors.joining(", "));
        long accepted = comparison.changes().stream().filter(Change::isAccepted).count();
        String more = accepted == 0 ? "" : counts.isEmpty() ? accepted + " accepted" : ", " + accepted + " accepted";
        String alike = comparison.sameMeaning() && !counts.isEmpty()
                ? "no contract change: the messages of both mean the same (equal fingerprints); around them "
                : "";
        if (!alike.isEmpty() && comparison.verdict() != DiffResult.Verdict.NONE) {
            return alike + counts + more;
        }
        return switch (comparison.verdict()) {
            case NONE -> nothing(comparison) + ((counts + more).isEmpty() ? "" : " (" + counts + more + ")");
            case BREAKING, RISKY, COMPATIBLE -> comparison.verdict().word() + ": " + counts + more;
        };
    }

    /** What to say when no change is left that anybody has to know of. */
    public static String nothing(DiffResult comparison) {
        return comparison.changes().stream().anyMatch(Change::isAccepted)
                ? "nothing but what was accepted"
                : "no contract change";
    }

    private void write() {
        out.line("", ReportTruncation.sentence(headline(comparison)));
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
            out.blank().line("", "inconclusive: " + ReportTruncation.sentence(comparison.inconclusive()));
        }
    }

    /** The first line: what was compared, or that it was not the same API at all. */
    static String headline(DiffResult comparison) {
        return isIncident(comparison)
                ? comparison.changes().getFirst().message()
                : comparison.old().name() + " -> " + comparison.next().name();
    }

    static boolean isIncident(DiffResult comparison) {
        return !comparison.changes().isEmpty()
                && comparison.changes().getFirst().rule().id().matches("document\\.(another-api|came-back)");
    }

    private void change(Change change) {
        out.line("  - ", ReportTruncation.sentence(change.message()));
        if (change.impact() == Impact.INFO) {
            return;
        }
        detail(change.rule().id() + breaks(change) + ", change " + change.fingerprint());
        detail("at " + ReportTruncation.sentence(where(change)));
        if (!change.alsoAt().isEmpty()) {
            List<String> places = change.alsoAt().stream()
                    .limit(MOST_PLACES)
                    .map(DiffText::place)
                    .toList();
            int more = change.alsoAt().size() - places.size();
            detail("also at " + ReportTruncation.sentence(String.join("; ", places))
                    + (more > 0 ? " and " + more + " more" : ""));
        }
        Witness witness = change.witness();
        if (witness != null) {
            detail((witness.accepts().equals("old") ? "OLD accepts, NEW rejects: " : "NEW allows, OLD did not: ")
                    + shorten(witness.value()));
            detail("because " + ReportTruncation.sentence(witness.message()));
        } else if (!change.unproven().isEmpty()) {
            detail("unproven: " + ReportTruncation.sentence(change.unproven()));
        }
    }

    private void detail(String text) {
        out.line("      ", 8, text);
    }

    private static String breaks(Change change) {
        return change.breaks().isEmpty()
                ? ""
                : ", hurts " + change.breaks().stream().map(AffectedParty::word).collect(Collectors.joining(", "));
    }

    private String where(Change change) {
        int line = comparison.next().line(change.at().next());
        String file = line > 0 ? comparison.next().name() + ":" + line + " " : "";
        return file + change.at().pointer();
    }

    private static String place(Change.SpecLocation spot) {
        return (spot.operation().isEmpty() ? "" : spot.operation() + " ") + spot.description();
    }

    static String shorten(JsonNode value) {
        return ReportTruncation.to(value.toString(), ReportTruncation.VALUE);
    }

    private void accepted() {
        List<Change> accepted =
                comparison.changes().stream().filter(Change::isAccepted).toList();
        if (!accepted.isEmpty()) {
            out.blank().line("", "ACCEPTED");
            accepted.forEach(change -> out.line(
                    "  - ",
                    ReportTruncation.sentence(change.message()) + " (" + ReportTruncation.sentence(change.accepted())
                            + ")"));
        }
        if (!comparison.stale().isEmpty()) {
            out.blank();
            comparison.stale().forEach(entry -> out.line("", 2, stale(entry)));
        }
    }

    /** What to do about an acceptance that has nothing to accept. */
    public static String stale(AcceptedChanges.Entry entry) {
        String what = entry.until().isEmpty()
                ? ", which does not happen (any more)"
                : " until " + entry.until() + ", which has ended or does not happen (any more)";
        return "stale: " + entry.file() + ":" + entry.line() + " accepts change " + entry.change() + what
                + "; remove the entry";
    }

    private void evidence() {
        TrafficEvidence evidence = comparison.evidence();
        if (evidence == null) {
            return;
        }
        out.blank()
                .line(
                        "",
                        2,
                        "recordings: of " + evidence.requests() + " requests " + evidence.requestsBroken()
                                + " obeyed OLD and do not obey NEW; of " + evidence.responses() + " answers "
                                + evidence.responsesBroken());
        evidence.examples()
                .forEach(example -> out.line(
                        "  - ",
                        ReportTruncation.sentence(
                                example.exchange() + " " + example.where() + ": " + example.message())));
    }

    private void client() {
        List<ClientChange> changes = comparison.client();
        if (!changes.isEmpty()) {
            out.blank().line("", "GENERATED CLIENT");
            changes.stream()
                    .limit(MOST_CHANGES)
                    .forEach(change -> out.line("  - ", ReportTruncation.sentence(client(change))));
            if (changes.size() > MOST_CHANGES) {
                out.line("  ", "and " + (changes.size() - MOST_CHANGES) + " more; --format json has them all");
            }
        }
    }

    static String client(ClientChange change) {
        return (change.stopsCompiling() ? "stops compiling: " : "new: ") + change;
    }
}
