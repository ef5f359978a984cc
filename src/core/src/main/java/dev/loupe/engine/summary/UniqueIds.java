package dev.loupe.engine.summary;

import dev.loupe.exchange.Exchange;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Names each exchange of a run once: what is accepted of one recording must not hide what is wrong with another that was given
 * the same id. The second of an id is {@code id (2)}.
 */
public final class UniqueIds {
    /** A run of more ids than this is told apart among its first ones, so that memory is bounded. */
    private static final int MAX_IDS = 100_000;

    private static final Pattern NUMBERED = Pattern.compile(".* \\([0-9]{1,9}\\)", Pattern.DOTALL);

    private final Map<String, Integer> counts = new HashMap<>();

    /**
     * The name of the next exchange.
     *
     * @param stored false when it is named by whoever sent it, who knows it again by that name
     */
    public Exchange.Id of(String id, boolean stored) {
        if (!stored || (counts.size() >= MAX_IDS && !counts.containsKey(id))) {
            return new Exchange.Id(id);
        }
        int times = counts.merge(id, 1, Integer::sum);
        return new Exchange.Id(times == 1 ? id : id + " (" + times + ")");
    }

    static boolean isNumbered(Exchange.Id id) {
        return NUMBERED.matcher(id.value()).matches();
    }
}
