package dev.loupe.report.comparison;

import dev.loupe.report.format.MarkdownEscaper;
import dev.loupe.report.format.TextColumns;
import dev.loupe.report.run.RunPhrases;
import java.util.List;

/** A comparison as Markdown. */
public final class ComparisonMarkdown {
    private static final int MAX_KINDS = 100;

    private ComparisonMarkdown() {}

    public static String of(RunComparison comparison) {
        StringBuilder out = new StringBuilder("# Runs compared\n\n");
        out.append(MarkdownEscaper.text(comparison.sentence())).append("\n\n");
        out.append(
                "| | verdict | subject | provider | MUST checks passed | exchanges that conform | exchanges | MUST | SHOULD"
                        + " | INFO | spec defects | file |\n");
        out.append("|---|---|---|---|---|---|--:|--:|--:|--:|--:|---|\n");
        for (RunComparison.Side side : comparison.sides()) {
            out.append("| ").append(side.name());
            out.append(" | ").append(side.run().verdict().word());
            out.append(" | ").append(MarkdownEscaper.text(side.subject()));
            out.append(" | ").append(MarkdownEscaper.text(side.provider()));
            out.append(" | ").append(RunPhrases.number(side.score().checks().count()));
            out.append(" of ").append(RunPhrases.number(side.score().checks().of()));
            out.append(" | ").append(side.score().conformant());
            out.append(" | ").append(RunPhrases.number(side.counts().exchanges()));
            for (dev.loupe.check.Level level : dev.loupe.check.Level.values()) {
                out.append(" | ").append(RunPhrases.number(side.counts().withoutSpecDefects(level)));
            }
            out.append(" | ").append(RunPhrases.number(side.counts().specDefects()));
            out.append(" | ").append(MarkdownEscaper.code(side.file())).append(" |\n");
        }
        RunDifference difference = comparison.difference();
        if (difference != null) {
            kinds(out, "New in B", difference.added());
            kinds(out, "Removed since A", difference.removed());
        }
        checks(out, comparison);
        paired(out, comparison);
        parameters(out, comparison);
        numbers(out, comparison);
        return out.toString();
    }

    private static void kinds(StringBuilder out, String title, RunDifference.FindingKinds kinds) {
        if (kinds.count() == 0) {
            return;
        }
        out.append("\n## ").append(title).append(": ").append(RunPhrases.count(kinds.count(), "finding", "findings"));
        out.append("\n\n| level | caused by | check | at | times | finding |\n|---|---|---|---|--:|---|\n");
        for (RunDifference.FindingKind kind :
                kinds.kinds().stream().limit(MAX_KINDS).toList()) {
            out.append("| ").append(RunPhrases.badge(kind.example()));
            out.append(" | ")
                    .append(RunPhrases.attribution(kind.example().violation().attribution()));
            out.append(" | ").append(MarkdownEscaper.code(kind.example().check().id()));
            out.append(" | ").append(MarkdownEscaper.code(TextColumns.cut(kind.at(), 120)));
            out.append(" | ").append(RunPhrases.number(kind.count()));
            out.append(" | ").append(MarkdownEscaper.text(TextColumns.cut(RunPhrases.message(kind.example()), 300)));
            out.append(" |\n");
        }
    }

    private static void checks(StringBuilder out, RunComparison comparison) {
        out.append("\n## Checks: violated of examined\n\n| check | level |");
        names(out, comparison);
        for (RunComparison.CheckRow row : comparison.checks()) {
            out.append("| ")
                    .append(MarkdownEscaper.code(row.check().id()))
                    .append(" | ")
                    .append(row.badge());
            row.cells().forEach(cell -> out.append(" | ").append(ComparisonText.cell(cell)));
            out.append(" |\n");
        }
    }

    private static void paired(StringBuilder out, RunComparison comparison) {
        List<PairedRate> rates = comparison.paired();
        if (rates.isEmpty()) {
            return;
        }
        out.append("\n## Violated in the exchanges that both runs have\n\n| check | level | A | B | difference |\n")
                .append("|---|---|---|---|---|\n");
        for (PairedRate rate : rates) {
            out.append("| ").append(MarkdownEscaper.code(rate.check().id()));
            out.append(" | ").append(rate.check().level());
            out.append(" | ").append(rate.first());
            out.append(" | ").append(rate.second());
            out.append(" | ").append(rate.isMoreThanChance() ? "more than chance, " : "may be chance, ");
            out.append(MarkdownEscaper.text(rate.probabilityText())).append(" |\n");
        }
    }

    private static void numbers(StringBuilder out, RunComparison comparison) {
        List<ComparedNumber> numbers = ComparedNumber.of(comparison);
        if (numbers.isEmpty()) {
            return;
        }
        out.append(
                "\n## Times, tokens, cost and tool calls\n\nTimes are p50 / p90 / p99 of the successful responses.\n\n| number |");
        comparison.sides().forEach(side -> out.append(' ').append(side.name()).append(" |"));
        out.append("\n|---|").append("---|".repeat(comparison.sides().size())).append('\n');
        for (ComparedNumber number : numbers) {
            out.append("| ").append(number.name());
            number.texts().forEach(text -> out.append(" | ").append(text));
            out.append(" |\n");
        }
    }

    private static void parameters(StringBuilder out, RunComparison comparison) {
        if (comparison.parameters().isEmpty()) {
            return;
        }
        out.append("\n## Parameters\n\n| parameter | declared |");
        names(out, comparison);
        for (RunComparison.ParameterRow row : comparison.parameters()) {
            out.append("| ")
                    .append(MarkdownEscaper.code(row.at()))
                    .append(" | ")
                    .append(MarkdownEscaper.text(row.declared()));
            for (int i = 0; i < row.values().size(); i++) {
                String support = ComparisonText.support(
                        row.support().get(i), row.values().get(i));
                out.append(" | ").append(MarkdownEscaper.text(TextColumns.cut(support, 300)));
            }
            out.append(" |\n");
        }
    }

    private static void names(StringBuilder out, RunComparison comparison) {
        List<String> names =
                comparison.sides().stream().map(RunComparison.Side::name).toList();
        names.forEach(name -> out.append(' ').append(name).append(" |"));
        out.append("\n|---|---|").append("---|".repeat(names.size())).append('\n');
    }
}
