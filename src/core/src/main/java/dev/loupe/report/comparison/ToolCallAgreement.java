package dev.loupe.report.comparison;

import dev.loupe.engine.journal.Run;
import dev.loupe.engine.result.ExchangeResult;
import dev.loupe.engine.result.Rate;
import dev.loupe.engine.result.ToolCallFacts;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * Whether a model calls a tool in the exchanges in which a reference run does, as precision, recall and F1.
 *
 * @param provider of the run that is compared
 * @param model of the run that is compared
 * @param both exchanges in which both call a tool
 * @param onlyReference exchanges in which only the reference does
 * @param onlyOther exchanges in which only the compared run does
 * @param neither exchanges in which none of them does
 */
@API(status = API.Status.EXPERIMENTAL)
public record ToolCallAgreement(
        String provider, String model, long both, long onlyReference, long onlyOther, long neither) {
    /** Exchanges beyond this number are not compared, so that memory is bounded. */
    private static final int REMEMBERED = 250_000;

    private static final int MAX_ROWS = 200;

    /** By provider and model of the second run; empty when no exchange offers tools in both. */
    public static List<ToolCallAgreement> of(Run reference, Run other) {
        return of(calling(reference), other);
    }

    /** The same with a reference of which only {@link #calling} is known. */
    public static List<ToolCallAgreement> of(Map<String, Boolean> reference, Run other) {
        SortedMap<String, ToolCallAgreement> rows = new TreeMap<>();
        try (Stream<ExchangeResult> results = other.exchanges()) {
            results.forEach(result -> add(result, reference.get(result.id().value()), rows));
        }
        return List.copyOf(rows.values());
    }

    /** The sum of these, without a name; the list may be empty. */
    static ToolCallAgreement total(List<ToolCallAgreement> rows) {
        return rows.stream().reduce(new ToolCallAgreement("", "", 0, 0, 0, 0), ToolCallAgreement::plus);
    }

    /** Of each exchange that offers tools, by id: whether its response calls one. */
    public static Map<String, Boolean> calling(Run run) {
        Map<String, Boolean> calling = new HashMap<>();
        try (Stream<ExchangeResult> results = run.exchanges()) {
            results.limit(REMEMBERED).forEach(result -> {
                ToolCallFacts tools = result.facts().tools();
                if (tools != null && result.decision().unusable() == null) {
                    calling.put(result.id().value(), tools.calls() > 0);
                }
            });
        }
        return calling;
    }

    private static void add(ExchangeResult result, @Nullable Boolean expected, Map<String, ToolCallAgreement> rows) {
        ToolCallFacts tools = result.facts().tools();
        if (expected == null || tools == null || result.decision().unusable() != null) {
            return;
        }
        boolean calls = tools.calls() > 0;
        String provider = result.basis().provider();
        String key = provider + "\n" + tools.model();
        if (rows.size() < MAX_ROWS || rows.containsKey(key)) {
            ToolCallAgreement one = new ToolCallAgreement(
                    provider,
                    tools.model(),
                    expected && calls ? 1 : 0,
                    expected && !calls ? 1 : 0,
                    !expected && calls ? 1 : 0,
                    !expected && !calls ? 1 : 0);
            rows.merge(key, one, ToolCallAgreement::plus);
        }
    }

    private ToolCallAgreement plus(ToolCallAgreement more) {
        return new ToolCallAgreement(
                provider,
                model,
                both + more.both,
                onlyReference + more.onlyReference,
                onlyOther + more.onlyOther,
                neither + more.neither);
    }

    /** How many exchanges with a call have one in the reference, too. */
    Rate precision() {
        return new Rate(both, both + onlyOther);
    }

    /** How many exchanges with a call in the reference have one. */
    Rate recall() {
        return new Rate(both, both + onlyReference);
    }

    /** The harmonic mean of precision and recall; 0 when no exchange has a call. */
    double f1() {
        long calls = 2 * both + onlyReference + onlyOther;
        return calls == 0 ? 0 : 2.0 * both / calls;
    }

    /** As one line of text. */
    public String line() {
        return "tool trigger " + (provider + " " + model).strip() + ": precision " + precision() + ", recall "
                + recall() + ", F1 " + f1Text();
    }

    /** With three digits; {@code -} when no exchange has a call. */
    String f1Text() {
        return both + onlyReference + onlyOther == 0 ? "-" : String.format(Locale.ROOT, "%.3f", f1());
    }
}
