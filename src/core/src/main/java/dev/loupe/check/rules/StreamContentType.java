package dev.loupe.check.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.ParsedResponse;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.ExchangeCheck;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.exchange.Body;
import dev.loupe.exchange.FindingLocation;
import dev.loupe.exchange.Reply;
import java.util.Optional;

@CheckDescription(
        id = "stream.content-type",
        level = Level.MUST,
        truth = "content-type is text/event-stream when stream is true, and application/json otherwise",
        source =
                "measured: 106 of 106 streams and 901 of 901 other responses (2,788 recorded exchanges of the reference implementation, March 2025); both media types of the published contract",
        why =
                "clients choose their parser by the media type: a stream parsed as JSON is an exception, JSON parsed as a stream is an empty success",
        fix = "set Content-Type according to the stream parameter of the request")
final class StreamContentType implements ExchangeCheck {
    @Override
    public Result on(ParsedExchange observed) {
        if (!(observed.response() instanceof ParsedCompletion completion)) {
            return !isPage(observed)
                    ? observed.noCompletion()
                    : isStreamAsText(observed) ? otherForm(observed) : violated(observed);
        }
        JsonNode body = observed.request();
        if (observed.status() == 0 || !observed.headers().recorded() || body.isMissingNode()) {
            return Result.notRecorded("the request, the status or the headers were not recorded");
        }
        Optional<String> type = observed.headers().mediaType();
        if (observed.status() != 200 || !body.isObject()) {
            return NOT_OK;
        }
        if (type.isPresent() && !type.get().equals(expected(observed))) {
            return violated(observed);
        }
        if (completion.streamed() != observed.streamRequested()) {
            return otherForm(observed);
        }
        return type.isPresent() ? Result.passed() : NOT_OK;
    }

    /** A stream in place of one body, or the reverse, whatever its media type is. */
    private static Result otherForm(ParsedExchange observed) {
        String actual = observed.streamRequested() ? "one JSON body" : "a stream of events";
        return Result.violated(Violation.of(
                FindingLocation.header("content-type"),
                expected(observed),
                actual,
                "the response is " + actual + ", expected " + expected(observed)
                        + (observed.streamRequested() ? " (stream is true)" : " (stream is not true)")));
    }

    /** Whether the body of a response is a stream of events that the request does not require. */
    private static boolean isStreamAsText(ParsedExchange observed) {
        return observed.exchange().reply() instanceof Reply.Answered answered
                && answered.body() instanceof Body.Text(String text)
                && text.startsWith("data:")
                && observed.request().isObject()
                && !observed.streamRequested();
    }

    private static Result violated(ParsedExchange observed) {
        return Result.violated(Violation.of(
                FindingLocation.header("content-type"),
                expected(observed),
                StrictValues.quoted(observed.headers().first("content-type").orElse("")),
                "content-type is " + observed.headers().first("content-type").orElse("absent") + ", expected "
                        + expected(observed)
                        + (observed.streamRequested() ? " (stream is true)" : " (stream is not true)")));
    }

    private static String expected(ParsedExchange observed) {
        return observed.streamRequested() ? "text/event-stream" : "application/json";
    }

    /** Whether a chat request got 200 with a body that is not JSON, such as a login page or a stream. */
    static boolean isPage(ParsedExchange observed) {
        return observed.status() == 200
                && observed.response() instanceof ParsedResponse.None
                && observed.request().has("messages")
                && (isStreamAsText(observed)
                        || observed.headers()
                                .mediaType()
                                .filter(type -> type.startsWith("text/") && !type.equals("text/event-stream"))
                                .isPresent());
    }

    private static final Result NOT_OK =
            Result.notApplicable("the status is not 200, or the response has no content-type");
}
