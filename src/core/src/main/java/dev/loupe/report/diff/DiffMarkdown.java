package dev.loupe.report.diff;

import dev.loupe.diff.DiffResult;
import dev.loupe.diff.judge.AffectedParty;
import dev.loupe.diff.judge.Change;
import dev.loupe.diff.judge.Impact;
import dev.loupe.diff.judge.TrafficEvidence;
import dev.loupe.diff.prove.Witness;
import dev.loupe.report.format.MarkdownEscaper;
import dev.loupe.report.format.ReportTruncation;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A comparison as a comment of a pull request, within the limit on its length. */
public final class DiffMarkdown {
    /** GitHub rejects comments of 65,536 characters; some room is left for the end. */
    public static final int LONGEST = 64_000;

    private static final int LONGEST_VALUE = 1_500;

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
        TrafficEvidence evidence = comparison.evidence();
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
        boolean whole = true;
        for (Impact impact : Impact.values()) {
            List<Change> changes = comparison.changes().stream()
                    .filter(each -> each.impact() == impact && !each.isAccepted())
                    .toList();
            if (!changes.isEmpty()) {
                whole &= section(out, impact.word(), items(changes), impact == Impact.BREAKING);
            }
        }
        List<Change> accepted =
                comparison.changes().stream().filter(Change::isAccepted).toList();
        if (!accepted.isEmpty()) {
            whole &= section(out, "accepted", items(accepted), false);
        }
        if (!comparison.client().isEmpty()) {
            List<String> client = comparison.client().stream()
                    .map(change ->
                            "- " + MarkdownEscaper.text(ReportTruncation.sentence(DiffText.client(change))) + '\n')
                    .toList();
            whole &= section(out, "in the generated client", client, false);
        }
        comparison.stale().stream().limit(20).forEach(entry -> out.append("- stale accepted change ")
                .append(MarkdownEscaper.code(entry.change()))
                .append(": remove it from ")
                .append(MarkdownEscaper.code(entry.file()))
                .append('\n'));
        if (!whole) {
            out.append("\nThe comment is truncated; see `diff.html` for all changes.\n");
        }
        return out.toString();
    }

    public static String mark(DiffResult.Verdict verdict) {
        return switch (verdict) {
            case BREAKING -> "❌";
            case RISKY -> "⚠️";
            case COMPATIBLE, NONE -> "✅";
        };
    }

    /** False when some items were omitted. */
    private static boolean section(StringBuilder out, String title, List<String> items, boolean open) {
        out.append(open ? "<details open>" : "<details>")
                .append("<summary><b>")
                .append(items.size())
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

    private static List<String> items(List<Change> changes) {
        return changes.stream().map(DiffMarkdown::item).toList();
    }

    private static String item(Change change) {
        StringBuilder item = new StringBuilder("- ");
        item.append(MarkdownEscaper.text(ReportTruncation.sentence(change.message())));
        item.append("  \n  ").append(MarkdownEscaper.code(change.rule().id()));
        if (!change.breaks().isEmpty()) {
            item.append(" affects ")
                    .append(change.breaks().stream().map(AffectedParty::word).collect(Collectors.joining(", ")));
        }
        item.append(", change ").append(MarkdownEscaper.code(change.fingerprint()));
        if (!change.alsoAt().isEmpty()) {
            item.append(", also at ")
                    .append(change.alsoAt().size())
                    .append(change.alsoAt().size() == 1 ? " other location" : " other locations");
        }
        if (change.isAccepted()) {
            item.append(", accepted: ").append(MarkdownEscaper.text(ReportTruncation.sentence(change.accepted())));
        }
        item.append('\n');
        Witness witness = change.witness();
        if (witness != null) {
            String says = witness.accepts().equals("old")
                    ? "accepted by the old spec, rejected by the new one"
                    : "allowed by the new spec, forbidden by the old one";
            item.append("  <details><summary>")
                    .append(says)
                    .append("</summary>\n\n  ")
                    .append(MarkdownEscaper.code(
                            ReportTruncation.to(witness.value().toString(), LONGEST_VALUE)))
                    .append("\n\n  ")
                    .append(MarkdownEscaper.text(ReportTruncation.sentence(witness.message())))
                    .append("\n  </details>\n");
        } else if (!change.unproven().isEmpty()) {
            item.append("  unproven: ")
                    .append(MarkdownEscaper.text(ReportTruncation.sentence(change.unproven())))
                    .append('\n');
        }
        return item.toString();
    }
}
