package dev.loupe.report;

import java.util.List;

/** A comparison as Markdown. */
final class ComparisonMarkdown {
    private static final int MOST_KINDS = 100;

    private ComparisonMarkdown() {}

    static String of(Comparison comparison) {
        StringBuilder out = new StringBuilder("# Runs compared\n\n");
        out.append(Markdown.text(comparison.sentence())).append("\n\n");
        out.append("| | verdict | provider | looked at | MUST | SHOULD | INFO | defects of the contract | from |\n");
        out.append("|---|---|---|--:|--:|--:|--:|--:|---|\n");
        for (Comparison.Side side : comparison.sides()) {
            out.append("| ").append(side.name());
            out.append(" | ").append(side.run().verdict().word());
            out.append(" | ").append(Markdown.text(side.provider()));
            out.append(" | ").append(Words.number(side.counts().exchanges()));
            for (dev.loupe.check.Level level : dev.loupe.check.Level.values()) {
                out.append(" | ").append(Words.number(side.counts().about(level)));
            }
            out.append(" | ").append(Words.number(side.counts().defects()));
            out.append(" | ").append(Markdown.code(side.file())).append(" |\n");
        }
        Difference difference = comparison.difference();
        if (difference != null) {
            kinds(out, "New in B", difference.added());
            kinds(out, "Gone since A", difference.gone());
        }
        checks(out, comparison);
        parameters(out, comparison);
        return out.toString();
    }

    private static void kinds(StringBuilder out, String title, Difference.Kinds kinds) {
        if (kinds.count() == 0) {
            return;
        }
        out.append("\n## ").append(title).append(": ").append(Words.count(kinds.count(), "finding", "findings"));
        out.append("\n\n| level | who | check | at | times | for example |\n|---|---|---|---|--:|---|\n");
        for (Difference.Kind kind : kinds.kinds().stream().limit(MOST_KINDS).toList()) {
            out.append("| ").append(kind.example().check().level());
            out.append(" | ").append(TextReport.who(kind.example().violation().attribution()));
            out.append(" | ").append(Markdown.code(kind.example().check().id()));
            out.append(" | ").append(Markdown.code(Columns.cut(kind.at(), 120)));
            out.append(" | ").append(Words.number(kind.count()));
            out.append(" | ")
                    .append(Markdown.text(Columns.cut(kind.example().violation().message(), 300)));
            out.append(" |\n");
        }
    }

    private static void checks(StringBuilder out, Comparison comparison) {
        out.append("\n## Checks: broken of looked at\n\n| check | level |");
        names(out, comparison);
        for (Comparison.CheckRow row : comparison.checks()) {
            out.append("| ")
                    .append(Markdown.code(row.check().id()))
                    .append(" | ")
                    .append(row.check().level());
            row.cells().forEach(cell -> out.append(" | ").append(ComparisonText.cell(cell)));
            out.append(" |\n");
        }
    }

    private static void parameters(StringBuilder out, Comparison comparison) {
        if (comparison.parameters().isEmpty()) {
            return;
        }
        out.append("\n## What was sent\n\n| parameter | declared |");
        names(out, comparison);
        for (Comparison.ParameterRow row : comparison.parameters()) {
            out.append("| ").append(Markdown.code(row.at())).append(" | ").append(Markdown.text(row.declared()));
            row.seen().forEach(seen -> out.append(" | ").append(Markdown.text(Columns.cut(seen, 300))));
            out.append(" |\n");
        }
    }

    private static void names(StringBuilder out, Comparison comparison) {
        List<String> names =
                comparison.sides().stream().map(Comparison.Side::name).toList();
        names.forEach(name -> out.append(' ').append(name).append(" |"));
        out.append("\n|---|---|").append("---|".repeat(names.size())).append('\n');
    }
}
