package dev.loupe.report.change;

import dev.loupe.change.Comparison;
import dev.loupe.change.History;
import dev.loupe.change.Impact;
import dev.loupe.report.Markdown;
import dev.loupe.report.Visible;
import java.util.Locale;

/** The history of a contract as a table, each step with the first thing to say about it. */
final class HistoryText {
    private static final int WIDEST = 300;

    private HistoryText() {}

    static String of(History history, int width) {
        TextLines out = new TextLines(width);
        String row = "%-11s %-10s %8s %5s %6s %10s %6s";
        out.line("", format(row, "date", "verdict", "breaking", "risky", "semver", "parameters", "models"));
        for (History.Step step : history.steps()) {
            Comparison comparison = step.comparison();
            out.line(
                    "",
                    format(
                            row,
                            Visible.line(step.date()),
                            comparison.verdict().word(),
                            comparison.count(Impact.BREAKING),
                            comparison.count(Impact.RISKY),
                            step.semver().word(),
                            step.size().parameters(),
                            step.size().models()));
            out.line("    ", Cut.to(headline(step), WIDEST));
        }
        long breaking = history.steps().stream()
                .filter(step -> step.comparison().verdict() == Comparison.Verdict.BREAKING)
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

    /** What to say of a step in one line: when nothing changed for clients, that. */
    static String headline(History.Step step) {
        return step.comparison().verdict() == Comparison.Verdict.NONE
                ? DiffText.nothing(step.comparison())
                : step.headline();
    }

    static String markdown(History history) {
        StringBuilder out = new StringBuilder(
                "| date | verdict | breaking | risky | semver | parameters | models | first |\n|---|---|---|---|---|---|---|---|\n");
        for (History.Step step : history.steps()) {
            String line = "| " + Markdown.text(step.date()) + " | "
                    + step.comparison().verdict().word() + " | "
                    + step.comparison().count(Impact.BREAKING) + " | "
                    + step.comparison().count(Impact.RISKY) + " | "
                    + step.semver().word() + " | " + step.size().parameters() + " | "
                    + step.size().models() + " | "
                    + Markdown.text(Cut.to(headline(step), WIDEST)) + " |\n";
            if (out.length() + line.length() > 64_000) {
                return out.append("\nMore steps than a comment can hold.\n").toString();
            }
            out.append(line);
        }
        return out.toString();
    }
}
