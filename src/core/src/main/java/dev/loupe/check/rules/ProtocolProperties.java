package dev.loupe.check.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.ParsedCompletion.JsonField;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.provider.KnownDeviations.Deviation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

@CheckDescription(
        id = "protocol.properties",
        level = Level.MUST,
        truth =
                "a completion has id, created and model, and each choice has an index and content of the documented type",
        source =
                "the API reference: id, created, model and index are required, content is a string or null; a chunk of a stream may have placeholders, and null in place of a delta is SHOULD, as is a created with a fraction; with a contract the schema checks own types and absence",
        why = "typed clients fail on a missing property or another type",
        fix = "send the properties of the API reference, with their types")
final class ProtocolProperties implements CompletionCheck {
    @Override
    public Result on(ParsedExchange observed, ParsedCompletion completion) {
        if (observed.mayBeAbridged() || completion.failed()) {
            return Result.notApplicable("documentation abridges responses, or the stream failed");
        }
        List<Violation> violations = new ArrayList<>(0);
        for (String name : NAMES) {
            JsonField field = field(completion, name);
            String expected = expected(observed, name, field.value());
            if (expected != null && !isPlaceholder(completion)) {
                violations.add(Violation.of(
                                completion.at(field, "/" + name),
                                expected,
                                StrictValues.shown(field.value()),
                                name + " is " + StrictValues.shown(field.value()) + ", expected " + expected)
                        .atMost(level(observed, name, field.value())));
            }
        }
        if (!observed.hasSchema()) {
            violations.addAll(completion.streamed() ? chunks(completion) : choices(completion));
        }
        return Result.of(violations);
    }

    private static final List<String> NAMES = List.of("id", "created", "model");

    private static Level level(ParsedExchange observed, String name, JsonNode value) {
        if (name.equals("id") && value.isTextual()) {
            return observed.levelOf(Deviation.EMPTY_ID);
        }
        if (!StrictValues.isPresent(value) && !value.isNull()) {
            return observed.levelOf(Deviation.ABSENT_PROPERTIES);
        }
        // a time with a fraction is a time that most clients read
        return name.equals("created") && value.isNumber() ? Level.SHOULD : Level.MUST;
    }

    /** In a stream, the first value that is no placeholder; without one, the placeholder. */
    private static JsonField field(ParsedCompletion completion, String name) {
        JsonField field = completion.property(name);
        for (int i = 0; !field.isPresent() && i < completion.events().size(); i++) {
            JsonNode chunk = completion.events().get(i).json();
            field = chunk == null ? field : new JsonField(chunk.path(name), i);
        }
        return field;
    }

    /** A stream without any choice has no chunk to read from; stream.finished reports it. */
    private static boolean isPlaceholder(ParsedCompletion completion) {
        return completion.streamed() && completion.choices().isEmpty();
    }

    /** What a property is expected to be; null when it is right, or another check reports it. */
    private static @Nullable String expected(ParsedExchange observed, String name, JsonNode value) {
        if (name.equals("created")) {
            // identity.created-is-seconds reports text, and what is too small or too large
            boolean right = value.isTextual() || value.isIntegralNumber() || isWhole(value);
            return observed.hasSchema() || right ? null : "Unix seconds";
        }
        boolean wrong = value.isTextual() ? value.textValue().isBlank() : !observed.hasSchema();
        return wrong ? "a string that is not empty" : null;
    }

    private static boolean isWhole(JsonNode value) {
        return StrictValues.integer(value) != StrictValues.NOT_AN_INTEGER;
    }

    private static List<Violation> choices(ParsedCompletion completion) {
        List<Violation> violations = new ArrayList<>(0);
        JsonNode choices = completion.body().path("choices");
        for (int i = 0; i < choices.size(); i++) {
            JsonNode index = choices.path(i).path("index");
            if (!choices.path(i).isObject()) {
                // protocol.body reports it
                continue;
            }
            if (StrictValues.integer(index) == StrictValues.NOT_AN_INTEGER) {
                violations.add(wrong(-1, "/choices/" + i + "/index", "an integer", index));
            }
            JsonNode content = choices.path(i).path("message").path("content");
            if (!isContent(content)) {
                violations.add(wrong(-1, "/choices/" + i + "/message/content", "a string or null", content));
            }
        }
        return violations;
    }

    /** The first defect of each kind: all chunks of a stream are made alike. */
    private static List<Violation> chunks(ParsedCompletion completion) {
        Map<String, Violation> first = new TreeMap<>();
        boolean begun = false;
        for (int event = 0; event < completion.events().size(); event++) {
            JsonNode chunk = completion.events().get(event).json();
            JsonNode choices = chunk == null ? MissingNode.getInstance() : chunk.path("choices");
            if (chunk != null && choices.isNull() && !chunk.path("usage").isObject()) {
                first.putIfAbsent(
                        "choices", wrong(event, "/choices", "an array", choices).atMost(Level.SHOULD));
            }
            for (int i = 0; i < choices.size(); i++) {
                JsonNode choice = choices.path(i);
                JsonNode delta = choice.path("delta");
                if (StrictValues.integer(choice.path("index")) == StrictValues.NOT_AN_INTEGER) {
                    first.putIfAbsent(
                            "index", wrong(event, "/choices/" + i + "/index", "an integer", choice.path("index")));
                }
                boolean last = StrictValues.isPresent(choice.path("finish_reason"));
                // before the first delta there is nothing to join it to
                boolean wrong = delta.isNull() ? begun || last : !delta.isObject() && !last;
                if (wrong && !isFilterResult(choice)) {
                    first.putIfAbsent(
                            "delta",
                            wrong(event, "/choices/" + i + "/delta", "an object", delta)
                                    .atMost(delta.isNull() ? Level.SHOULD : Level.MUST));
                }
                begun |= delta.isObject();
                if (!isContent(delta.path("content"))) {
                    first.putIfAbsent(
                            "content",
                            wrong(
                                    event,
                                    "/choices/" + i + "/delta/content",
                                    "a string or null",
                                    delta.path("content")));
                }
            }
        }
        return new ArrayList<>(first.values());
    }

    /** Parts that are text only, or no parts: a string would do. */
    private static final Set<String> TEXT_PARTS = Set.of("text", "output_text", "");

    /** Azure's asynchronous filter sends its results in a choice without a delta. */
    private static boolean isFilterResult(JsonNode choice) {
        return choice.path("content_filter_results").isObject();
    }

    /** Reasoning models of some providers send parts with their reasoning, in place of a string. */
    private static boolean isContent(JsonNode content) {
        if (content.isArray()) {
            for (JsonNode part : content) {
                if (!TEXT_PARTS.contains(StrictValues.textOrEmpty(part.path("type")))) {
                    return true;
                }
            }
            return false;
        }
        return content.isTextual() || !StrictValues.isPresent(content);
    }

    private static Violation wrong(int event, String at, String expected, JsonNode actual) {
        String name = at.substring(at.lastIndexOf('/') + 1);
        return Violation.of(
                ParsedCompletion.at(event, at),
                expected,
                StrictValues.shown(actual),
                name + " is " + StrictValues.shown(actual) + ", expected " + expected);
    }
}
