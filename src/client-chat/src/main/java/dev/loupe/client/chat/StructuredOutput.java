package dev.loupe.client.chat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.client.chat.StructuredOutputException.Reason;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Responses as values of a Java type: {@code StructuredOutput.of(Person.class).ask(request, client::create)}.
 *
 * <p>The schema has the properties that Jackson reads, with {@code @JsonProperty}, {@code @JsonPropertyDescription} and
 * {@code @JsonClassDescription}. Every property is required; an {@code Optional} or {@code @Nullable} one may be null. Immutable.
 *
 * @param <T> the type
 */
public final class StructuredOutput<T> {
    private final TypedJson<T> type;
    private final String name;

    private StructuredOutput(TypedJson<T> type, String name) {
        this.type = type;
        this.name = name;
    }

    /**
     * For a record, a class, an enum, or a sealed interface with {@code @JsonTypeInfo}.
     *
     * @throws IllegalArgumentException when a part of the type has no schema; the message names it
     */
    public static <T> StructuredOutput<T> of(Class<T> type) {
        return of(type, null);
    }

    /** For a generic type: {@code StructuredOutput.of(new TypeReference<List<Person>>() {})}. */
    public static <T> StructuredOutput<T> of(TypeReference<T> type) {
        return of(type.getType(), null);
    }

    /** For a type whose properties are named by the configuration of a mapper. */
    public static <T> StructuredOutput<T> of(TypeReference<T> type, ObjectMapper mapper) {
        return of(type.getType(), mapper);
    }

    private static <T> StructuredOutput<T> of(Type type, @Nullable ObjectMapper mapper) {
        TypedJson<T> json = TypedJson.of(type, mapper);
        String simple = json.type().getRawClass().getSimpleName().replaceAll("[^A-Za-z0-9_-]", "_");
        return new StructuredOutput<>(json, simple.isEmpty() ? "response" : simple);
    }

    /** The same output with another name of the schema; the default is the name of the class. */
    public StructuredOutput<T> named(String newName) {
        if (!newName.matches("[A-Za-z0-9_-]{1,64}")) {
            throw new IllegalArgumentException(
                    "name of the schema is '" + newName + "', expected 1 to 64 letters, digits, _ or -");
        }
        return new StructuredOutput<>(type, newName);
    }

    /** The JSON schema. A type that is not an object, such as a list, is the property {@code value} of one. */
    public JsonNode schema() {
        return type.schema();
    }

    /** Whether the strict mode is requested: true unless the type has a map or a property of any type. */
    public boolean isStrict() {
        return type.isStrict();
    }

    /** The property {@code response_format} of a request. */
    public JsonNode responseFormat() {
        ObjectNode format = TypedJson.PLAIN.createObjectNode().put("type", "json_schema");
        format.putObject("json_schema")
                .put("name", name)
                .put("strict", isStrict())
                .set("schema", type.schema());
        return format;
    }

    /** The same request with {@code response_format}. */
    public <R> R addTo(R request) {
        ObjectNode changed = ChatJson.object(request);
        changed.set("response_format", responseFormat());
        return ChatJson.like(request, changed);
    }

    /**
     * Adds {@code response_format} to the request, sends it and reads the response.
     *
     * @param send sends a request: {@code client::create}
     * @throws StructuredOutputException when the response has no value of the type
     */
    public <R> T ask(R request, Function<? super R, ?> send) {
        return read(send.apply(addTo(request)));
    }

    /**
     * Reads the first choice of a response, also of a stream: {@code read(stream.completion())}.
     *
     * @throws StructuredOutputException when it has no value of the type
     */
    public T read(Object response) {
        JsonNode choice = ChatJson.choice(response);
        JsonNode message = ChatJson.message(choice);
        String content = ChatJson.content(message);
        ChatJson.refusal(message).ifPresent(refusal -> {
            throw failure(Reason.REFUSED, "refusal of the model: " + SchemaValidator.cut(refusal), refusal);
        });
        switch (choice.path("finish_reason").asText()) {
            case "length" ->
                throw failure(
                        Reason.TRUNCATED,
                        "the response is cut at the token limit (finish_reason is length); increase max_tokens",
                        content);
            case "content_filter" ->
                throw failure(Reason.FILTERED, "the response was stopped by a content filter", content);
            default -> {
                return parse(content);
            }
        }
    }

    /**
     * Reads the text of a response. Prose and code fences around one JSON object are ignored.
     *
     * @throws StructuredOutputException when it has no value of the type
     */
    public T parse(String content) {
        if (content.isBlank()) {
            throw failure(Reason.EMPTY, "the response has no text", content);
        }
        List<JsonNode> found = JsonInText.find(content);
        if (found.isEmpty()) {
            throw failure(Reason.NOT_JSON, "the response has no JSON: " + excerpt(content), content);
        }
        List<SchemaViolation> violations = List.of();
        List<T> values = new ArrayList<>();
        for (JsonNode json : found) {
            TypedJson.Result<T> result = type.read(json);
            if (result.value() != null) {
                values.add(result.value());
            } else {
                violations = result.violations();
            }
        }
        if (values.size() > 1) {
            throw failure(
                    Reason.NOT_JSON,
                    "the response has " + values.size() + " JSON objects that fit, expected 1",
                    content);
        }
        if (values.isEmpty()) {
            throw new StructuredOutputException(
                    Reason.INVALID, "the response violates the schema of " + name, content, violations);
        }
        return values.get(0);
    }

    private static String excerpt(String content) {
        return SchemaValidator.describe(TypedJson.PLAIN.getNodeFactory().textNode(content));
    }

    private static StructuredOutputException failure(Reason reason, String message, String content) {
        return new StructuredOutputException(reason, message, content, List.of());
    }
}
