package dev.loupe.check;

import com.fasterxml.jackson.core.JsonPointer;
import dev.loupe.exchange.Place;
import dev.loupe.exchange.Probed;
import dev.loupe.exchange.Probed.Says;
import dev.loupe.provider.Dialect.Handling;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the contract forbids is rejected, and for that reason: a server that rejects the request without the mutation too
 * has said nothing about the mutation. Measured on other tools: 60 of 65 "rejected" results had another cause.
 */
final class RangeRejectsOutside implements RunCheck<RangeRejectsOutside.Probing> {
    private static final CheckInfo INFO = new CheckInfo(
            "range.rejects-outside",
            Level.MUST,
            "a value that the contract forbids gets a 4xx, where the provider says that it rejects",
            "the corrected contract, at the place that the probe names; whether a provider rejects or ignores is in providers/*.yaml",
            "a value accepted, clamped or ignored gives an answer to another question than the one asked",
            "reject the value with a 4xx that names it, or widen the contract");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    private static final int REMEMBERED = 250_000;

    /**
     * What became of a probe.
     *
     * @param accepted whether it got a 2xx
     * @param twin id of the exchange that must have been accepted for a rejection to count
     * @param alone what it says when its twin was accepted
     */
    record Probing(boolean accepted, String twin, Result alone) {}

    @Override
    public @Nullable Probing factOf(Observed observed) {
        Probed probed = observed.exchange().probed();
        int status = observed.status();
        return probed == null || status == 0
                ? null
                : new Probing(status >= 200 && status < 300, probed.twin(), alone(observed, probed, status));
    }

    private static Result alone(Observed observed, Probed probed, int status) {
        if (probed.corrected() != Says.FORBIDDEN) {
            return ALLOWED;
        }
        if (observed.dialect().invalid() != Handling.REJECTS) {
            return IGNORES;
        }
        if (status >= 400) {
            if (!Refusal.isAboutTheRequest(status)) {
                return UNDECIDED;
            }
            return namesAnother(observed, probed.at()) ? OTHER_REASON : Result.held();
        }
        return status >= 300
                ? UNDECIDED
                : Result.broken(Violation.of(
                        Place.request(probed.at().toString()),
                        "a 4xx: " + probed.rule(),
                        Integer.toString(status),
                        Refusal.sent(probed) + " is forbidden and was accepted, clamped or ignored"
                                + (probed.published() == Says.ALLOWED
                                        ? "; its corrections forbid it, not the published contract"
                                        : "")));
    }

    /** Whether the error says in so many words that something else was wrong, {@code "param": "messages"}. */
    private static boolean namesAnother(Observed observed, JsonPointer at) {
        if (!(observed.answer() instanceof Answer.Failed failed) || at.matches()) {
            return false;
        }
        String param = Strict.textOrEmpty(failed.body().path("error").path("param"));
        String names = at + "/";
        return !param.isBlank()
                && Arrays.stream(param.split("[^A-Za-z_]+")).noneMatch(name -> names.contains("/" + name + "/"));
    }

    @Override
    public Comparison<Probing> start() {
        Map<String, Boolean> accepted = new HashMap<>();
        return (exchange, probing) -> {
            if (accepted.size() < REMEMBERED) {
                accepted.putIfAbsent(exchange.value(), probing.accepted());
            }
            boolean rejected = probing.alone() instanceof Result.Held;
            return rejected && !accepted.getOrDefault(probing.twin(), true) ? TWIN_REJECTED : probing.alone();
        };
    }

    private static final Result ALLOWED = Result.nothingToCheck("the contract allows the value");
    private static final Result IGNORES =
            Result.nothingToCheck("this provider does not say that it rejects such values");
    private static final Result UNDECIDED = Result.nothingToCheck("the answer says nothing about the value");
    private static final Result OTHER_REASON = Result.nothingToCheck("rejected for another reason: the error names it");
    private static final Result TWIN_REJECTED =
            Result.nothingToCheck("the request without the value is rejected too, so the value was not the reason");
}
