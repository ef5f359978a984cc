package dev.loupe.report;

import dev.loupe.check.Level;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A comparison for a terminal. */
final class ComparisonText {
    private static final int MOST_KINDS = 12;
    private static final int CELL = 13;

    private final StringBuilder out = new StringBuilder();

    private ComparisonText() {}

    static String of(Comparison comparison) {
        ComparisonText text = new ComparisonText();
        text.head(comparison);
        Difference difference = comparison.difference();
        if (difference != null) {
            text.kinds("new", difference.added());
            text.kinds("gone", difference.gone());
            if (difference.leftOut() > 0) {
                text.line(Words.count(difference.leftOut(), "finding", "findings")
                        + " left out: only one of the runs looked at their exchanges");
            }
        }
        text.checks(comparison);
        text.parameters(comparison);
        return text.out.toString();
    }

    private void head(Comparison comparison) {
        Columns.wrap(comparison.sentence(), Columns.WIDTH, 3).forEach(this::line);
        line("");
        for (Comparison.Side side : comparison.sides()) {
            line(side.name() + "  " + side.run().verdict().word().toUpperCase(Locale.ROOT) + "  "
                    + Words.count(
                            side.counts().exchanges(),
                            side.counts().things().one(),
                            side.counts().things().many())
                    + ", " + Words.findings(side.counts()));
            line("   " + side.provider() + "  " + side.file());
        }
    }

    private void kinds(String what, Difference.Kinds kinds) {
        if (kinds.count() == 0) {
            return;
        }
        line("");
        line(what + "  " + Words.count(kinds.count(), "finding", "findings"));
        for (Difference.Kind kind : kinds.kinds().stream().limit(MOST_KINDS).toList()) {
            String times = Words.number(kind.count()) + "x";
            String title = Columns.fit(kind.example().check().level().name(), 7)
                    + Columns.fit(TextReport.who(kind.example().violation().attribution()), 10)
                    + kind.example().check().id() + " " + Visible.line(kind.at());
            line(Columns.fit(title, Columns.WIDTH - times.length() - 1) + " " + times);
            line("       " + Visible.line(kind.example().violation().message()));
        }
        int left = kinds.kinds().size() - MOST_KINDS;
        if (left > 0) {
            line("and " + Words.count(left, "more kind", "more kinds") + "; --out DIR writes all of them");
        }
    }

    private void checks(Comparison comparison) {
        List<Comparison.CheckRow> rows = comparison.checks().stream()
                .filter(Comparison.CheckRow::differs)
                .toList();
        if (rows.isEmpty()) {
            return;
        }
        line("");
        row(
                "broken of looked at",
                comparison.sides().stream().map(Comparison.Side::name).toList());
        for (Comparison.CheckRow row : rows) {
            Level level = row.check().level();
            row(
                    Columns.fit(level.name(), 7) + row.check().id(),
                    row.cells().stream().map(ComparisonText::cell).toList());
        }
    }

    static String cell(Comparison.@Nullable Cell cell) {
        if (cell == null) {
            return "not run";
        }
        return cell.looked() == 0 ? "-" : Words.number(cell.broken()) + " of " + Words.number(cell.looked());
    }

    private void parameters(Comparison comparison) {
        List<Comparison.ParameterRow> rows = comparison.parameters().stream()
                .filter(Comparison.ParameterRow::differs)
                .toList();
        if (rows.isEmpty()) {
            return;
        }
        line("");
        line("what was sent, where it differs");
        for (Comparison.ParameterRow row : rows) {
            line(Visible.line(row.at()) + (row.declared().isEmpty() ? "" : "  (" + Visible.line(row.declared()) + ")"));
            for (int i = 0; i < row.seen().size(); i++) {
                String seen = row.seen().get(i);
                line("  " + comparison.sides().get(i).name() + "  " + (seen.isEmpty() ? "-" : Visible.line(seen)));
            }
        }
    }

    private void row(String first, List<String> cells) {
        StringBuilder row = new StringBuilder(Columns.fit(first, Math.max(30, Columns.WIDTH - CELL * cells.size())));
        cells.forEach(cell ->
                row.append(" ".repeat(Math.max(1, CELL - Columns.width(cell)))).append(cell));
        out.append(row).append('\n');
    }

    private void line(String text) {
        out.append(Columns.cut(text, Columns.WIDTH)).append('\n');
    }
}
