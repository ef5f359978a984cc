package dev.loupe.engine.summary;

import dev.loupe.exchange.Exchange;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Gives each exchange of a run an id of its own, so that a baseline entry for one recording does not accept a finding in another
 * with the same id. The second exchange with an id is {@code id (2)}.
 */
public final class UniqueIds {
    /** Ids after so many are not numbered, so that memory is bounded. */
    private static final int MAX_IDS = 100_000;

    private static final Pattern NUMBERED = Pattern.compile(".* \\([0-9]{1,9}\\)", Pattern.DOTALL);

    private final Map<String, Integer> counts = new HashMap<>();

    /**
     * The id of the next exchange.
     *
     * @param stored false for an exchange of a live run, whose id the sender chose
     */
    public Exchange.Id of(String id, boolean stored) {
        if (!stored || (counts.size() >= MAX_IDS && !counts.containsKey(id))) {
            return new Exchange.Id(id);
        }
        int times = counts.merge(id, 1, Integer::sum);
        return new Exchange.Id(times == 1 ? id : id + " (" + times + ")");
    }

    static boolean isNumbered(Exchange.Id id) {
        return id.value().endsWith(")") && NUMBERED.matcher(id.value()).matches();
    }
}
