package dev.loupe.report;

import dev.loupe.verdict.Facts;
import dev.loupe.verdict.Outcome;
import dev.loupe.verdict.Row;
import dev.loupe.verdict.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What each answer says it used, as a bar: prompt, then completion, with a mark where the total says it ends. */
public record PageUsage(List<Bar> bars, String left) {
    private static final double WIDTH = 100;

    /**
     * One exchange. Lengths are in hundredths of the plot.
     *
     * @param wrong words for what does not add up; empty when it does
     */
    public record Bar(
            String exchange,
            String prompt,
            String completion,
            String total,
            String characters,
            String promptWidth,
            String completionWidth,
            String totalAt,
            String wrong) {}

    static PageUsage of(Tally tally) {
        List<Row> rows = tally.usages().rows();
        long most = 1;
        for (Row row : rows) {
            Facts.Usage usage = row.facts().usage();
            if (usage != null) {
                most = Math.max(most, Math.max(usage.total(), part(usage.prompt()) + part(usage.completion())));
            }
        }
        List<Bar> bars = new ArrayList<>();
        for (Row row : rows) {
            Facts.Usage usage = row.facts().usage();
            if (usage != null) {
                bars.add(bar(row, usage, most));
            }
        }
        int left = tally.usages().total() - rows.size();
        return new PageUsage(
                bars,
                left == 0
                        ? ""
                        : Words.count(left, "more exchange counts", "more exchanges count")
                                + " tokens; run.json has them all.");
    }

    private static long part(long count) {
        return Math.max(0, count);
    }

    private static Bar bar(Row row, Facts.Usage usage, long most) {
        return new Bar(
                Visible.line(row.id().value()),
                count(usage.prompt()),
                count(usage.completion()),
                count(usage.total()),
                Words.number(usage.characters()),
                length(part(usage.prompt()), most),
                length(part(usage.completion()), most),
                length(part(usage.total()), most),
                wrong(row, usage));
    }

    /** The bar repeats what checks found; it finds nothing of its own. */
    private static String wrong(Row row, Facts.Usage usage) {
        boolean found = row.findings().stream().anyMatch(f -> f.check().id().startsWith("usage."))
                || row.decided().said().stream()
                        .anyMatch(s -> s.outcome() == Outcome.Kind.VIOLATED
                                && s.check().startsWith("usage."));
        if (!found) {
            return "";
        }
        if (usage.completion() == 0 && usage.characters() > 0) {
            return "text, but no tokens";
        }
        return usage.prompt() + usage.completion() != usage.total() ? "does not add up" : "see findings";
    }

    private static String count(long count) {
        return count < 0 ? "–" : Words.number(count);
    }

    private static String length(long count, long most) {
        return String.format(Locale.ROOT, "%.2f", WIDTH * count / most);
    }
}
