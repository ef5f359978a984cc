package dev.loupe.report.run;

import dev.loupe.check.Level;
import dev.loupe.engine.journal.Run;
import dev.loupe.engine.result.Verdict;
import dev.loupe.engine.summary.FindingGroup;
import dev.loupe.engine.summary.RunCounts;
import dev.loupe.engine.summary.RunVerdict;
import dev.loupe.engine.summary.ToolCallTable;
import dev.loupe.report.format.MarkdownEscaper;
import dev.loupe.report.format.TextColumns;
import java.util.ArrayList;
import java.util.List;

/** A run as Markdown, for the summary of a job or a comment on a pull request, within the size limit of a comment. */
public final class RunMarkdown {
    private static final int MAX_GROUPS = 40;
    private static final int MAX_LENGTH = 60_000;

    private RunMarkdown() {}

    public static String of(Run run) {
        StringBuilder out = new StringBuilder();
        out.append("# ")
                .append(mark(run.verdict()))
                .append(' ')
                .append(title(run.verdict()))
                .append("\n\n");
        out.append(MarkdownEscaper.text(RunPhrases.verdictLine(run))).append("\n");
        remarks(out, run);
        counts(out, run);
        List<FindingGroup> groups = run.summary().groups().byWeight();
        groups(
                out,
                run,
                "Findings",
                groups.stream().filter(group -> !group.isSpecDefect()).toList());
        groups(
                out,
                run,
                RunPhrases.SPEC_DEFECTS,
                groups.stream().filter(FindingGroup::isSpecDefect).toList());
        if (run.summary().parameters().rows().values().stream()
                .anyMatch(values -> !values.probes().isEmpty())) {
            RunMarkdownProbes.write(out, run, MAX_LENGTH);
        }
        tools(out, run.summary().tools().rows());
        if (!RunPhrases.providers(run).isEmpty()) {
            out.append("\nProvider: ")
                    .append(MarkdownEscaper.text(RunPhrases.providers(run)))
                    .append(".\n");
        }
        out.append("\nSubject: ").append(MarkdownEscaper.code(run.header().subject()));
        out.append(", Loupe ")
                .append(MarkdownEscaper.text(run.header().version()))
                .append(".\n");
        return out.toString();
    }

    private static void remarks(StringBuilder out, Run run) {
        List<String> remarks = new ArrayList<>();
        for (RunVerdict.Reason reason :
                run.runVerdict().reasons().stream().limit(20).toList()) {
            remarks.add(reason.message());
        }
        remarks.addAll(RunPhrases.unreadable(run));
        remarks.addAll(RunPhrases.crashes(run));
        remarks.addAll(RunPhrases.notices(run));
        if (!remarks.isEmpty()) {
            out.append('\n');
        }
        remarks.forEach(
                remark -> out.append("- ").append(MarkdownEscaper.text(remark)).append('\n'));
    }

    private static void counts(StringBuilder out, Run run) {
        RunCounts counts = run.summary().counts();
        out.append("\n| ").append(counts.subject().many());
        out.append(" | conformant | non-conformant | inconclusive | unreadable |\n|--:|--:|--:|--:|--:|\n| ");
        out.append(RunPhrases.number(counts.exchanges())).append(" | ");
        for (Verdict verdict : Verdict.values()) {
            out.append(RunPhrases.number(counts.exchanges(verdict))).append(" | ");
        }
        out.append(RunPhrases.number(counts.unreadable())).append(" |\n\n| MUST | SHOULD | INFO |");
        // in a linted document every finding is a defect of the spec
        boolean linted = counts.subject().isDocument();
        out.append(linted ? "" : " spec defects |")
                .append(" accepted |\n|--:|--:|--:|")
                .append(linted ? "" : "--:|")
                .append("--:|\n| ");
        for (Level level : Level.values()) {
            out.append(RunPhrases.number(counts.withoutSpecDefects(level))).append(" | ");
        }
        if (!linted) {
            out.append(counts.specDefects() == 0 ? "0" : RunPhrases.specDefects(run))
                    .append(" | ");
        }
        out.append(RunPhrases.number(counts.accepted())).append(" |\n");
    }

    private static void groups(StringBuilder out, Run run, String title, List<FindingGroup> groups) {
        if (groups.isEmpty()) {
            return;
        }
        out.append("\n## ")
                .append(title)
                .append("\n\n| level | finding | times | caused by | check | at | ")
                .append(run.summary().counts().subject().one())
                .append(" |\n")
                .append("|---|---|--:|---|---|---|---|\n");
        int written = 0;
        for (FindingGroup group : groups) {
            if (written == MAX_GROUPS || out.length() > MAX_LENGTH) {
                break;
            }
            written++;
            group(out, group);
        }
        if (written < groups.size()) {
            out.append("\n").append(RunPhrases.count(groups.size() - written, "more group is", "more groups are"));
            out.append(" in `index.html`.\n");
        }
    }

    private static void tools(StringBuilder out, List<ToolCallTable.Row> rows) {
        if (rows.isEmpty()) {
            return;
        }
        out.append("\n## Tool calls\n\n| provider and model | ")
                .append(String.join(" | ", rows.getFirst().rates().keySet()))
                .append(" |\n|---|---|---|---|---|\n");
        rows.stream().limit(MAX_GROUPS).forEach(row -> {
            out.append("| ").append(MarkdownEscaper.code(row.name()));
            row.rates().values().forEach(rate -> out.append(" | ").append(rate));
            out.append(" |\n");
        });
        if (rows.size() > MAX_GROUPS) {
            out.append('\n')
                    .append(RunPhrases.count(rows.size() - MAX_GROUPS, "more model is", "more models are"))
                    .append(" in `index.html`.\n");
        }
    }

    private static void group(StringBuilder out, FindingGroup group) {
        String exchange = group.examples().getFirst().exchange().value();
        out.append("| ").append(RunPhrases.badge(group));
        out.append(" | ").append(MarkdownEscaper.text(TextColumns.cut(group.title(), 300)));
        out.append(" | ").append(RunPhrases.number(group.count()));
        out.append(group.flaky().map(flaky -> ", flaky: " + flaky).orElse(""));
        out.append(group.accepted() == 0 ? "" : " (" + RunPhrases.number(group.accepted()) + " accepted)");
        out.append(" | ").append(RunPhrases.attribution(group.attribution()));
        out.append(" | ").append(MarkdownEscaper.code(group.check().id()));
        out.append(" | ").append(MarkdownEscaper.code(TextColumns.cut(group.at(), 120)));
        out.append(" | ")
                .append(MarkdownEscaper.code(TextColumns.cut(exchange, 120)))
                .append(" |\n");
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
