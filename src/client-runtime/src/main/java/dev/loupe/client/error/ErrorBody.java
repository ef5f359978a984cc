package dev.loupe.client.error;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.OptionalInt;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * The content of an error body. Known forms: {@code {"error": {...}}} of OpenAI and OpenRouter, {@code {"error": "text"}}, {@code
 * {"message", "requestId", "statusCode"}} of AI/ML API, {@code {"detail": ...}}.
 */
public record ErrorBody(@Nullable String message, @Nullable String code, @Nullable String requestId) {
    private static final ErrorBody EMPTY = new ErrorBody(null, null, null);

    public static ErrorBody of(@Nullable JsonNode json) {
        if (json == null || !json.isObject()) {
            return EMPTY;
        }
        JsonNode error = json.hasNonNull("error")
                ? json.path("error")
                : json.path("choices").path(0).path("error");
        JsonNode inner = error.path("error").isObject() ? error.path("error") : error;
        return new ErrorBody(
                firstText(
                        inner.path("message"),
                        inner,
                        json.path("message"),
                        json.path("detail"),
                        json.path("errors"),
                        json.path("title")),
                firstText(inner.path("code"), json.path("code"), inner.path("type"), json.path("statusCode")),
                firstText(
                        json.path("requestId"),
                        json.path("request_id"),
                        inner.path("requestId"),
                        inner.path("request_id")));
    }

    /** The HTTP status in the body, when the code is one. */
    public OptionalInt status() {
        return code != null && code.matches("[45][0-9][0-9]")
                ? OptionalInt.of(Integer.parseInt(code))
                : OptionalInt.empty();
    }

    private static @Nullable String firstText(JsonNode... candidates) {
        for (JsonNode candidate : candidates) {
            String text = text(candidate);
            if (text != null && !text.isBlank()) {
                return text;
            }
        }
        return null;
    }

    private static @Nullable String text(JsonNode node) {
        if (node.isArray()) {
            StringJoiner joined = new StringJoiner("; ");
            node.forEach(one ->
                    joined.add(one.path("msg").isTextual() ? one.path("msg").textValue() : plain(one)));
            return joined.toString();
        }
        return node.isValueNode() && !node.isNull() ? node.asText() : null;
    }

    private static String plain(JsonNode node) {
        return node.isTextual() ? node.textValue() : node.toString();
    }
}
