package dev.loupe.report.run;

import dev.loupe.engine.result.CheckOutcome;
import dev.loupe.engine.result.ExchangeFacts;
import dev.loupe.engine.result.ExchangeResult;
import dev.loupe.engine.summary.RunSummary;
import dev.loupe.report.format.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What each answer says it used, as a bar: prompt, then completion, with a mark where the total says it ends. */
public record RunPageUsage(List<Bar> bars, String left) {
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

    static RunPageUsage of(RunSummary tally) {
        List<ExchangeResult> rows = tally.usages().results();
        long most = 1;
        for (ExchangeResult row : rows) {
            ExchangeFacts.Usage usage = row.facts().usage();
            if (usage != null) {
                most = Math.max(most, Math.max(usage.total(), part(usage.prompt()) + part(usage.completion())));
            }
        }
        List<Bar> bars = new ArrayList<>();
        for (ExchangeResult row : rows) {
            ExchangeFacts.Usage usage = row.facts().usage();
            if (usage != null) {
                bars.add(bar(row, usage, most));
            }
        }
        int left = tally.usages().total() - rows.size();
        return new RunPageUsage(
                bars,
                left == 0
                        ? ""
                        : RunPhrases.count(left, "more exchange counts", "more exchanges count")
                                + " tokens; run.json has them all.");
    }

    private static long part(long count) {
        return Math.max(0, count);
    }

    private static Bar bar(ExchangeResult row, ExchangeFacts.Usage usage, long most) {
        return new Bar(
                VisibleText.line(row.id().value()),
                count(usage.prompt()),
                count(usage.completion()),
                count(usage.total()),
                RunPhrases.number(usage.characters()),
                length(part(usage.prompt()), most),
                length(part(usage.completion()), most),
                length(part(usage.total()), most),
                wrong(row, usage));
    }

    /** The bar repeats what checks found; it finds nothing of its own. */
    private static String wrong(ExchangeResult row, ExchangeFacts.Usage usage) {
        boolean found = row.findings().stream().anyMatch(f -> f.check().id().startsWith("usage."))
                || row.decision().reasons().stream()
                        .anyMatch(s -> s.outcome() == CheckOutcome.Kind.VIOLATED
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
        return count < 0 ? "–" : RunPhrases.number(count);
    }

    private static String length(long count, long most) {
        return String.format(Locale.ROOT, "%.2f", WIDTH * count / most);
    }
}
