package dev.loupe.engine.summary;

import dev.loupe.engine.result.ExchangeResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Why responses are no evidence about the contract, with their count, in bounded memory. */
final class ResponseCauses {
    private static final int MAX_CAUSES = 100;
    private static final int MAX_SHOWN = 4;

    private final Map<String, Integer> causes = new LinkedHashMap<>();
    private int count;

    void add(ExchangeResult result) {
        count++;
        int status = result.facts().status();
        String unusable = result.decision().unusable();
        String cause = unusable == null || status >= 300 ? "status " + status : unusable;
        if (causes.size() < MAX_CAUSES || causes.containsKey(cause)) {
            causes.merge(cause, 1, Integer::sum);
        }
    }

    int count() {
        return count;
    }

    /** The most frequent causes first. */
    List<String> causes() {
        List<String> shown = new ArrayList<>(causes.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(MAX_SHOWN)
                .map(cause -> cause.getKey() + " " + cause.getValue() + "x")
                .toList());
        if (causes.size() > MAX_SHOWN) {
            shown.add("...");
        }
        return shown;
    }
}
