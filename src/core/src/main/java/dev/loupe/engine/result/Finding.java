package dev.loupe.engine.result;

import dev.loupe.check.Attribution;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.Level;
import dev.loupe.check.Violation;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.FindingLocation;
import org.jspecify.annotations.Nullable;

/**
 * One broken check at one place in one exchange, with evidence and attribution.
 *
 * @param accepted the reason for which the baseline accepts it; null when it does not
 */
public record Finding(
        CheckInfo check,
        Exchange.Id exchange,
        Violation violation,
        @Nullable String accepted,
        FindingEvidence evidence) {
    public boolean isAccepted() {
        return accepted != null;
    }

    /** Whether this makes a run non-conformant. */
    public boolean fails() {
        return !isAccepted()
                && mayFail(check, violation.attribution(), violation.at().part());
    }

    /** Whether this is a defect of the contract behind an exchange, which decides nothing about the exchange. */
    public boolean isSpecDefect() {
        return violation.attribution() == Attribution.SPEC && violation.at().part() != FindingLocation.Part.DOCUMENT;
    }

    /**
     * Only a MUST decides. A fault of ours is never counted against anyone; a defect of the published contract is told, and
     * decides only where the contract itself is what was looked at: nobody's answers are wrong because of it.
     */
    public static boolean mayFail(CheckInfo check, Attribution attribution, FindingLocation.Part part) {
        boolean countable =
                switch (attribution) {
                    case PROVIDER, REQUEST -> true;
                    case SPEC -> part == FindingLocation.Part.DOCUMENT;
                    case LOUPE -> false;
                };
        return countable && check.level() == Level.MUST;
    }
}
