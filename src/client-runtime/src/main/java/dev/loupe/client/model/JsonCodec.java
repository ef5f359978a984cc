package dev.loupe.client.model;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.UTF8JsonGenerator;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
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
public final class JsonCodec {
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

    /** A number of so many characters is exact in a double. */
    private static final int EXACT_DIGITS = 15;

    /** From this length on Jackson writes a string by character, which takes twice as long as from an array. */
    private static final int LONG_TEXT = 1000;

    private JsonCodec() {}

    /**
     * Reads a value from the current token of the parser.
     *
     * @param <T> type of the value
     */
    @FunctionalInterface
    public interface Reader<T> {
        T read(JsonParser parser) throws IOException;
    }

    /**
     * Writes a value.
     *
     * @param <T> type of the value
     */
    @FunctionalInterface
    public interface Writer<T> {
        void write(JsonGenerator generator, T value) throws IOException;
    }

    public static <T> T parse(String json, Reader<T> reader) {
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

    public static String text(ApiValue value) {
        StringWriter json = new StringWriter();
        try (JsonGenerator generator = TREES.createGenerator(json)) {
            value.write(generator);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return json.toString();
    }

    public static void write(JsonGenerator generator, JsonNode tree) throws IOException {
        TREES.writeTree(generator, tree);
    }

    public static void write(JsonGenerator generator, String text) throws IOException {
        if (text.length() > LONG_TEXT && generator instanceof UTF8JsonGenerator) {
            generator.writeString(new StringReader(text), text.length()); // uses the array of the generator
        } else {
            generator.writeString(text);
        }
    }

    public static void writeExtras(JsonGenerator generator, Map<String, JsonNode> extras) throws IOException {
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

    public static <T> void writeList(JsonGenerator generator, List<? extends T> values, Writer<T> writer)
            throws IOException {
        generator.writeStartArray();
        for (T value : values) {
            writer.write(generator, value);
        }
        generator.writeEndArray();
    }

    public static void write(JsonGenerator generator, ApiValue value) throws IOException {
        value.write(generator);
    }

    public static void write(JsonGenerator generator, long value) throws IOException {
        generator.writeNumber(value);
    }

    public static void write(JsonGenerator generator, boolean value) throws IOException {
        generator.writeBoolean(value);
    }

    /** Writes integers without exponent: not 1.766960802E9. */
    public static void write(JsonGenerator generator, double value) throws IOException {
        boolean negativeZero = value == 0 && 1 / value < 0;
        if (value == Math.rint(value) && Math.abs(value) < MAX_EXACT && !negativeZero) {
            generator.writeNumber((long) value);
        } else if (Math.abs(value) >= 1e7 && Double.isFinite(value)) {
            generator.writeNumber(BigDecimal.valueOf(value));
        } else {
            generator.writeNumber(value);
        }
    }

    public static void writeNumbers(JsonGenerator generator, Map<String, Double> values) throws IOException {
        generator.writeStartObject();
        for (Map.Entry<String, Double> entry : values.entrySet()) {
            generator.writeFieldName(entry.getKey());
            write(generator, entry.getValue());
        }
        generator.writeEndObject();
    }

    public static JsonNode tree(@Nullable Object value) {
        return value instanceof JsonNode node ? node.deepCopy() : TREES.valueToTree(value);
    }

    public static JsonNode tree(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            // frequent values that need no mapper
            case VALUE_NULL -> TREES.getNodeFactory().nullNode();
            case VALUE_STRING -> TREES.getNodeFactory().textNode(parser.getText());
            default -> TREES.readTree(parser);
        };
    }

    /** Reads a value from its tree. */
    public static <T> T read(JsonNode tree, Reader<T> reader) {
        try {
            return reader.read(parser(tree));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A parser whose current token is the value. */
    public static JsonParser parser(JsonNode tree) throws IOException {
        JsonParser parser = new TreeTraversingParser(tree, TREES);
        parser.nextToken();
        return parser;
    }

    static boolean isText(JsonParser parser, String text) throws IOException {
        if (!parser.hasTextCharacters()) {
            return text.equals(parser.getText());
        }
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
            return value == Math.rint(value) && Math.abs(value) < Long.MAX_VALUE ? (Long) (long) value : null;
        }
        return null;
    }

    /** Null for a number above the range of double, such as 1e400, and for one with more digits than a double has. */
    static @Nullable Double number(JsonParser parser) throws IOException {
        if (!parser.currentToken().isNumeric()) {
            return null;
        }
        double value = parser.getDoubleValue();
        if (parser.hasToken(JsonToken.VALUE_NUMBER_INT) && Math.abs(value) < MAX_EXACT) {
            return value;
        }
        boolean exact = Double.isFinite(value)
                && (parser.getTextLength() <= EXACT_DIGITS
                        || parser.getDecimalValue().compareTo(BigDecimal.valueOf(value)) == 0);
        return exact ? (Double) value : null;
    }

    /** The text of a list of parts joined, or an object as JSON; null for any other value and for a list without text. */
    public static @Nullable String textOf(JsonNode value) {
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

    /** A list of which these items are read already; the current token of the parser is the next item. */
    static JsonNode list(List<? extends ApiValue> read, JsonParser parser) throws IOException {
        ArrayNode list = TREES.createArrayNode();
        for (ApiValue item : read) {
            list.add(TREES.readTree(text(item)));
        }
        do {
            list.add(tree(parser));
        } while (parser.nextToken() != JsonToken.END_ARRAY);
        return list;
    }

    public static <T> @Nullable List<T> values(JsonNode tree, Function<JsonNode, @Nullable T> of) {
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
