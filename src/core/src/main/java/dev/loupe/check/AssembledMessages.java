package dev.loupe.check;

import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.Origin;
import java.util.Set;

/**
 * Exchanges whose messages were put together from the fields of a log. What the log does not hold may have been sent, so checks
 * of what is absent do not apply.
 */
public final class AssembledMessages {
    private static final Set<String> AREAS = Set.of("error", "identity", "protocol", "schema", "stream");

    static final Set<String> CHECKS = Set.of(
            "logprobs.iff-asked",
            "message.choices-as-asked",
            "message.finish-reason-known",
            "message.not-blank",
            "message.not-empty",
            "message.role-assistant",
            "tool.call-complete",
            "usage.counts-present",
            "usage.present");

    private AssembledMessages() {}

    /** Whether a check requires something that the log of this exchange may not hold. */
    public static boolean exclude(CheckInfo check, Exchange exchange) {
        return exchange.origin().kind() == Origin.Kind.ASSEMBLED
                && (AREAS.contains(check.area()) || CHECKS.contains(check.id()));
    }
}
