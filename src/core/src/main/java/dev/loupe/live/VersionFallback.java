package dev.loupe.live;

import dev.loupe.engine.result.IncompleteReason.PrecheckFailed;
import dev.loupe.engine.result.IncompleteReason.Problem;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.Reply;
import dev.loupe.live.ParallelSender.SendResult;
import java.net.URI;
import java.util.Optional;

/**
 * The precheck, at the path of the contract, and where that does not exist, with {@code /v1} added or removed: base URLs are
 * given with and without the version.
 */
final class VersionFallback {
    private final ParallelSender sender;

    VersionFallback(ParallelSender sender) {
        this.sender = sender;
    }

    /**
     * The result of the precheck.
     *
     * @param exchange the one that succeeded, else the first one
     * @param failure why the endpoint cannot be judged; empty when it can
     */
    record Found(Exchange exchange, Optional<PrecheckFailed> failure, Optional<Relocation> relocation) {}

    /** Judges the first response, and sends the request again to the other path if the first does not exist. */
    Found find(PlannedRequest request, Exchange first) {
        TargetEndpoint given = sender.target();
        Optional<PrecheckFailed> failure = new EndpointPrecheck(given).failure(first);
        TargetEndpoint other = given.withOtherVersion();
        URI missing = given.resolve(request.path());
        URI tried = other.resolve(request.path());
        if (failure.isEmpty() || !isWrongPath(failure.get().problem(), first) || missing.equals(tried)) {
            return new Found(first, failure, Optional.empty());
        }
        sender.redirectTo(other);
        Optional<Exchange> second = send(request);
        boolean works = second.isPresent()
                && new EndpointPrecheck(other).failure(second.get()).isEmpty();
        if (works) {
            int status = failure.get().status();
            return new Found(second.get(), Optional.empty(), Optional.of(new Relocation(missing, status, tried)));
        }
        sender.redirectTo(given);
        return new Found(
                first,
                second.map(exchange -> withTried(failure.get(), tried, exchange))
                        .or(() -> failure),
                Optional.empty());
    }

    private static boolean isWrongPath(Problem problem, Exchange exchange) {
        return switch (problem) {
            case UNKNOWN_PATH_OR_MODEL, WRONG_PATH -> true;
            // a web page; JSON comes from an API
            case NOT_A_COMPLETION ->
                exchange.reply() instanceof Reply.Answered(var head, var body)
                        && body.json().isMissingNode();
            case NO_RESPONSE,
                    TIMED_OUT,
                    MALFORMED_COMPLETION,
                    UNTRUSTED_CERTIFICATE,
                    REDIRECT,
                    NO_KEY,
                    KEY_REJECTED,
                    ACCOUNT,
                    OVERLOAD,
                    SERVER_ERROR,
                    VALID_REQUEST_REJECTED -> false;
        };
    }

    private Optional<Exchange> send(PlannedRequest request) {
        try {
            return sender.sendNow(request) instanceof SendResult.Sent(Exchange exchange)
                    ? Optional.of(exchange)
                    : Optional.empty();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static PrecheckFailed withTried(PrecheckFailed failure, URI tried, Exchange second) {
        Reply.Head head = second.reply().headOrNull();
        String outcome = head == null ? "no response" : "status " + head.code();
        return new PrecheckFailed(
                failure.problem(), failure.status(), failure.detail() + "; " + tried + ": " + outcome);
    }
}
