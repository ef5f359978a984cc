package dev.loupe.exchange.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Parses JSON without loss, within {@link InputLimits}: no number rounded, no duplicate property dropped unnoticed. */
public final class StrictJson {
    /** For records: a body of the greatest depth must fit into one. */
    public static final JsonFactory RECORDS = factory(InputLimits.JSON_DEPTH + 8);

    private static final JsonFactory BODIES = factory(InputLimits.JSON_DEPTH);
    public static final JsonNodeFactory NODES = new JsonNodeFactory(true);

    private StrictJson() {}

    private static JsonFactory factory(int depth) {
        return JsonFactory.builder()
                // the symbol table of the factory shares names; interning each costs more than it saves
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                // characters beyond the basic plane are written as they are, readable in a pull request
                .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(depth)
                        .maxNumberLength(InputLimits.NUMBER_DIGITS)
                        .maxStringLength(InputLimits.RECORD_BYTES)
                        .maxTokenCount(InputLimits.JSON_TOKENS)
                        .build())
                .streamWriteConstraints(
                        StreamWriteConstraints.builder().maxNestingDepth(depth).build())
                .build();
    }

    /** How a duplicate property is treated. */
    public enum DuplicateKeys {
        /** An error: the tree could hold only one of the two. */
        REJECT,
        /** The last one counts, as in common parsers. */
        LAST
    }

    /** The bytes as one JSON value; null when they are not JSON. */
    public static @Nullable JsonNode parseOrNull(byte[] bytes, DuplicateKeys duplicates) {
        return parseOrNull(new ByteSlice(bytes, 0, bytes.length), duplicates);
    }

    /** The bytes as one JSON value; null when they are not JSON. */
    public static @Nullable JsonNode parseOrNull(ByteSlice bytes, DuplicateKeys duplicates) {
        try (JsonParser parser = BODIES.createParser(bytes.bytes(), bytes.from(), bytes.length())) {
            if (parser.nextToken() == null) {
                return null;
            }
            JsonNode value = tree(parser, duplicates);
            return parser.nextToken() == null ? value : null;
        } catch (StreamConstraintsException e) {
            throw new InputLimits.Exceeded(bound(e));
        } catch (IOException e) {
            return null;
        }
    }

    /** The exceeded limit, for a message. */
    public static String bound(StreamConstraintsException e) {
        String message = e.getOriginalMessage();
        if (message.contains("depth")) { // messages of Jackson 2.20, each covered by a test
            return "JSON nested deeper than the limit of %,d levels".formatted(InputLimits.JSON_DEPTH);
        }
        if (message.contains("Token count")) {
            return "more JSON tokens than the limit of %,d per record".formatted(InputLimits.JSON_TOKENS);
        }
        if (message.contains("Number")) {
            return "a number with more digits than the limit of %,d".formatted(InputLimits.NUMBER_DIGITS);
        }
        if (message.contains("symbol table")) {
            return "more property names with the same hash code than can be read in bounded time";
        }
        return message;
    }

    /** The value that starts at the current token. */
    public static JsonNode tree(JsonParser parser, DuplicateKeys duplicates) throws IOException {
        return value(parser, parser.currentToken(), duplicates);
    }

    private static JsonNode value(JsonParser parser, @Nullable JsonToken token, DuplicateKeys duplicates)
            throws IOException {
        if (token == null) {
            throw new JsonParseException(parser, "the text ends within a value");
        }
        return switch (token) {
            case START_OBJECT -> object(parser, duplicates);
            case START_ARRAY -> array(parser, duplicates);
            case VALUE_STRING -> NODES.textNode(parser.getText());
            case VALUE_NUMBER_INT -> integer(parser);
            case VALUE_NUMBER_FLOAT -> decimal(parser);
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            case VALUE_NULL -> NODES.nullNode();
            default -> throw new JsonParseException(parser, "unexpected " + token);
        };
    }

    private static ObjectNode object(JsonParser parser, DuplicateKeys duplicates) throws IOException {
        ObjectNode object = NODES.objectNode();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonNode before = object.replace(name, value(parser, parser.nextToken(), duplicates));
            if (before != null && duplicates == DuplicateKeys.REJECT) {
                throw new DuplicateKeyException(parser, name);
            }
        }
        return object;
    }

    private static ArrayNode array(JsonParser parser, DuplicateKeys duplicates) throws IOException {
        ArrayNode array = NODES.arrayNode();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            array.add(value(parser, token, duplicates));
        }
        return array;
    }

    private static JsonNode integer(JsonParser parser) throws IOException {
        return switch (parser.getNumberType()) {
            case INT -> NODES.numberNode(parser.getIntValue());
            case LONG -> NODES.numberNode(parser.getLongValue());
            default -> NODES.numberNode(parser.getBigIntegerValue());
        };
    }

    /** A double would lose digits; {@code 1.10} stays {@code 1.10}. */
    private static JsonNode decimal(JsonParser parser) throws IOException {
        BigDecimal value;
        try {
            value = parser.getDecimalValue();
        } catch (NumberFormatException exponentTooLarge) {
            throw tooManyDigits();
        }
        if (Math.abs((long) value.scale()) > InputLimits.NUMBER_DIGITS) {
            throw tooManyDigits();
        }
        return NODES.numberNode(value);
    }

    private static InputLimits.Exceeded tooManyDigits() {
        return new InputLimits.Exceeded(
                "a number with more digits than the limit of %,d".formatted(InputLimits.NUMBER_DIGITS));
    }

    /** A duplicate property. */
    public static final class DuplicateKeyException extends JsonProcessingException {
        private static final long serialVersionUID = 1L;

        public DuplicateKeyException(JsonParser parser, String name) {
            super("the property \"" + name + "\" occurs twice in one object", parser.currentTokenLocation());
        }
    }
}
