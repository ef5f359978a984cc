package dev.loupe.report.run;

import dev.loupe.check.CheckInfo;
import dev.loupe.engine.result.CheckOutcome;
import dev.loupe.engine.result.ExchangeFacts;
import dev.loupe.engine.result.ExchangeResult;
import dev.loupe.engine.summary.RunSummary;
import dev.loupe.report.format.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The usage of each response as a bar: prompt, then completion, with a mark at the total. */
public record RunPageUsage(List<Bar> bars, String left) {
    private static final double WIDTH = 100;

    /**
     * One exchange. Lengths are in hundredths of the plot.
     *
     * @param wrong what is wrong with the usage; empty when nothing is
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
        Set<String> usageChecks = tally.counts().checks().stream()
                .filter(check -> check.area().equals("usage"))
                .map(CheckInfo::id)
                .collect(Collectors.toSet());
        List<Bar> bars = new ArrayList<>();
        for (ExchangeResult row : rows) {
            ExchangeFacts.Usage usage = row.facts().usage();
            if (usage != null) {
                bars.add(bar(row, usage, most, usageChecks));
            }
        }
        int left = tally.usages().total() - rows.size();
        return new RunPageUsage(
                bars,
                left == 0
                        ? ""
                        : RunPhrases.count(left, "more exchange has", "more exchanges have")
                                + " a usage; run.json has all of them.");
    }

    private static long part(long count) {
        return Math.max(0, count);
    }

    private static Bar bar(ExchangeResult row, ExchangeFacts.Usage usage, long most, Set<String> usageChecks) {
        return new Bar(
                VisibleText.line(row.id().value()),
                count(usage.prompt()),
                count(usage.completion()),
                count(usage.total()),
                RunPhrases.number(usage.characters()),
                length(part(usage.prompt()), most),
                length(part(usage.completion()), most),
                length(part(usage.total()), most),
                wrong(row, usage, usageChecks));
    }

    /** The page does not judge: only usage that a check found to be wrong is marked. */
    private static String wrong(ExchangeResult row, ExchangeFacts.Usage usage, Set<String> usageChecks) {
        boolean found = row.decision().reasons().stream()
                .anyMatch(reason ->
                        reason.outcome() == CheckOutcome.Kind.VIOLATED && usageChecks.contains(reason.check()));
        if (!found) {
            return "";
        }
        if (usage.completion() == 0 && usage.characters() > 0) {
            return "text without tokens";
        }
        return usage.prompt() + usage.completion() != usage.total() ? "wrong total" : "see findings";
    }

    private static String count(long count) {
        return count < 0 ? "–" : RunPhrases.number(count);
    }

    private static String length(long count, long most) {
        return String.format(Locale.ROOT, "%.2f", WIDTH * count / most);
    }
}
