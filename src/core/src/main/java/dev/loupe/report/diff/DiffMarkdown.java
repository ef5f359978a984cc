package dev.loupe.report.diff;

import dev.loupe.diff.DiffResult;
import dev.loupe.diff.judge.AffectedParty;
import dev.loupe.diff.judge.Change;
import dev.loupe.diff.judge.Impact;
import dev.loupe.diff.judge.TrafficEvidence;
import dev.loupe.report.format.MarkdownEscaper;
import dev.loupe.report.format.ReportTruncation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A comparison as a comment of a pull request, within the limit on its length. */
public final class DiffMarkdown {
    /** GitHub rejects comments of 65,536 characters; some room is left for the end. */
    public static final int LONGEST = 64_000;

    private DiffMarkdown() {}

    public static String of(DiffResult comparison) {
        StringBuilder out = new StringBuilder();
        out.append("### ")
                .append(mark(comparison.verdict()))
                .append(' ')
                .append(MarkdownEscaper.text(DiffText.summary(comparison)))
                .append("\n\n");
        out.append(MarkdownEscaper.code(comparison.old().name()))
                .append(" → ")
                .append(MarkdownEscaper.code(comparison.next().name()))
                .append("\n\n");
        recordings(out, comparison.evidence());
        boolean whole = true;
        for (Impact impact : Impact.values()) {
            List<Change> changes = comparison.changes().stream()
                    .filter(each -> each.impact() == impact && !each.isAccepted())
                    .toList();
            if (!changes.isEmpty()) {
                whole &= section(
                        out, impact.word(), items(changes, comparison), changes.size(), impact == Impact.BREAKING);
            }
        }
        List<Change> accepted =
                comparison.changes().stream().filter(Change::isAccepted).toList();
        if (!accepted.isEmpty()) {
            whole &= section(out, "accepted", items(accepted, comparison), accepted.size(), false);
        }
        whole &= client(out, comparison);
        stale(out, comparison);
        if (!whole) {
            out.append("\nThe comment is truncated; see `diff.html` for all changes.\n");
        }
        return out.toString();
    }

    private static void recordings(StringBuilder out, @Nullable TrafficEvidence evidence) {
        if (evidence != null) {
            out.append("Recordings: of ")
                    .append(evidence.requests())
                    .append(" requests **")
                    .append(evidence.requestsBroken())
                    .append("** valid in the old spec are invalid in the new one; of ")
                    .append(evidence.responses())
                    .append(" responses **")
                    .append(evidence.responsesBroken())
                    .append("**.\n\n");
        }
    }

    private static boolean client(StringBuilder out, DiffResult comparison) {
        List<String> client = comparison.client().stream()
                .map(change -> "- " + MarkdownEscaper.text(ReportTruncation.sentence(DiffText.client(change))) + '\n')
                .toList();
        return client.isEmpty() || section(out, "in the generated client", client, client.size(), false);
    }

    private static void stale(StringBuilder out, DiffResult comparison) {
        comparison.stale().stream().limit(20).forEach(entry -> out.append("- stale accepted change ")
                .append(MarkdownEscaper.code(entry.change()))
                .append(": remove it from ")
                .append(MarkdownEscaper.code(entry.file()))
                .append('\n'));
    }

    public static String mark(DiffResult.Verdict verdict) {
        return switch (verdict) {
            case BREAKING -> "❌";
            case RISKY -> "⚠️";
            case COMPATIBLE, NONE -> "✅";
        };
    }

    /** False when some items were omitted. */
    private static boolean section(StringBuilder out, String title, List<String> items, int count, boolean open) {
        out.append(open ? "<details open>" : "<details>")
                .append("<summary><b>")
                .append(count)
                .append(' ')
                .append(title.toLowerCase(Locale.ROOT))
                .append("</b></summary>\n\n");
        boolean whole = true;
        for (String item : items) {
            if (out.length() + item.length() > LONGEST) {
                whole = false;
                break;
            }
            out.append(item);
        }
        out.append("\n</details>\n\n");
        return whole;
    }

    /** The changes of each operation below its name, one line each. */
    private static List<String> items(List<Change> changes, DiffResult comparison) {
        List<String> items = new ArrayList<>();
        for (ChangesByOperation group : ChangesByOperation.of(changes)) {
            items.add((items.isEmpty() ? "" : "\n") + MarkdownEscaper.code(ReportTruncation.sentence(group.title()))
                    + "\n\n");
            group.changes().forEach(change -> items.add(item(change, comparison)));
        }
        return items;
    }

    private static String item(Change change, DiffResult comparison) {
        StringBuilder item = new StringBuilder("- ");
        item.append(MarkdownEscaper.text(ReportTruncation.sentence(change.message())));
        String witness = ChangesByOperation.shortWitness(change);
        if (witness != null) {
            item.append(", proof ").append(MarkdownEscaper.code(witness));
        } else if (!change.unproven().isEmpty()) {
            item.append(", unproven: ").append(MarkdownEscaper.text(ReportTruncation.sentence(change.unproven())));
        }
        item.append(" — ").append(MarkdownEscaper.code(ChangesByOperation.where(change, comparison)));
        item.append(", ").append(MarkdownEscaper.code(change.rule().id()));
        if (!change.breaks().isEmpty()) {
            item.append(" affects ")
                    .append(change.breaks().stream().map(AffectedParty::word).collect(Collectors.joining(", ")));
        }
        String others = ChangesByOperation.otherOperations(change);
        if (!others.isEmpty()) {
            item.append(", ").append(MarkdownEscaper.text(ReportTruncation.sentence(others)));
        }
        item.append(", change ").append(MarkdownEscaper.code(change.fingerprint()));
        if (change.isAccepted()) {
            item.append(", accepted: ").append(MarkdownEscaper.text(ReportTruncation.sentence(change.accepted())));
        }
        return item.append('\n').toString();
    }
}
