package dev.loupe.report;

import dev.loupe.check.Level;
import dev.loupe.verdict.Counts;
import dev.loupe.verdict.Decision;
import dev.loupe.verdict.Finding;
import dev.loupe.verdict.Group;
import dev.loupe.verdict.Run;
import dev.loupe.verdict.Verdict;
import java.util.List;

/** A run as Markdown: the summary of a job or a comment on a pull request, bounded by what a comment may hold. */
final class MarkdownReport {
    private static final int MOST_GROUPS = 40;
    private static final int LARGEST = 60_000;

    private MarkdownReport() {}

    static String of(Run run) {
        StringBuilder out = new StringBuilder();
        Counts counts = run.tally().counts();
        out.append("# ")
                .append(mark(run.verdict()))
                .append(' ')
                .append(title(run.verdict()))
                .append("\n\n");
        out.append(Markdown.text(Words.sentence(run))).append("\n\n");
        for (Decision.Reason reason :
                run.decision().reasons().stream().limit(20).toList()) {
            out.append("- ").append(Markdown.text(reason.message())).append('\n');
        }
        Words.notices(run)
                .forEach(
                        notice -> out.append("- ").append(Markdown.text(notice)).append('\n'));
        out.append("\n| ").append(counts.things().many());
        out.append(" | conformant | non-conformant | inconclusive | unreadable |\n|--:|--:|--:|--:|--:|\n| ");
        out.append(Words.number(counts.exchanges())).append(" | ");
        for (Verdict verdict : Verdict.values()) {
            out.append(Words.number(counts.exchanges(verdict))).append(" | ");
        }
        out.append(Words.number(counts.unreadable()))
                .append(" |\n\n| MUST | SHOULD | INFO | defects of the published contract | accepted |\n"
                        + "|--:|--:|--:|--:|--:|\n| ");
        for (Level level : Level.values()) {
            out.append(Words.number(counts.about(level))).append(" | ");
        }
        out.append(Words.number(counts.defects())).append(" | ");
        out.append(Words.number(counts.accepted())).append(" |\n");
        groups(out, run);
        if (run.tally().parameters().rows().values().stream()
                .anyMatch(seen -> !seen.probes().isEmpty())) {
            MarkdownProbing.write(out, run, LARGEST);
        }
        out.append("\nLooked at ").append(Markdown.code(run.head().subject()));
        out.append(" with Loupe ").append(Markdown.text(run.head().version())).append(".\n");
        return out.toString();
    }

    private static void groups(StringBuilder out, Run run) {
        List<Group> groups = run.tally().groups().byWeight();
        if (groups.isEmpty()) {
            return;
        }
        out.append("\n## Findings\n\n| level | who | check | at | times | for example |\n|---|---|---|---|--:|---|\n");
        int written = 0;
        for (Group group : groups) {
            if (written == MOST_GROUPS || out.length() > LARGEST) {
                break;
            }
            written++;
            Finding example = group.examples().getFirst();
            out.append("| ").append(group.check().level());
            out.append(" | ").append(TextReport.who(group.attribution()));
            out.append(" | ").append(Markdown.code(group.check().id()));
            out.append(" | ").append(Markdown.code(Columns.cut(group.at(), 120)));
            out.append(" | ").append(Words.number(group.count()));
            out.append(group.flaky().map(flaky -> ", flaky: " + flaky).orElse(""));
            out.append(group.accepted() == 0 ? "" : " (" + Words.number(group.accepted()) + " accepted)");
            out.append(" | ")
                    .append(Markdown.text(Columns.cut(example.violation().message(), 300)));
            out.append(" in ")
                    .append(Markdown.code(Columns.cut(example.exchange().value(), 120)))
                    .append(" |\n");
        }
        if (written < groups.size()) {
            out.append("\n").append(Words.count(groups.size() - written, "more group is", "more groups are"));
            out.append(" in `index.html`.\n");
        }
    }

    private static String title(Verdict verdict) {
        return switch (verdict) {
            case CONFORMANT -> "Conformant";
            case NON_CONFORMANT -> "Non-conformant";
            case INCONCLUSIVE -> "Inconclusive";
        };
    }

    private static String mark(Verdict verdict) {
        return switch (verdict) {
            case CONFORMANT -> "✅";
            case NON_CONFORMANT -> "❌";
            case INCONCLUSIVE -> "❔";
        };
    }
}
