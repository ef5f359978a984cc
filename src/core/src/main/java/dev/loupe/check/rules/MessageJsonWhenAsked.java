package dev.loupe.check.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.chat.Choice;
import dev.loupe.chat.GeneratedJson;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.StrictValues;
import dev.loupe.chat.StructuredOutputSchema;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.ExchangeCheck;
import dev.loupe.check.Level;
import dev.loupe.check.ParameterSupport;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who asks for JSON gets JSON. */
final class MessageJsonWhenAsked implements ExchangeCheck {
    private static final CheckInfo INFO = new CheckInfo(
            "message.json-when-asked",
            Level.MUST,
            "content parses when response_format asks for JSON, and obeys a schema that is strict",
            "the API reference of response_format: json_object ensures that the message is valid JSON, and strict that the output matches the schema, unless it is cut; of a schema, the keywords that the guide of structured outputs lists as supported are looked at",
            "the caller parses the content at once; text around it, or another shape, is an exception",
            "constrain the decoding, or reject response_format where the model cannot");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Result on(ParsedExchange observed) {
        if (!(observed.answer() instanceof ParsedCompletion completion)) {
            return observed.noCompletion();
        }
        JsonNode format = observed.request().path("response_format");
        String type = StrictValues.textOrEmpty(format.path("type"));
        if ((!type.equals("json_object") && !type.equals("json_schema"))
                || !ParameterSupport.knows(observed, "response_format")) {
            return NOT_ASKED;
        }
        List<Violation> violations = new ArrayList<>(0);
        int looked = 0;
        for (Choice choice : completion.choices()) {
            if (choice.content() == null
                    || !choice.hasText()
                    || !choice.finishReason().equals("stop")
                    || choice.hasRefusal()
                    || completion.failed()
                    || !choice.toolCalls().isEmpty()) {
                continue;
            }
            looked++;
            String wrong = wrong(format, choice.content());
            if (wrong != null) {
                violations.add(Violation.of(
                        choice.at("/content"),
                        type.equals("json_object") ? "a JSON object" : "JSON that obeys the schema",
                        StrictValues.quoted(choice.content()),
                        wrong));
            }
        }
        return looked == 0 ? NO_TEXT : Result.of(violations);
    }

    private static final Result NOT_ASKED =
            Result.notApplicable("no JSON was asked for, or this model need not know response_format");
    private static final Result NO_TEXT = Result.notApplicable("no choice finished with text");

    private static @Nullable String wrong(JsonNode format, String content) {
        JsonNode value = GeneratedJson.json(content);
        if (value == null) {
            return "the content is not JSON";
        }
        if (StrictValues.textOrEmpty(format.path("type")).equals("json_object")) {
            return value.isObject() ? null : "the content is JSON, but no object";
        }
        // without strict the schema is a hint to the model
        JsonNode asked = format.path("json_schema");
        String wrong = StrictValues.isTrue(asked.path("strict"))
                ? new StructuredOutputSchema(asked.path("schema")).wrong(value)
                : null;
        return wrong == null ? null : "the content does not obey the schema: " + wrong;
    }
}
