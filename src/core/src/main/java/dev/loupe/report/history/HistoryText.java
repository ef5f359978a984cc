package dev.loupe.report.history;

import dev.loupe.diff.DiffResult;
import dev.loupe.diff.history.History;
import dev.loupe.diff.judge.Impact;
import dev.loupe.report.diff.DiffText;
import dev.loupe.report.format.MarkdownEscaper;
import dev.loupe.report.format.ReportTruncation;
import dev.loupe.report.format.VisibleText;
import dev.loupe.report.format.WrappedText;
import java.util.Locale;

/** The history of a spec as a table, each step with its most important change. */
public final class HistoryText {
    private static final int WIDEST = 300;

    private HistoryText() {}

    public static String of(History history, int width) {
        WrappedText out = new WrappedText(width);
        String row = "%-11s %-10s %8s %5s %6s %10s %6s";
        out.line("", format(row, "date", "verdict", "breaking", "risky", "semver", "parameters", "models"));
        for (History.Step step : history.steps()) {
            DiffResult comparison = step.comparison();
            out.line(
                    "",
                    format(
                            row,
                            VisibleText.line(step.date()),
                            comparison.verdict().word(),
                            comparison.count(Impact.BREAKING),
                            comparison.count(Impact.RISKY),
                            step.semver().word(),
                            step.size().parameters(),
                            step.size().models()));
            out.line("    ", ReportTruncation.to(headline(step), WIDEST));
        }
        long breaking = history.steps().stream()
                .filter(step -> step.comparison().verdict() == DiffResult.Verdict.BREAKING)
                .count();
        out.blank()
                .line(
                        "",
                        history.steps().size() + (history.steps().size() == 1 ? " step, " : " steps, ") + breaking
                                + " of them breaking; each step alone: loupe diff OLD NEW");
        return out.toString();
    }

    private static String format(String row, Object... cells) {
        return String.format(Locale.ROOT, row, cells);
    }

    /** The most important change of a step in one line. */
    static String headline(History.Step step) {
        return step.comparison().verdict() == DiffResult.Verdict.NONE
                ? DiffText.nothing(step.comparison())
                : step.headline();
    }

    public static String markdown(History history) {
        StringBuilder out = new StringBuilder(
                "| date | verdict | breaking | risky | semver | parameters | models | first |\n|---|---|---|---|---|---|---|---|\n");
        for (History.Step step : history.steps()) {
            String line = "| " + MarkdownEscaper.text(step.date()) + " | "
                    + step.comparison().verdict().word() + " | "
                    + step.comparison().count(Impact.BREAKING) + " | "
                    + step.comparison().count(Impact.RISKY) + " | "
                    + step.semver().word() + " | " + step.size().parameters() + " | "
                    + step.size().models() + " | "
                    + MarkdownEscaper.text(ReportTruncation.to(headline(step), WIDEST)) + " |\n";
            if (out.length() + line.length() > 64_000) {
                return out.append("\nThe comment is truncated; see `diff.html` for all steps.\n")
                        .toString();
            }
            out.append(line);
        }
        return out.toString();
    }
}
