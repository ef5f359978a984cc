package dev.loupe.live;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.connection.ConnectionFailures;
import dev.loupe.engine.result.IncompleteReason.PrecheckFailed;
import dev.loupe.engine.result.IncompleteReason.Problem;
import dev.loupe.exchange.Body;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.Overload;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.Reply.Failure;
import dev.loupe.exchange.sse.TimedBytes;
import dev.loupe.text.TextTruncation;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Whether an endpoint responds to a plain request. If it does not, what it rejects is no evidence about the contract. */
final class EndpointPrecheck {
    private static final int LONGEST_BODY = 160;

    /** Gateways wrap a completion in one object or two. */
    private static final int DEEPEST_COMPLETION = 2;

    private final TargetEndpoint target;

    EndpointPrecheck(TargetEndpoint target) {
        this.target = target;
    }

    /** Why this endpoint cannot be judged; empty when it can. */
    Optional<PrecheckFailed> failure(Exchange exchange) {
        return switch (exchange.reply()) {
            case Reply.Unanswered(Failure failure) ->
                Optional.of(new PrecheckFailed(
                        switch (failure.kind()) {
                            case TIMEOUT -> Problem.TIMED_OUT;
                            case TLS, REFUSED, DNS, RESET, PROTOCOL, TOO_LARGE, OTHER ->
                                ConnectionFailures.isUntrustedAuthority(failure)
                                        ? Problem.UNTRUSTED_CERTIFICATE
                                        : Problem.NO_RESPONSE;
                        },
                        0,
                        failure.message() + httpsAdvice(failure)));
            case Reply.Streamed streamed -> Optional.of(unrequested(streamed));
            case Reply.Answered(Reply.Head head, Body body) -> failure(head, body);
        };
    }

    /** A server with TLS closes a connection without it. */
    private String httpsAdvice(Failure failure) {
        return failure.kind() == Failure.Kind.RESET
                        && "http".equals(target.base().getScheme())
                ? "; does it use https on this port?"
                : "";
    }

    /** A stream of a completion, or a completion with the media type of a stream, is a finding: the URL is right. */
    private static PrecheckFailed unrequested(Reply.Streamed streamed) {
        String text = new String(TimedBytes.joined(streamed.bytes()), StandardCharsets.UTF_8);
        String what = text.stripLeading().startsWith("{")
                ? "one JSON body with the media type of a stream"
                : "a stream that was not requested";
        return new PrecheckFailed(
                text.contains("\"choices\"") ? Problem.MALFORMED_COMPLETION : Problem.NOT_A_COMPLETION,
                streamed.head().code(),
                what);
    }

    private Optional<PrecheckFailed> failure(Reply.Head head, Body body) {
        int status = head.code();
        if (status >= 200 && status < 300) {
            Problem problem = isCompletion(body.json(), 0) ? Problem.MALFORMED_COMPLETION : Problem.NOT_A_COMPLETION;
            return notACompletion(body).map(why -> new PrecheckFailed(problem, status, why));
        }
        Problem problem = problem(status);
        return Optional.of(new PrecheckFailed(problem, status, words(problem, head) + excerpt(body)));
    }

    /** Whether JSON contains the choices of a completion, so that the URL is right and the form of the response is wrong. */
    private static boolean isCompletion(JsonNode json, int depth) {
        if (json.has("choices")) {
            return true;
        }
        for (JsonNode property : json) {
            if (depth < DEEPEST_COMPLETION && isCompletion(property, depth + 1)) {
                return true;
            }
        }
        return false;
    }

    private static Optional<String> notACompletion(Body body) {
        JsonNode json = body.json();
        // a body that states that it is a completion is judged as one
        if (json.path("choices").isArray()
                || "chat.completion".equals(json.path("object").textValue())) {
            return Optional.empty();
        }
        if (!json.isMissingNode()) {
            return Optional.of("JSON that is not a chat completion" + excerpt(body));
        }
        String text =
                switch (body) {
                    case Body.Text(String content) -> content.stripLeading();
                    case Body.Bytes bytes -> bytes.utf16().orElse("");
                    case Body.Json parsed -> "";
                    case Body.None none -> "";
                };
        // the URL is right, and what is wrong with the JSON is a finding
        if (text.startsWith("{") && text.contains("\"choices\"")) {
            return Optional.empty();
        }
        boolean page = text.regionMatches(true, 0, "<!doctype", 0, 9) || text.regionMatches(true, 0, "<html", 0, 5);
        return Optional.of(page ? "an HTML page: a web site, not an API" : "the body is not JSON" + excerpt(body));
    }

    private Problem problem(int status) {
        if (Overload.isOverload(status)) {
            return Problem.OVERLOAD;
        }
        return switch (status) {
            case 301, 302, 303, 307, 308 -> Problem.REDIRECT;
            case 401 -> target.key() == null ? Problem.NO_KEY : Problem.KEY_REJECTED;
            case 402, 403 -> Problem.ACCOUNT;
            case 404 -> Problem.UNKNOWN_PATH_OR_MODEL;
            case 405 -> Problem.WRONG_PATH;
            default -> status >= 500 ? Problem.SERVER_ERROR : Problem.VALID_REQUEST_REJECTED;
        };
    }

    private String words(Problem problem, Reply.Head head) {
        return switch (problem) {
            case REDIRECT ->
                "a redirect to " + head.headers().first("location").orElse("an unknown location")
                        + ", which is not followed because the request may carry a key";
            case NO_KEY -> target.keyVariableOrDefault() + " is not set";
            case KEY_REJECTED -> "the key in " + target.keyVariableOrDefault() + " is not accepted";
            case ACCOUNT -> head.code() == 402 ? "the account has no credit" : "the key has no permission";
            case UNKNOWN_PATH_OR_MODEL -> "unknown path or model";
            case WRONG_PATH -> "the path does not accept POST";
            case OVERLOAD -> "the endpoint is overloaded";
            case SERVER_ERROR -> "the endpoint failed";
            case VALID_REQUEST_REJECTED -> "a request that the contract allows is rejected";
            case NO_RESPONSE, TIMED_OUT, UNTRUSTED_CERTIFICATE, NOT_A_COMPLETION, MALFORMED_COMPLETION ->
                throw new IllegalStateException(problem + " has no status of its own");
        };
    }

    private static String excerpt(Body body) {
        String text =
                switch (body) {
                    case Body.Json(JsonNode json) -> json.toString();
                    case Body.Text(String content) -> content;
                    case Body.Bytes bytes -> "neither UTF-8 nor text";
                    case Body.None none -> "";
                };
        String line = text.strip().replaceAll("\\s+", " ");
        return line.isEmpty() ? "" : "; body: " + TextTruncation.shortened(line, LONGEST_BODY);
    }
}
