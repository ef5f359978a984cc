package dev.loupe.engine.summary;

import dev.loupe.engine.result.ExchangeResult;
import dev.loupe.engine.result.Rate;
import dev.loupe.engine.result.ToolCallFacts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apiguardian.api.API;

/** For each provider and model: how often it calls a tool that it may call, and how often a call is wrong. */
@API(status = API.Status.EXPERIMENTAL)
public final class ToolCallTable {
    private static final int MAX_ROWS = 200;

    private final SortedMap<String, Row> rows = new TreeMap<>();

    /**
     * The calls of one model.
     *
     * @param responses completions whose request offers tools
     * @param calling how many of them have a call
     * @param calls in all of them
     * @param invalidArguments calls whose arguments are not JSON
     * @param unknownName calls of a tool that is not offered
     * @param schemaMismatch calls whose arguments do not match the parameters of the tool
     */
    public record Row(
            String provider,
            String model,
            long responses,
            long calling,
            long calls,
            long invalidArguments,
            long unknownName,
            long schemaMismatch) {
        private Row plus(Row other) {
            return new Row(
                    provider,
                    model,
                    responses + other.responses,
                    calling + other.calling,
                    calls + other.calls,
                    invalidArguments + other.invalidArguments,
                    unknownName + other.unknownName,
                    schemaMismatch + other.schemaMismatch);
        }

        /** {@code openai gpt-4o}. */
        public String name() {
            return (provider + " " + model).strip();
        }

        /** The rates by their name in reports. */
        public Map<String, Rate> rates() {
            Map<String, Rate> rates = new LinkedHashMap<>();
            rates.put("responses with a call", new Rate(calling, responses));
            rates.put("invalid JSON arguments", new Rate(invalidArguments, calls));
            rates.put("unknown tool name", new Rate(unknownName, calls));
            rates.put("schema mismatch", new Rate(schemaMismatch, calls));
            return rates;
        }
    }

    void add(ExchangeResult result) {
        ToolCallFacts facts = result.facts().tools();
        if (facts == null || result.decision().unusable() != null) {
            return;
        }
        String provider = result.basis().provider();
        String key = provider + "\n" + facts.model();
        if (rows.size() < MAX_ROWS || rows.containsKey(key)) {
            Row row = new Row(
                    provider,
                    facts.model(),
                    1,
                    facts.calls() > 0 ? 1 : 0,
                    facts.calls(),
                    facts.invalidArguments(),
                    facts.unknownName(),
                    facts.schemaMismatch());
            rows.merge(key, row, Row::plus);
        }
    }

    /** By provider and model; empty when no request offers tools. */
    public List<Row> rows() {
        return List.copyOf(rows.values());
    }

    /** The sum of all rows, without a name. */
    public Row total() {
        return rows.values().stream().reduce(new Row("", "", 0, 0, 0, 0, 0, 0), Row::plus);
    }
}
