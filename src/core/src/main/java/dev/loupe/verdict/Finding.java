package dev.loupe.verdict;

import dev.loupe.check.Attribution;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.Level;
import dev.loupe.check.Violation;
import dev.loupe.exchange.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * One broken check at one place in one exchange, with evidence and attribution.
 *
 * @param accepted the reason for which the baseline accepts it; null when it does not
 */
public record Finding(
        CheckInfo check, Exchange.Id exchange, Violation violation, @Nullable String accepted, Evidence evidence) {
    public boolean isAccepted() {
        return accepted != null;
    }

    /** Only a MUST that nobody accepted decides, and a fault of ours is never counted against anyone. */
    public boolean decides() {
        return check.level() == Level.MUST && !isAccepted() && violation.attribution() != Attribution.LOUPE;
    }
}
