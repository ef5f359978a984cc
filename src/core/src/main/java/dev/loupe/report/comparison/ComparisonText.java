package dev.loupe.report.comparison;

import dev.loupe.report.format.TextColumns;
import dev.loupe.report.format.VisibleText;
import dev.loupe.report.run.RunPhrases;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A comparison for a terminal. */
public final class ComparisonText {
    private static final int MAX_KINDS = 12;
    private static final int CELL = 13;

    private final StringBuilder out = new StringBuilder();

    private ComparisonText() {}

    public static String of(RunComparison comparison) {
        ComparisonText text = new ComparisonText();
        text.head(comparison);
        RunDifference difference = comparison.difference();
        if (difference != null) {
            text.kinds("new", difference.added());
            text.kinds("removed", difference.removed());
            if (difference.omitted() > 0) {
                text.line(RunPhrases.count(difference.omitted(), "finding", "findings")
                        + " omitted: only one of the runs has their exchanges");
            }
        }
        text.checks(comparison);
        text.paired(comparison);
        text.parameters(comparison);
        text.numbers(comparison);
        return text.out.toString();
    }

    private void head(RunComparison comparison) {
        TextColumns.wrap(comparison.sentence(), TextColumns.WIDTH, 3).forEach(this::line);
        line("");
        for (RunComparison.Side side : comparison.sides()) {
            line(side.name() + "  " + side.run().verdict().word().toUpperCase(Locale.ROOT) + "  "
                    + RunPhrases.count(
                            side.counts().exchanges(),
                            side.counts().subject().one(),
                            side.counts().subject().many())
                    + ", " + RunPhrases.findings(side.run()));
            line("   " + middle(side.subject() + ", provider " + side.provider()));
            line("   " + middle(side.file()));
            line("   passes " + RunPhrases.number(side.score().checks().count()) + " of "
                    + RunPhrases.count(side.score().checks().of(), "MUST check", "MUST checks") + "; "
                    + side.score().conformantExchanges() + " conform");
        }
    }

    private void kinds(String what, RunDifference.FindingKinds kinds) {
        if (kinds.count() == 0) {
            return;
        }
        line("");
        line(what + "  " + RunPhrases.count(kinds.count(), "finding", "findings"));
        for (RunDifference.FindingKind kind :
                kinds.kinds().stream().limit(MAX_KINDS).toList()) {
            String times = RunPhrases.number(kind.count()) + "x";
            String title = TextColumns.fit(RunPhrases.badge(kind.example()), 7)
                    + TextColumns.fit(
                            RunPhrases.attribution(kind.example().violation().attribution()), 10)
                    + kind.example().check().id() + " " + VisibleText.line(kind.at());
            line(TextColumns.fit(title, TextColumns.WIDTH - times.length() - 1) + " " + times);
            line("       " + VisibleText.line(RunPhrases.message(kind.example())));
        }
        int left = kinds.kinds().size() - MAX_KINDS;
        if (left > 0) {
            line("and " + RunPhrases.count(left, "more group", "more groups") + "; --out DIR writes all of them");
        }
    }

    private void checks(RunComparison comparison) {
        List<RunComparison.CheckRow> rows = comparison.checks().stream()
                .filter(RunComparison.CheckRow::differs)
                .toList();
        if (rows.isEmpty()) {
            return;
        }
        line("");
        row(
                "violated / examined",
                comparison.sides().stream().map(RunComparison.Side::name).toList());
        for (RunComparison.CheckRow row : rows) {
            row(
                    TextColumns.fit(row.badge(), 7) + row.check().id(),
                    row.cells().stream().map(ComparisonText::cell).toList());
        }
    }

    private void paired(RunComparison comparison) {
        List<PairedRate> rates = comparison.paired();
        if (!rates.isEmpty()) {
            line("");
            line("violated in the exchanges that both runs have");
        }
        for (PairedRate rate : rates) {
            line(TextColumns.fit(rate.check().level().name(), 7) + rate.check().id());
            line("       " + rate.sentence());
        }
    }

    static String cell(RunComparison.@Nullable Cell cell) {
        if (cell == null) {
            return "not run";
        }
        return cell.examined() == 0
                ? "-"
                : RunPhrases.number(cell.violated()) + " of " + RunPhrases.number(cell.examined());
    }

    private void parameters(RunComparison comparison) {
        List<RunComparison.ParameterRow> rows = comparison.parameters().stream()
                .filter(RunComparison.ParameterRow::differs)
                .toList();
        if (rows.isEmpty()) {
            return;
        }
        line("");
        line("parameters that are treated in different ways");
        for (RunComparison.ParameterRow row : rows) {
            line(VisibleText.line(row.at())
                    + (row.declared().isEmpty() ? "" : "  (" + VisibleText.line(row.declared()) + ")"));
            for (int i = 0; i < row.values().size(); i++) {
                line("  " + comparison.sides().get(i).name() + "  "
                        + support(row.support().get(i), row.values().get(i)));
            }
        }
    }

    private void numbers(RunComparison comparison) {
        List<ComparedNumber> numbers = ComparedNumber.of(comparison);
        if (!numbers.isEmpty()) {
            line("");
            line(ComparedNumber.LEAD);
        }
        for (ComparedNumber number : numbers) {
            line(number.name());
            for (int i = 0; i < number.texts().size(); i++) {
                line("  " + comparison.sides().get(i).name() + "  "
                        + number.texts().get(i));
            }
        }
    }

    /** What an endpoint does with a parameter; without probes, the values that were sent. */
    static String support(ParameterTreatment support, String seen) {
        if (support.kind() == ParameterTreatment.Kind.NOT_PROBED) {
            return seen.isEmpty() ? "-" : VisibleText.line(seen);
        }
        return support.kind().word() + (support.detail().isEmpty() ? "" : ": " + support.detail());
    }

    private void row(String first, List<String> cells) {
        StringBuilder row =
                new StringBuilder(TextColumns.fit(first, Math.max(30, TextColumns.WIDTH - CELL * cells.size())));
        cells.forEach(cell -> row.append(" ".repeat(Math.max(1, CELL - TextColumns.width(cell))))
                .append(cell));
        out.append(row).append('\n');
    }

    private static String middle(String name) {
        return TextColumns.cutMiddle(VisibleText.line(name), TextColumns.WIDTH - 3);
    }

    private void line(String text) {
        out.append(TextColumns.cut(text, TextColumns.WIDTH)).append('\n');
    }
}
