package dev.loupe.gemma.model;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.UTF8JsonGenerator;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TreeTraversingParser;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads and writes the values of the generated types. */
final class JsonCodec {
    static {
        JacksonVersion.check();
    }

    /** Only for trees and for values of other types; the generated types read and write themselves. */
    private static final JsonMapper TREES = JsonMapper.builder()
            // numbers in extras are written back unchanged: 1.10 stays 1.10
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /** 2 to the 53rd: integers below it are exact in a double. */
    private static final double MAX_EXACT = 1L << 53;

    /** From this length on Jackson writes a string by character, which takes twice as long as from an array. */
    private static final int LONG_TEXT = 1000;

    private JsonCodec() {}

    /**
     * Reads a value from the current token of the parser.
     *
     * @param <T> type of the value
     */
    @FunctionalInterface
    interface Reader<T> {
        T read(JsonParser parser) throws IOException;
    }

    static <T> T parse(String json, Reader<T> reader) {
        try (JsonParser parser = TREES.createParser(json)) {
            parser.nextToken();
            T value = reader.read(parser);
            if (parser.nextToken() != null) {
                throw new JsonParseException(parser, "Unexpected content after the value");
            }
            return value;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String write(ApiValue value) {
        StringWriter json = new StringWriter();
        try (JsonGenerator generator = TREES.createGenerator(json)) {
            value.write(generator);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return json.toString();
    }

    static void write(JsonGenerator generator, JsonNode tree) throws IOException {
        TREES.writeTree(generator, tree);
    }

    static void write(JsonGenerator generator, String text) throws IOException {
        if (text.length() > LONG_TEXT && generator instanceof UTF8JsonGenerator) {
            generator.writeString(new StringReader(text), text.length()); // uses the array of the generator
        } else {
            generator.writeString(text);
        }
    }

    static void writeExtras(JsonGenerator generator, Map<String, JsonNode> extras) throws IOException {
        if (extras.isEmpty()) {
            return;
        }
        for (Map.Entry<String, JsonNode> extra : extras.entrySet()) {
            generator.writeFieldName(extra.getKey());
            if (extra.getValue().isNull()) {
                generator.writeNull(); // the most common extra; writeTree creates a serializer each time
            } else {
                TREES.writeTree(generator, extra.getValue());
            }
        }
    }

    static void writeValues(JsonGenerator generator, List<? extends ApiValue> values) throws IOException {
        generator.writeStartArray();
        for (ApiValue value : values) {
            value.write(generator);
        }
        generator.writeEndArray();
    }

    static void writeStrings(JsonGenerator generator, List<String> values) throws IOException {
        generator.writeStartArray();
        for (String value : values) {
            generator.writeString(value);
        }
        generator.writeEndArray();
    }

    static void writeNumbers(JsonGenerator generator, List<Long> values) throws IOException {
        generator.writeStartArray();
        for (long value : values) {
            generator.writeNumber(value);
        }
        generator.writeEndArray();
    }

    /** Writes integers without exponent: not 1.766960802E9. */
    static void write(JsonGenerator generator, double value) throws IOException {
        if (value == Math.rint(value) && Math.abs(value) < MAX_EXACT) {
            generator.writeNumber((long) value);
        } else if (Math.abs(value) >= 1e7 && Double.isFinite(value)) {
            generator.writeNumber(BigDecimal.valueOf(value));
        } else {
            generator.writeNumber(value);
        }
    }

    static void writeNumbers(JsonGenerator generator, Map<String, Double> values) throws IOException {
        generator.writeStartObject();
        for (Map.Entry<String, Double> entry : values.entrySet()) {
            generator.writeFieldName(entry.getKey());
            write(generator, entry.getValue());
        }
        generator.writeEndObject();
    }

    static JsonNode tree(@Nullable Object value) {
        return value instanceof JsonNode node ? node.deepCopy() : TREES.valueToTree(value);
    }

    static JsonNode tree(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            // frequent values that need no mapper
            case VALUE_NULL -> TREES.getNodeFactory().nullNode();
            case VALUE_STRING -> TREES.getNodeFactory().textNode(parser.getText());
            default -> TREES.readTree(parser);
        };
    }

    /** A parser whose current token is the value. */
    static JsonParser parser(JsonNode tree) throws IOException {
        JsonParser parser = new TreeTraversingParser(tree, TREES);
        parser.nextToken();
        return parser;
    }

    static boolean isText(JsonParser parser, String text) throws IOException {
        int length = parser.getTextLength();
        if (length != text.length()) {
            return false;
        }
        char[] characters = parser.getTextCharacters();
        int offset = parser.getTextOffset();
        for (int i = 0; i < length; i++) {
            if (characters[offset + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    static @Nullable Long integer(JsonParser parser) throws IOException {
        if (parser.hasToken(JsonToken.VALUE_NUMBER_INT)) {
            return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER ? null : parser.getLongValue();
        }
        if (parser.hasToken(JsonToken.VALUE_NUMBER_FLOAT)) {
            double value = parser.getDoubleValue();
            return Math.abs(value) < Long.MAX_VALUE ? (Long) (long) value : null;
        }
        return null;
    }

    static @Nullable Long integer(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToLong() ? (Long) node.longValue() : null;
    }

    /** Null for a number above the range of double, such as 1e400. */
    static @Nullable Double number(JsonParser parser) throws IOException {
        if (!parser.currentToken().isNumeric()) {
            return null;
        }
        double value = parser.getDoubleValue();
        return Double.isInfinite(value) ? null : (Double) value;
    }

    static @Nullable String string(JsonNode node) {
        return node.textValue();
    }

    /** The text of a list of parts joined, or an object as JSON; null for any other value and for a list without text. */
    static @Nullable String textOf(JsonNode value) {
        if (value.isObject()) {
            return value.toString();
        }
        StringBuilder text = null;
        for (JsonNode part : value) {
            JsonNode piece = part.isTextual() ? part : part.path("text");
            if (piece.isTextual()) {
                text = (text == null ? new StringBuilder() : text).append(piece.textValue());
            }
        }
        return text == null ? null : text.toString();
    }

    static <T> List<T> list(JsonParser parser, Reader<T> reader) throws IOException {
        if (parser.nextToken() == JsonToken.END_ARRAY) {
            return List.of();
        }
        T first = reader.read(parser);
        if (parser.nextToken() == JsonToken.END_ARRAY) {
            return List.of(first);
        }
        List<T> list = new ArrayList<>();
        list.add(first);
        do {
            list.add(reader.read(parser));
        } while (parser.nextToken() != JsonToken.END_ARRAY);
        return Collections.unmodifiableList(list);
    }

    static <T> @Nullable List<T> values(JsonNode tree, Function<JsonNode, @Nullable T> of) {
        if (!tree.isArray()) {
            return null;
        }
        List<T> values = new ArrayList<>(tree.size());
        for (JsonNode node : tree) {
            T value = of.apply(node);
            if (value == null) {
                return null;
            }
            values.add(value);
        }
        return Collections.unmodifiableList(values);
    }

    static @Nullable Map<String, Double> numbers(JsonNode tree) {
        if (!tree.isObject()) {
            return null;
        }
        Map<String, Double> numbers = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : tree.properties()) {
            double value = entry.getValue().doubleValue();
            if (!entry.getValue().isNumber() || Double.isInfinite(value)) {
                return null;
            }
            numbers.put(entry.getKey(), value);
        }
        return Collections.unmodifiableMap(numbers);
    }

    static String describe(@Nullable JsonToken token) {
        return token == null ? "nothing" : token.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
