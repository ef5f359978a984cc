package dev.loupe.verdict;

import dev.loupe.check.CheckInfo;
import dev.loupe.check.Violation;
import dev.loupe.exchange.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * One broken check at one place in one exchange, with evidence and attribution.
 *
 * @param file where the evidence is stored, null when it is not
 * @param line line of that file, from 1
 * @param accepted true when the baseline accepts it on purpose
 * @param repeat the one line that shows it again
 */
public record Finding(
        CheckInfo check,
        Exchange.Id exchange,
        Violation violation,
        @Nullable String file,
        int line,
        boolean accepted,
        String repeat) {}
