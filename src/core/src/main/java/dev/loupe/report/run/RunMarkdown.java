package dev.loupe.report.run;

import dev.loupe.check.Level;
import dev.loupe.engine.journal.Run;
import dev.loupe.engine.result.Finding;
import dev.loupe.engine.result.Verdict;
import dev.loupe.engine.summary.FindingGroup;
import dev.loupe.engine.summary.RunCounts;
import dev.loupe.engine.summary.RunVerdict;
import dev.loupe.report.format.MarkdownEscaper;
import dev.loupe.report.format.TextColumns;
import java.util.List;

/** A run as Markdown: the summary of a job or a comment on a pull request, bounded by what a comment may hold. */
public final class RunMarkdown {
    private static final int MOST_GROUPS = 40;
    private static final int LARGEST = 60_000;

    private RunMarkdown() {}

    public static String of(Run run) {
        StringBuilder out = new StringBuilder();
        RunCounts counts = run.summary().counts();
        out.append("# ")
                .append(mark(run.verdict()))
                .append(' ')
                .append(title(run.verdict()))
                .append("\n\n");
        out.append(MarkdownEscaper.text(RunPhrases.verdictLine(run))).append("\n\n");
        for (RunVerdict.Reason reason :
                run.runVerdict().reasons().stream().limit(20).toList()) {
            out.append("- ").append(MarkdownEscaper.text(reason.message())).append('\n');
        }
        RunPhrases.notices(run)
                .forEach(notice ->
                        out.append("- ").append(MarkdownEscaper.text(notice)).append('\n'));
        out.append("\n| ").append(counts.subject().many());
        out.append(" | conformant | non-conformant | inconclusive | unreadable |\n|--:|--:|--:|--:|--:|\n| ");
        out.append(RunPhrases.number(counts.exchanges())).append(" | ");
        for (Verdict verdict : Verdict.values()) {
            out.append(RunPhrases.number(counts.exchanges(verdict))).append(" | ");
        }
        out.append(RunPhrases.number(counts.unreadable()))
                .append(" |\n\n| MUST | SHOULD | INFO | defects of the published contract | accepted |\n"
                        + "|--:|--:|--:|--:|--:|\n| ");
        for (Level level : Level.values()) {
            out.append(RunPhrases.number(counts.withoutSpecDefects(level))).append(" | ");
        }
        out.append(RunPhrases.number(counts.specDefects())).append(" | ");
        out.append(RunPhrases.number(counts.accepted())).append(" |\n");
        groups(out, run);
        if (run.summary().parameters().rows().values().stream()
                .anyMatch(seen -> !seen.probes().isEmpty())) {
            RunMarkdownProbes.write(out, run, LARGEST);
        }
        if (!RunPhrases.providers(run).isEmpty()) {
            out.append("\nProvider: ")
                    .append(MarkdownEscaper.text(RunPhrases.providers(run)))
                    .append(".\n");
        }
        out.append("\nLooked at ").append(MarkdownEscaper.code(run.header().subject()));
        out.append(" with Loupe ")
                .append(MarkdownEscaper.text(run.header().version()))
                .append(".\n");
        return out.toString();
    }

    private static void groups(StringBuilder out, Run run) {
        List<FindingGroup> groups = run.summary().groups().byWeight();
        if (groups.isEmpty()) {
            return;
        }
        out.append("\n## Findings\n\n| level | who | check | at | times | for example |\n|---|---|---|---|--:|---|\n");
        int written = 0;
        for (FindingGroup group : groups) {
            if (written == MOST_GROUPS || out.length() > LARGEST) {
                break;
            }
            written++;
            Finding example = group.examples().getFirst();
            out.append("| ").append(group.check().level());
            out.append(" | ").append(RunText.who(group.attribution()));
            out.append(" | ").append(MarkdownEscaper.code(group.check().id()));
            out.append(" | ").append(MarkdownEscaper.code(TextColumns.cut(group.at(), 120)));
            out.append(" | ").append(RunPhrases.number(group.count()));
            out.append(group.flaky().map(flaky -> ", flaky: " + flaky).orElse(""));
            out.append(group.accepted() == 0 ? "" : " (" + RunPhrases.number(group.accepted()) + " accepted)");
            out.append(" | ")
                    .append(MarkdownEscaper.text(
                            TextColumns.cut(example.violation().message(), 300)));
            out.append(" in ")
                    .append(MarkdownEscaper.code(
                            TextColumns.cut(example.exchange().value(), 120)))
                    .append(" |\n");
        }
        if (written < groups.size()) {
            out.append("\n").append(RunPhrases.count(groups.size() - written, "more group is", "more groups are"));
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
