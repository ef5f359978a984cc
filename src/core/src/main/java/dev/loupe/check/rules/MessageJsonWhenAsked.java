package dev.loupe.check.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.chat.Choice;
import dev.loupe.chat.GeneratedJson;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.RequestedSchema;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.ParameterSupport;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

@CheckDescription(
        id = "message.json-when-asked",
        level = Level.MUST,
        truth = "content is JSON when response_format requires it, and matches the schema if that is strict",
        source =
                "the API reference of response_format: json_object ensures that the message is valid JSON, and strict that the output matches the schema, unless it is truncated; where the model need not support response_format, for a schema without strict, and for schema keywords that the guide of structured outputs does not list, it is a SHOULD",
        why = "callers parse the content directly; extra text or another shape is an exception there",
        fix = "use constrained decoding, or reject response_format where the model does not support it")
final class MessageJsonWhenAsked implements CompletionCheck {
    @Override
    public Result on(ParsedExchange observed, ParsedCompletion completion) {
        JsonNode format = observed.request().path("response_format");
        String type = StrictValues.textOrEmpty(format.path("type"));
        if (!type.equals("json_object") && !type.equals("json_schema")) {
            return Result.notApplicable("JSON was not requested");
        }
        Level most = ParameterSupport.isSupported(observed, "response_format") ? Level.MUST : Level.SHOULD;
        List<Violation> violations = new ArrayList<>(0);
        int applicable = 0;
        String undecided = null;
        for (Choice choice : completion.choices()) {
            if (choice.content() == null
                    || !choice.hasText()
                    || !choice.finishReason().equals("stop")
                    || choice.hasRefusal()
                    || completion.failed()
                    // stream.frames-parse reports it
                    || completion.hasUnreadableFrame()
                    || !choice.toolCalls().isEmpty()) {
                continue;
            }
            applicable++;
            Judgement validation = validate(format, choice.content());
            String error = validation.error();
            undecided = validation.undecided() == null ? undecided : validation.undecided();
            if (error != null) {
                violations.add(Violation.of(
                                choice.at("/content"),
                                type.equals("json_object") ? "a JSON object" : "JSON that matches the schema",
                                StrictValues.quoted(choice.content()),
                                error)
                        .atMost(validation.hint() ? Level.SHOULD : most));
            }
        }
        if (violations.isEmpty() && undecided != null) {
            return Result.undecided("the requested schema cannot be evaluated: " + undecided);
        }
        return applicable == 0
                ? Result.notApplicable("no choice with text has finish_reason stop")
                : Result.of(violations);
    }

    /**
     * What is wrong with a text.
     *
     * @param error null when it is right
     * @param undecided why it is not known; null when it is
     * @param hint whether what is violated is only a hint to the model, or a recommendation of RFC 8259
     */
    private record Judgement(@Nullable String error, @Nullable String undecided, boolean hint) {
        static final Judgement RIGHT = new Judgement(null, null, false);

        static Judgement wrong(String error) {
            return new Judgement(error, null, false);
        }
    }

    private static Judgement validate(JsonNode format, String content) {
        // message.no-think-block owns reasoning before the JSON
        String text = QuotedText.withoutReasoning(content);
        JsonNode value = GeneratedJson.json(text);
        if (value == null) {
            return Judgement.wrong(
                    "the content is not JSON (response_format requires it): " + StrictValues.quoted(content));
        }
        if (GeneratedJson.repeatsProperty(text)) {
            return new Judgement(
                    "an object of the content has a property twice: " + StrictValues.quoted(text), null, true);
        }
        if (StrictValues.textOrEmpty(format.path("type")).equals("json_object")) {
            return value.isObject()
                    ? Judgement.RIGHT
                    : Judgement.wrong("the content is JSON but not an object: " + StrictValues.shown(value));
        }
        JsonNode requested = format.path("json_schema");
        boolean hint = !StrictValues.isTrue(requested.path("strict"));
        RequestedSchema.Validation validation = RequestedSchema.validate(requested.path("schema"), value);
        if (validation.error() == null) {
            return new Judgement(null, validation.undecided(), false);
        }
        return new Judgement(
                "the content does not match the requested schema: " + validation.error(),
                null,
                hint || !validation.guaranteed());
    }
}
