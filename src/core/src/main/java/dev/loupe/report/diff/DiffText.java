package dev.loupe.report.diff;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.diff.DiffResult;
import dev.loupe.diff.compare.ClientChange;
import dev.loupe.diff.compare.DifferenceKind;
import dev.loupe.diff.judge.AcceptedChanges;
import dev.loupe.diff.judge.AffectedParty;
import dev.loupe.diff.judge.Change;
import dev.loupe.diff.judge.Impact;
import dev.loupe.diff.judge.TrafficEvidence;
import dev.loupe.diff.prove.Witness;
import dev.loupe.report.format.ReportTruncation;
import dev.loupe.report.format.WrappedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A comparison as text for a terminal, the most severe changes first. */
public final class DiffText {
    /** The number of columns when it is unknown. */
    public static final int WIDTH = 80;

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

    /** The verdict with counts, in one line. */
    public static String summary(DiffResult comparison) {
        boolean prefixed = comparison.verdict() != DiffResult.Verdict.NONE && !isMeaningKept(comparison);
        return (prefixed ? comparison.verdict().word() + ": " : "") + details(comparison);
    }

    /** The summary without the verdict. */
    static String details(DiffResult comparison) {
        List<String> parts = new ArrayList<>();
        for (Impact impact : Impact.values()) {
            if (comparison.count(impact) > 0) {
                parts.add(comparison.count(impact) + " " + impact.word());
            }
        }
        long accepted = comparison.changes().stream().filter(Change::isAccepted).count();
        if (accepted > 0) {
            parts.add(accepted + " accepted");
        }
        String counts = String.join(", ", parts);
        if (comparison.verdict() == DiffResult.Verdict.NONE) {
            return nothing(comparison) + (counts.isEmpty() ? "" : " (" + counts + ")");
        }
        return isMeaningKept(comparison)
                ? "no change of messages (equal fingerprints); other changes: " + counts
                : counts;
    }

    private static boolean isMeaningKept(DiffResult comparison) {
        return comparison.sameMeaning() && comparison.changes().stream().anyMatch(change -> !change.isAccepted());
    }

    /** The summary when no change counts. */
    public static String nothing(DiffResult comparison) {
        return comparison.changes().stream().anyMatch(Change::isAccepted)
                ? "only accepted changes"
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
                List<Change> shown = changes.stream().limit(MOST_CHANGES).toList();
                ChangesByOperation.of(shown).forEach(this::operation);
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

    /** The first line: the names of the specs, or that another API was published. */
    static String headline(DiffResult comparison) {
        return isIncident(comparison)
                ? comparison.changes().getFirst().message()
                : comparison.old().name() + " -> " + comparison.next().name();
    }

    static boolean isIncident(DiffResult comparison) {
        return !comparison.changes().isEmpty()
                && comparison.changes().getFirst().rule().kind().subject() == DifferenceKind.Subject.API;
    }

    private void operation(ChangesByOperation group) {
        out.cut(" ", ReportTruncation.sentence(group.title()));
        group.changes().forEach(this::change);
    }

    private void change(Change change) {
        out.line("  - ", ReportTruncation.sentence(change.message()));
        if (change.impact() == Impact.INFO) {
            return;
        }
        detail(ChangesByOperation.where(change, comparison) + ", change " + change.fingerprint());
        detail(change.rule().id() + breaks(change));
        String others = ChangesByOperation.otherOperations(change);
        if (!others.isEmpty()) {
            detail(others);
        }
        Witness witness = change.witness();
        if (witness != null) {
            detail(ChangesByOperation.verdicts(witness) + ": " + shorten(witness.value()));
            detail("because " + ReportTruncation.sentence(witness.message()));
        } else if (!change.unproven().isEmpty()) {
            out.line("      ", 8, "unproven: " + ReportTruncation.sentence(change.unproven()));
        }
    }

    /** One line, whatever its length: the other formats have the whole text. */
    private void detail(String text) {
        out.cut("      ", text);
    }

    private static String breaks(Change change) {
        return change.breaks().isEmpty()
                ? ""
                : ", affects "
                        + change.breaks().stream().map(AffectedParty::word).collect(Collectors.joining(", "));
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

    /** A stale accepted change and what to do about it. */
    public static String stale(AcceptedChanges.Entry entry) {
        String what = entry.until().isEmpty()
                ? ", which does not occur"
                : " until " + entry.until() + ", which is expired or does not occur";
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
                                + " valid in OLD are invalid in NEW; of " + evidence.responses() + " responses "
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
        return (change.stopsCompiling() ? "stops compiling: " : "still compiles: ") + change;
    }
}
