package dev.loupe.client.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Java type, its JSON schema, and values of it that are validated against the schema.
 *
 * @param <T> the type
 */
final class TypedJson<T> {
    /** The root of structured output and of tool arguments is an object; any other value is the only property of one. */
    private static final String WRAPPER = "value";

    /** Keeps numbers as they are written, because responses become requests again. */
    static final ObjectMapper PLAIN = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final ObjectMapper mapper;
    private final JavaType type;
    private final boolean wrapped;
    private final SchemaWriter.Written written;

    private TypedJson(JavaType type, boolean wrapped, ObjectMapper mapper) {
        this.mapper = mapper;
        this.type = type;
        this.wrapped = wrapped;
        this.written = SchemaWriter.write(type, mapper, wrapped ? WRAPPER : null);
    }

    /** The type with Jackson's defaults, or as this mapper reads and writes it. */
    static <T> TypedJson<T> of(Type type, @Nullable ObjectMapper custom) {
        ObjectMapper mapper = (custom == null ? PLAIN : custom)
                .copy()
                .registerModule(ScalarTypes.module())
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);
        JavaType javaType = mapper.constructType(type);
        SchemaWriter.Written plain = SchemaWriter.write(javaType, mapper, null);
        boolean isObject = plain.schema().path("type").asText().equals("object");
        return new TypedJson<>(javaType, !isObject, mapper);
    }

    /**
     * A value or its violations.
     *
     * @param value null when there are violations
     */
    record Result<T>(@Nullable T value, List<SchemaViolation> violations) {}

    JavaType type() {
        return type;
    }

    boolean isWrapped() {
        return wrapped;
    }

    boolean isStrict() {
        return written.strict();
    }

    ObjectNode schema() {
        return written.schema().deepCopy();
    }

    Result<T> read(JsonNode json) {
        List<SchemaViolation> violations = SchemaValidator.validate(written.schema(), json);
        if (!violations.isEmpty()) {
            return new Result<>(null, violations);
        }
        try {
            return new Result<>(mapper.readerFor(type).readValue(wrapped ? json.get(WRAPPER) : json), List.of());
        } catch (JsonMappingException invalid) {
            return new Result<>(null, List.of(violation(invalid, json)));
        } catch (IOException invalid) {
            return new Result<>(
                    null, List.of(new SchemaViolation("", type.toCanonical(), String.valueOf(invalid.getMessage()))));
        }
    }

    /** A result of a tool: a string as it is, any other value as JSON. */
    String write(@Nullable Object value) throws JsonProcessingException {
        return value instanceof String text ? text : mapper.writeValueAsString(value);
    }

    /** A value that the schema allows, but not the Java type: an integer out of range, or one that a constructor rejects. */
    private SchemaViolation violation(JsonMappingException invalid, JsonNode json) {
        StringBuilder pointer = new StringBuilder(wrapped ? "/" + WRAPPER : "");
        for (JsonMappingException.Reference step : invalid.getPath()) {
            pointer.append('/')
                    .append(
                            step.getFieldName() == null
                                    ? String.valueOf(step.getIndex())
                                    : SchemaValidator.escaped(step.getFieldName()));
        }
        Throwable cause = invalid.getCause() == null || invalid.getCause() instanceof JsonProcessingException
                ? invalid
                : invalid.getCause();
        String reason =
                cause instanceof JsonProcessingException json2 ? json2.getOriginalMessage() : cause.getMessage();
        String actual = SchemaValidator.describe(json.at(pointer.toString()));
        return new SchemaViolation(
                pointer.toString(), "a value of the Java type", actual + (reason == null ? "" : " (" + reason + ")"));
    }
}
