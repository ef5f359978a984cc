package dev.loupe.live;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.exchange.Body;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.Reply;
import dev.loupe.text.TextTruncation;
import java.util.Optional;

/** Whether an endpoint takes a plain request. Without that, nothing that it refuses says anything of a contract. */
public final class EndpointPrecheck {
    private static final int SHOWN = 160;

    private EndpointPrecheck() {}

    /** Why this endpoint cannot be judged, with what to look at; empty when it can. */
    public static Optional<String> objection(Exchange exchange) {
        return switch (exchange.reply()) {
            case Reply.Unanswered(Reply.Failure failure) ->
                Optional.of("a plain request gets no answer: " + failure.message());
            case Reply.Streamed(Reply.Head head, var events, var ending, var pieces) ->
                Optional.of("a plain request gets a stream that was not asked for, with status " + head.code());
            case Reply.Answered(Reply.Head head, Body body) -> answered(head, body);
        };
    }

    /** What to do comes first: reports cut long lines at their end. */
    private static Optional<String> answered(Reply.Head head, Body body) {
        int status = head.code();
        if (status >= 200 && status < 300) {
            return completion(body).map(why -> "a plain request gets status " + status + " and " + why);
        }
        return Optional.of("a plain request gets status " + status + ": " + advice(status, head) + shown(body));
    }

    private static Optional<String> completion(Body body) {
        JsonNode json = body.json();
        if (json.path("choices").isArray()) {
            return Optional.empty();
        }
        if (!json.isMissingNode()) {
            return Optional.of("JSON that is no chat completion: is this the right path?" + shown(body));
        }
        String text = body instanceof Body.Text(String content) ? content.stripLeading() : "";
        boolean page = text.regionMatches(true, 0, "<!doctype", 0, 9) || text.regionMatches(true, 0, "<html", 0, 5);
        return Optional.of(
                page
                        ? "an HTML page: this is a web site, the API has another base URL"
                        : "a body that is not JSON: is this the right path?" + shown(body));
    }

    private static String advice(int status, Reply.Head head) {
        return switch (status) {
            case 301, 302, 303, 307, 308 ->
                "it redirects to " + head.headers().first("location").orElse("nowhere")
                        + ", which is not followed with a key: name the right base URL with --against";
            case 401 -> "the key is missing or wrong: set the environment variable that the provider names";
            case 402 -> "the account has no credit";
            case 403 -> "the key may not do this";
            case 404 -> "the path or the model is not there: look at --against and --model";
            case 405 -> "the path takes no POST: look at --against";
            case 408, 429, 503, 504, 529 -> "the endpoint is overloaded: try again later, or slower with --rate";
            default ->
                status >= 500
                        ? "the endpoint failed on it"
                        : "it refuses what the contract allows: does it serve this model (--model)?";
        };
    }

    private static String shown(Body body) {
        String text =
                switch (body) {
                    case Body.Json(JsonNode json) -> json.toString();
                    case Body.Text(String content) -> content;
                    case Body.Bytes bytes -> "bytes that are no text";
                    case Body.None none -> "no body";
                };
        String line = text.strip().replaceAll("\\s+", " ");
        return " (it said: " + TextTruncation.shortened(line, SHOWN) + ")";
    }
}
