package dev.loupe.check.rules;

import dev.loupe.check.CheckInfo;
import dev.loupe.check.ExchangeCheck;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.exchange.FindingLocation;
import dev.loupe.exchange.ProbeInfo;
import dev.loupe.exchange.Reply;

/** A bad key gets nothing. */
final class ErrorUnauthorized implements ExchangeCheck {
    private static final CheckInfo INFO = new CheckInfo(
            "error.unauthorized",
            Level.MUST,
            "a bad key gets 401 and no stream",
            "RFC 9110 section 15.5.2; every provider here documents 401 for a key that is missing or wrong",
            "clients tell a wrong key from other errors by 401, and a stream that opens first hides it",
            "check the key before anything is sent");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Result on(ParsedExchange observed) {
        int status = observed.status();
        ProbeInfo probed = observed.exchange().probed();
        boolean badKey = probed != null && isBadKey(probed.probe());
        if (!badKey && status != 401) {
            return NO_BAD_KEY;
        }
        if (status == 0) {
            return NOT_RECORDED;
        }
        if (status == 401) {
            return observed.exchange().reply() instanceof Reply.Streamed
                    ? Result.violated(Violation.of(
                            FindingLocation.stream(), "an error in one piece", "a stream", "a bad key gets a stream"))
                    : Result.passed();
        }
        boolean undecided = status == 429 || status >= 500;
        return undecided
                ? UNDECIDED
                : Result.violated(Violation.of(
                        FindingLocation.status(), "401", Integer.toString(status), "a bad key does not get 401"));
    }

    private static final Result NO_BAD_KEY = Result.notApplicable("no bad key was sent");
    private static final Result UNDECIDED = Result.notApplicable("the status says nothing of the key");
    private static final Result NOT_RECORDED = Result.notRecorded("no status was recorded");

    /** The probes that send no key or a wrong one, {@code authorization/wrong}. */
    private static boolean isBadKey(String probe) {
        return probe.startsWith("authorization/") || probe.startsWith("unauthorized");
    }
}
