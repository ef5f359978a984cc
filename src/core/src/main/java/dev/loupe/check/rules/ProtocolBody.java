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

@CheckDescription(
        id = "protocol.body",
        level = Level.MUST,
        truth = "the body of a success is a JSON object with an array of choices, each with a message",
        source =
                "the API reference: the response is a chat completion object, choices and message are required; with a contract the schema checks own it",
        why = "clients fail on choices[0].message, or report an empty text",
        fix = "send a chat completion, or an error with a 4xx or 5xx status")
final class ProtocolBody implements ExchangeCheck {
    @Override
    public Result on(ParsedExchange observed) {
        if (observed.hasSchema() || observed.mayBeAbridged()) {
            return Result.notApplicable("the schema checks own it, or documentation abridges bodies");
        }
        return switch (observed.response()) {
            case ParsedCompletion completion ->
                completion.streamed()
                        ? Result.notApplicable("a stream; protocol.properties checks its chunks")
                        : messages(completion);
            case ParsedResponse.None none -> body(observed, none);
            case ParsedResponse.Failed failed -> observed.noCompletion();
        };
    }

    private static Result body(ParsedExchange observed, ParsedResponse.None none) {
        if (none.reason() != ParsedResponse.Reason.NO_COMPLETION
                || observed.status() != 200
                || !(observed.exchange().reply() instanceof Reply.Answered answered)) {
            return Result.notApplicable(none.reason().text());
        }
        String nonJson = observed.nonJsonBody();
        if (nonJson != null && answered.body() instanceof Body.Text text && text.hasDuplicateProperty()) {
            return Result.violated(Violation.of(
                            FindingLocation.body(""),
                            "JSON in which no object has a property twice",
                            nonJson,
                            "status 200 with an object that has a property twice: " + nonJson)
                    .atMost(Level.SHOULD));
        }
        if (nonJson != null) {
            return StreamContentType.isPage(observed)
                    ? Result.notApplicable("the body is a page; stream.content-type reports it")
                    : Result.violated(Violation.of(
                            FindingLocation.body(""),
                            "JSON with choices",
                            nonJson,
                            "status 200 with a body that is not JSON or is truncated: " + nonJson));
        }
        if (!(answered.body() instanceof Body.Json(JsonNode json))) {
            return Result.notApplicable(none.reason().text());
        }
        JsonNode choices = json.path("choices");
        String what = json.isObject()
                ? "choices is " + StrictValues.shown(choices)
                : "the body is " + StrictValues.shown(json);
        return Result.violated(Violation.of(
                FindingLocation.body(json.isObject() ? "/choices" : ""),
                json.isObject() ? "an array of choices" : "a chat completion",
                StrictValues.shown(json.isObject() ? choices : json),
                what + " in a response with status 200, expected a chat completion with choices"));
    }

    private static Result messages(ParsedCompletion completion) {
        for (int i = 0; i < completion.body().path("choices").size(); i++) {
            JsonNode message = completion.body().path("choices").path(i).path("message");
            if (!message.isObject()) {
                return Result.violated(Violation.of(
                        FindingLocation.body("/choices/" + i + "/message"),
                        "an object",
                        StrictValues.shown(message),
                        "message of a choice is " + StrictValues.shown(message) + ", expected an object"));
            }
        }
        return Result.passed();
    }
}
