package dev.loupe.engine.summary;

import dev.loupe.engine.result.ExchangeResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Probes without a usable response, by cause, in bounded memory. */
final class UnansweredProbes {
    private static final int MAX_CAUSES = 100;
    private static final int MAX_SHOWN = 4;

    private final Map<String, Integer> causes = new LinkedHashMap<>();
    private int count;

    void add(ExchangeResult result) {
        String unusable = result.decision().unusable();
        if (unusable == null || result.facts().probe() == null) {
            return;
        }
        count++;
        int status = result.facts().status();
        String cause = status > 0 ? "status " + status : unusable;
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
