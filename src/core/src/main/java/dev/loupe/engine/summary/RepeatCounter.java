package dev.loupe.engine.summary;

import dev.loupe.exchange.Exchange;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** How often the same request was sent; {@code id#2} is the second time of {@code id}. */
public final class RepeatCounter {
    /** A plan repeats fewer requests. */
    static final int MAX_REQUESTS = 10_000;

    private static final Pattern NUMBER = Pattern.compile("#\\d+$");

    private final Map<String, Integer> requests = new HashMap<>();

    public static String baseId(Exchange.Id id) {
        return NUMBER.matcher(id.value()).replaceFirst("");
    }

    void sent(Exchange.Id id) {
        String base = baseId(id);
        if (!base.equals(id.value()) && requests.size() < MAX_REQUESTS) {
            requests.merge(base, 2, (before, two) -> before + 1);
        }
    }

    int requests(String base) {
        return requests.getOrDefault(base, 1);
    }
}
