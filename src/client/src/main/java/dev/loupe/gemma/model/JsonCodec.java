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

/** Reading and writing of what the generated types are made of. */
final class JsonCodec {

    /** Only for trees and for values of other people's types; the generated types read and write themselves. */
    private static final JsonMapper TREES = JsonMapper.builder()
            // numbers that nobody knows are written back as they came: 1.10 stays 1.10
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /** 2 to the 53rd: the whole numbers below it are exact in a double. */
    private static final double MAX_EXACT = 1L << 53;

    /** From this length on Jackson writes a string letter by letter, which takes twice as long as from a copy in an array. */
    private static final int LONG_TEXT = 1000;

    private JsonCodec() {}

    /**
     * Makes a value from the JSON that the parser stands at.
     *
     * @param <T> what it makes
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
                throw new JsonParseException(parser, "Expected nothing after the value");
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
            generator.writeString(
                    new StringReader(text), text.length()); // through an array that the generator has anyway
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
                generator.writeNull(); // the usual extra; writeTree sets a serializer up each time
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

    /** Times are numbers, too: Java's own form of them would be 1.766960802E9. */
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
            // the two that come often and need no mapper
            case VALUE_NULL -> TREES.getNodeFactory().nullNode();
            case VALUE_STRING -> TREES.getNodeFactory().textNode(parser.getText());
            default -> TREES.readTree(parser);
        };
    }

    /** A parser that stands at the value. */
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

    static @Nullable Long whole(JsonParser parser) throws IOException {
        if (parser.hasToken(JsonToken.VALUE_NUMBER_INT)) {
            return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER ? null : parser.getLongValue();
        }
        if (parser.hasToken(JsonToken.VALUE_NUMBER_FLOAT)) {
            double value = parser.getDoubleValue();
            return Math.abs(value) < Long.MAX_VALUE ? (Long) (long) value : null;
        }
        return null;
    }

    static @Nullable Long whole(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToLong() ? (Long) node.longValue() : null;
    }

    /** None where the number is beyond what a double can hold, as 1e400 is. */
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

    static String say(@Nullable JsonToken token) {
        return token == null ? "nothing" : token.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
