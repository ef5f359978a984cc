package dev.loupe.report.comparison;

import dev.loupe.engine.summary.RunSummary;
import dev.loupe.report.run.RunPageStreams;
import dev.loupe.report.run.RunPhrases;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A duration, the tokens, the cost or a rate of tool calls, of each run.
 *
 * @param texts one per run; {@code -} where the run does not have it
 */
record ComparedNumber(String name, List<String> texts) {
    static final String LEAD = "times of successful responses as p50 / p90 / p99, tokens, cost, tool calls";

    /** In the order in which the runs have them. */
    static List<ComparedNumber> of(RunComparison comparison) {
        List<RunComparison.Side> sides = comparison.sides();
        Map<String, List<String>> rows = new LinkedHashMap<>();
        for (int i = 0; i < sides.size(); i++) {
            for (Map.Entry<String, String> number :
                    numbers(sides.get(i).run().summary()).entrySet()) {
                rows.computeIfAbsent(
                                number.getKey(),
                                name -> new ArrayList<>(
                                        sides.stream().map(side -> "-").toList()))
                        .set(i, number.getValue());
            }
        }
        rows.putAll(triggers(comparison.toolTriggers()));
        return rows.entrySet().stream()
                .map(row -> new ComparedNumber(row.getKey(), row.getValue()))
                .toList();
    }

    private static Map<String, String> numbers(RunSummary summary) {
        Map<String, String> numbers = new LinkedHashMap<>();
        for (RunPageStreams.Time time : RunPageStreams.times(summary)) {
            numbers.put(time.name(), time.p50() + " / " + time.p90() + " / " + time.p99());
        }
        if (summary.promptTokens() + summary.completionTokens() > 0) {
            numbers.put(
                    "Tokens: prompt + completion",
                    RunPhrases.number(summary.promptTokens()) + " + " + RunPhrases.number(summary.completionTokens()));
        }
        if (summary.responsesWithCost() > 0) {
            numbers.put(
                    "Cost in US dollars, as reported",
                    summary.cost().stripTrailingZeros().toPlainString() + " in "
                            + RunPhrases.count(summary.responsesWithCost(), "response", "responses"));
        }
        if (!summary.tools().rows().isEmpty()) {
            summary.tools()
                    .total()
                    .rates()
                    .forEach((name, rate) -> numbers.put("Tool calls: " + name, rate.toString()));
        }
        return numbers;
    }

    private static Map<String, List<String>> triggers(List<ToolCallAgreement> triggers) {
        if (triggers.isEmpty()) {
            return Map.of();
        }
        ToolCallAgreement all = ToolCallAgreement.total(triggers);
        Map<String, List<String>> rows = new LinkedHashMap<>();
        rows.put("Tool calls: precision against A", List.of("-", all.precision().toString()));
        rows.put("Tool calls: recall against A", List.of("-", all.recall().toString()));
        rows.put("Tool calls: F1 against A", List.of("-", all.f1Text()));
        return rows;
    }
}
