package dev.loupe.engine.result;

import dev.loupe.check.Attribution;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.Level;
import dev.loupe.check.Violation;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.FindingLocation;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * One violation of one check at one location in one exchange, with evidence and attribution.
 *
 * @param check at the level of the violation, which may be weaker than that of the check in general
 * @param accepted the reason in the baseline; null when it is not accepted
 */
@API(status = API.Status.EXPERIMENTAL)
public record Finding(
        CheckInfo check,
        Exchange.Id exchange,
        Violation violation,
        @Nullable String accepted,
        FindingEvidence evidence) {
    public Finding {
        check = check.atMost(violation.atMost());
    }

    public boolean isAccepted() {
        return accepted != null;
    }

    /** Whether this makes a run non-conformant. */
    public boolean fails() {
        return !isAccepted() && mayFail(check, violation);
    }

    /** Whether this is a defect of the contract of an exchange, which does not fail a run of exchanges. */
    public boolean isSpecDefect() {
        return violation.attribution() == Attribution.SPEC && violation.at().part() != FindingLocation.Part.DOCUMENT;
    }

    /**
     * Only a MUST can fail a run. An internal error never does. A spec defect does only where the document itself is judged: it is
     * no violation by the provider.
     */
    public static boolean mayFail(CheckInfo check, Violation violation) {
        boolean countable =
                switch (violation.attribution()) {
                    case PROVIDER, REQUEST -> true;
                    case SPEC -> violation.at().part() == FindingLocation.Part.DOCUMENT;
                    case LOUPE -> false;
                };
        return countable && check.atMost(violation.atMost()).level() == Level.MUST;
    }
}
