package dev.loupe.engine.summary;

import dev.loupe.engine.result.ExchangeFacts;
import dev.loupe.exchange.Overload;
import java.util.Locale;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * What an endpoint did with a probed value.
 *
 * @param status of the response; 0 for accepted values, where it does not matter
 * @param allowed whether the corrected contract allows the value
 */
@API(status = API.Status.EXPERIMENTAL)
public record ProbeOutcome(Kind kind, int status, boolean allowed) {
    /** What happened to the value. */
    public enum Kind {
        /** A success: accepted; a forbidden value may also have been clamped or ignored. */
        ACCEPTED,
        /** A 4xx. */
        REJECTED,
        /** A 5xx. */
        FAILED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The outcome; empty for overload, a redirect and no response. */
    static Optional<ProbeOutcome> of(ExchangeFacts.ProbeFacts probe, int status) {
        if (Overload.isOverload(status)) {
            return Optional.empty();
        }
        return switch (status / 100) {
            case 2 -> Optional.of(new ProbeOutcome(Kind.ACCEPTED, 0, probe.allowed()));
            case 4 -> Optional.of(new ProbeOutcome(Kind.REJECTED, status, probe.allowed()));
            case 5 -> Optional.of(new ProbeOutcome(Kind.FAILED, status, probe.allowed()));
            default -> Optional.empty();
        };
    }

    /** Whether the corrected contract requires this. */
    public boolean isExpected() {
        return switch (kind) {
            case ACCEPTED -> allowed;
            case REJECTED -> !allowed;
            case FAILED -> false;
        };
    }

    @Override
    public String toString() {
        return switch (kind) {
            case ACCEPTED -> isExpected() ? "accepted" : "accepted, clamped or ignored, but forbidden";
            case REJECTED -> "rejected with " + status + (isExpected() ? "" : ", but allowed");
            case FAILED -> "failed with " + status;
        };
    }
}
