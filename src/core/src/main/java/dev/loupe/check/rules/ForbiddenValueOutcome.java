package dev.loupe.check.rules;

import com.fasterxml.jackson.core.JsonPointer;
import dev.loupe.chat.ParsedResponse;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.RejectionStatus;
import dev.loupe.check.Result;
import dev.loupe.check.RunCheck;
import dev.loupe.check.Violation;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.FindingLocation;
import dev.loupe.exchange.ProbeInfo;
import dev.loupe.exchange.ProbeInfo.Says;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of a value that the contract forbids: accepted, or rejected, and that for its own sake. A server that rejects
 * the request without the value too has said nothing about it. Measured on other tools: 60 of 65 "rejected" results had
 * another cause.
 *
 * @param accepted whether it got a 2xx
 * @param twin id of the exchange that must have been accepted for a rejection to count
 * @param alone what it says when its twin was accepted
 */
record ForbiddenValueOutcome(boolean accepted, String twin, Result alone) {
    private static final int REMEMBERED = 250_000;

    /**
     * What became of the probe; null when this is none, or was not answered.
     *
     * @param notJudged why a check has nothing to say of this provider; null when it has
     */
    static @Nullable ForbiddenValueOutcome of(ParsedExchange observed, @Nullable Result notJudged) {
        ProbeInfo probed = observed.exchange().probed();
        int status = observed.status();
        if (probed == null || status == 0) {
            return null;
        }
        Result alone = probed.corrected() != Says.FORBIDDEN
                ? ALLOWED
                : notJudged != null ? notJudged : alone(observed, probed, status);
        return new ForbiddenValueOutcome(status >= 200 && status < 300, probed.twin(), alone);
    }

    private static Result alone(ParsedExchange observed, ProbeInfo probed, int status) {
        if (status >= 400) {
            if (!RejectionStatus.isAboutTheRequest(status)) {
                return UNDECIDED;
            }
            return namesAnother(observed, probed.at()) ? OTHER_REASON : Result.passed();
        }
        return status >= 300
                ? UNDECIDED
                : Result.violated(Violation.of(
                        FindingLocation.request(probed.at().toString()),
                        "a 4xx: " + probed.rule(),
                        Integer.toString(status),
                        RejectionStatus.sent(probed) + " is forbidden and was accepted, clamped or ignored"
                                + (probed.published() == Says.ALLOWED
                                        ? "; its corrections forbid it, not the published contract"
                                        : "")));
    }

    /** Whether the error says in so many words that something else was wrong, {@code "param": "messages"}. */
    private static boolean namesAnother(ParsedExchange observed, JsonPointer at) {
        if (!(observed.answer() instanceof ParsedResponse.Failed failed) || at.matches()) {
            return false;
        }
        String param = StrictValues.textOrEmpty(failed.body().path("error").path("param"));
        String names = at + "/";
        return !param.isBlank()
                && Arrays.stream(param.split("[^A-Za-z_]+")).noneMatch(name -> names.contains("/" + name + "/"));
    }

    /** Compares with what became of the request without the value. */
    static RunCheck.Comparison<ForbiddenValueOutcome> comparison() {
        Map<String, Boolean> accepted = new HashMap<>();
        return (Exchange.Id exchange, ForbiddenValueOutcome outside) -> {
            if (accepted.size() < REMEMBERED) {
                accepted.putIfAbsent(exchange.value(), outside.accepted());
            }
            boolean rejected = outside.alone() instanceof Result.Passed;
            return rejected && !accepted.getOrDefault(outside.twin(), true) ? TWIN_REJECTED : outside.alone();
        };
    }

    private static final Result ALLOWED = Result.notApplicable("the contract allows the value");
    private static final Result UNDECIDED = Result.notApplicable("the answer says nothing about the value");
    private static final Result OTHER_REASON = Result.notApplicable("rejected for another reason: the error names it");
    private static final Result TWIN_REJECTED =
            Result.notApplicable("the request without the value is rejected too, so the value was not the reason");
}
