package dev.loupe.engine.result;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.loupe.openapi.DocumentPointer;
import dev.loupe.text.RepeatedText;
import dev.loupe.text.TextTruncation;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apiguardian.api.API;

/**
 * One property of a request and its value.
 *
 * @param at pointer with indices folded, {@code /messages/*}{@code /role}
 * @param kind the kind of value
 * @param value the value of a scalar; the number of items of an array; the length of a long text
 */
@API(status = API.Status.EXPERIMENTAL)
public record RequestField(String at, Kind kind, JsonNode value) {
    /** The kind of a value. */
    public enum Kind {
        NUMBER,
        BOOLEAN,
        NULL,
        WORD,
        TEXT,
        ARRAY,
        OBJECT
    }

    /** A string up to this length is shown: names of models, roles and formats are shorter, prose is longer. */
    private static final int MAX_WORD = 40;

    private static final int MAX_FIELDS = 64;
    private static final int MAX_DEPTH = 6;

    /** The names of properties, redacted and escaped for a pointer. */
    private static final RepeatedText<String> NAMES = new RepeatedText<>(
            name -> DocumentPointer.escaped(TextTruncation.withLength(ReportRedaction.redact(name), 64)));

    /** A number is equal before it is written to a journal and after it is read. */
    public RequestField {
        if (kind == Kind.NUMBER && value.isFloatingPointNumber()) {
            BigDecimal number = value.decimalValue().stripTrailingZeros();
            boolean isShort = number.precision() - number.scale() <= MAX_WORD;
            value = DecimalNode.valueOf(number.scale() < 0 && isShort ? number.setScale(0) : number);
        }
    }

    /** The properties of a request; of array items the first with each pointer. */
    static List<RequestField> in(JsonNode request) {
        Map<String, RequestField> found = new LinkedHashMap<>();
        walk("", request, 0, found);
        return List.copyOf(found.values());
    }

    private static void walk(String at, JsonNode node, int depth, Map<String, RequestField> found) {
        if (found.size() >= MAX_FIELDS || depth > MAX_DEPTH) {
            return;
        }
        if (depth > 0 && !found.containsKey(at) && !(node.isObject() && at.endsWith("/*"))) {
            found.put(at, of(at, node));
        }
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> property : node.properties()) {
                walk(at + "/" + NAMES.of(property.getKey()), property.getValue(), depth + 1, found);
            }
        } else if (node.isArray()) {
            int items = Math.min(node.size(), MAX_FIELDS);
            for (int i = 0; i < items; i++) {
                walk(at + "/*", node.get(i), depth + 1, found);
            }
        }
    }

    private static RequestField of(String at, JsonNode node) {
        return switch (node.getNodeType()) {
            case NUMBER -> {
                // 1e999999 is JSON, but not a finite number
                String digits = node.asText();
                yield digits.length() <= MAX_WORD && Double.isFinite(node.doubleValue())
                        ? new RequestField(at, Kind.NUMBER, node)
                        : new RequestField(
                                at, Kind.WORD, TextNode.valueOf(TextTruncation.withLength(digits, MAX_WORD)));
            }
            case BOOLEAN -> new RequestField(at, Kind.BOOLEAN, node);
            case STRING -> {
                String text = node.textValue();
                yield text.length() <= MAX_WORD && !at.endsWith("/content") && !at.endsWith("/text")
                        ? new RequestField(
                                at,
                                Kind.WORD,
                                TextNode.valueOf(ReportRedaction.redactProperty(
                                        at.substring(at.lastIndexOf('/') + 1), TextTruncation.wellFormed(text))))
                        : new RequestField(at, Kind.TEXT, IntNode.valueOf(text.length()));
            }
            case ARRAY -> new RequestField(at, Kind.ARRAY, IntNode.valueOf(node.size()));
            case OBJECT -> new RequestField(at, Kind.OBJECT, IntNode.valueOf(node.size()));
            default -> new RequestField(at, Kind.NULL, node);
        };
    }
}
