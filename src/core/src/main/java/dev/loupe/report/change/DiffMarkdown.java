package dev.loupe.report.change;

import dev.loupe.change.Affected;
import dev.loupe.change.Change;
import dev.loupe.change.Comparison;
import dev.loupe.change.Evidence;
import dev.loupe.change.Impact;
import dev.loupe.change.Witness;
import dev.loupe.report.Markdown;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A comparison as a comment of a pull request: short, folded, and never longer than such a comment may be. */
final class DiffMarkdown {
    /** GitHub refuses comments of 65,536 characters; room is left for the last words. */
    static final int LONGEST = 64_000;

    private static final int LONGEST_VALUE = 1_500;

    private DiffMarkdown() {}

    static String of(Comparison comparison) {
        StringBuilder out = new StringBuilder();
        out.append("### ")
                .append(mark(comparison.verdict()))
                .append(' ')
                .append(Markdown.text(DiffText.summary(comparison)))
                .append("\n\n");
        out.append(Markdown.code(comparison.old().name()))
                .append(" → ")
                .append(Markdown.code(comparison.next().name()))
                .append("\n\n");
        Evidence evidence = comparison.evidence();
        if (evidence != null) {
            out.append("Recordings: of ")
                    .append(evidence.requests())
                    .append(" requests **")
                    .append(evidence.requestsBroken())
                    .append("** obeyed the old contract and do not obey the new one; of ")
                    .append(evidence.answers())
                    .append(" answers **")
                    .append(evidence.answersBroken())
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
                    .map(change -> "- " + Markdown.text(Cut.sentence(DiffText.client(change))) + '\n')
                    .toList();
            whole &= section(out, "in the generated client", client, false);
        }
        comparison.stale().stream().limit(20).forEach(entry -> out.append("- stale acceptance ")
                .append(Markdown.code(entry.change()))
                .append(": remove it from ")
                .append(Markdown.code(entry.file()))
                .append('\n'));
        if (!whole) {
            out.append("\nMore changes than a comment can hold: see the report `diff.html`.\n");
        }
        return out.toString();
    }

    static String mark(Comparison.Verdict verdict) {
        return switch (verdict) {
            case BREAKING -> "❌";
            case RISKY -> "⚠️";
            case COMPATIBLE, NONE -> "✅";
        };
    }

    /** False when not all had room. */
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
        item.append(Markdown.text(Cut.sentence(change.message())));
        item.append("  \n  ").append(Markdown.code(change.rule().id()));
        if (!change.breaks().isEmpty()) {
            item.append(" hurts ")
                    .append(change.breaks().stream().map(Affected::word).collect(Collectors.joining(", ")));
        }
        item.append(", change ").append(Markdown.code(change.fingerprint()));
        if (!change.alsoAt().isEmpty()) {
            item.append(", also at ")
                    .append(change.alsoAt().size())
                    .append(change.alsoAt().size() == 1 ? " other place" : " other places");
        }
        if (change.isAccepted()) {
            item.append(", accepted: ").append(Markdown.text(Cut.sentence(change.accepted())));
        }
        item.append('\n');
        Witness witness = change.witness();
        if (witness != null) {
            String says = witness.accepts().equals("old")
                    ? "the old contract accepts, the new one rejects"
                    : "the new contract allows, the old one did not";
            item.append("  <details><summary>")
                    .append(says)
                    .append("</summary>\n\n  ")
                    .append(Markdown.code(Cut.to(witness.value().toString(), LONGEST_VALUE)))
                    .append("\n\n  ")
                    .append(Markdown.text(Cut.sentence(witness.words())))
                    .append("\n  </details>\n");
        } else if (!change.unproven().isEmpty()) {
            item.append("  unproven: ")
                    .append(Markdown.text(Cut.sentence(change.unproven())))
                    .append('\n');
        }
        return item.toString();
    }
}
