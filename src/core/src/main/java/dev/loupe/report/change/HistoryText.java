package dev.loupe.report.change;

import dev.loupe.change.Comparison;
import dev.loupe.change.History;
import dev.loupe.change.Impact;
import dev.loupe.report.Markdown;
import dev.loupe.report.Visible;
import java.util.Locale;

/** The history of a contract as a table. */
final class HistoryText {
    private static final int WIDEST = 150;

    private HistoryText() {}

    static String of(History history) {
        StringBuilder out = new StringBuilder();
        String row = "%-11s %-11s %9s %6s %7s %11s %7s  %s%n";
        out.append(String.format(
                Locale.ROOT, row, "date", "verdict", "breaking", "risky", "semver", "parameters", "models", "first"));
        for (History.Step step : history.steps()) {
            Comparison comparison = step.comparison();
            out.append(String.format(
                    Locale.ROOT,
                    row,
                    Visible.line(step.date()),
                    comparison.verdict().word(),
                    comparison.count(Impact.BREAKING),
                    comparison.count(Impact.RISKY),
                    step.semver().word(),
                    step.size().parameters(),
                    step.size().models(),
                    cut(Visible.line(headline(step)))));
        }
        long breaking = history.steps().stream()
                .filter(step -> step.comparison().verdict() == Comparison.Verdict.BREAKING)
                .count();
        out.append(history.steps().size()).append(" steps, ").append(breaking).append(" of them breaking\n");
        return out.toString().replace("\r\n", "\n");
    }

    /** What to say of a step in one line: when nothing changed for clients, that. */
    static String headline(History.Step step) {
        return step.comparison().verdict() == Comparison.Verdict.NONE ? "no contract change" : step.headline();
    }

    private static String cut(String text) {
        return text.length() > WIDEST ? text.substring(0, WIDEST) + "..." : text;
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
                    + Markdown.text(cut(headline(step))) + " |\n";
            if (out.length() + line.length() > 64_000) {
                return out.append("\nMore steps than a comment can hold.\n").toString();
            }
            out.append(line);
        }
        return out.toString();
    }
}
