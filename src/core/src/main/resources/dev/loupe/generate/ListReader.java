package dev.loupe.gemma.model;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads and writes the values that {@link JsonCodec} has no methods for. A value of another type than in the contract is kept. */
final class ListReader {
    /** A number of so many characters is exact in a double. */
    private static final int EXACT_DIGITS = 15;

    private ListReader() {}

    static @Nullable Double number(JsonNode node) {
        return node.isNumber() && Double.isFinite(node.doubleValue()) ? (Double) node.doubleValue() : null;
    }

    static @Nullable Boolean bool(JsonNode node) {
        return node.isBoolean() ? (Boolean) node.booleanValue() : null;
    }

    static <E> Function<JsonNode, @Nullable E> enums(Function<String, E> of) {
        return node -> node.isTextual() ? of.apply(node.textValue()) : null;
    }

    static <T> Function<JsonNode, @Nullable T> objects(JsonCodec.Reader<T> reader) {
        return node -> node.isObject() ? read(node, reader) : null;
    }

    static <T> Function<JsonNode, @Nullable T> unions(JsonCodec.Reader<T> reader) {
        return node -> node.isNull() ? null : read(node, reader);
    }

    private static <T> T read(JsonNode node, JsonCodec.Reader<T> reader) {
        try {
            return reader.read(JsonCodec.parser(node));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** A union has a form for every value but null. */
    static <T> @Nullable T union(ApiObject.Builder<?> builder, String name, JsonParser parser, JsonCodec.Reader<T> reader)
            throws IOException {
        if (parser.hasToken(JsonToken.VALUE_NULL)) {
            builder.keep(name, parser);
            return null;
        }
        return reader.read(parser);
    }

    /** A number; one with more digits than a double has is kept. */
    static @Nullable Double number(ApiObject.Builder<?> builder, String name, JsonParser parser) throws IOException {
        boolean exact = !parser.currentToken().isNumeric() || parser.getTextLength() <= EXACT_DIGITS || isExact(parser);
        if (!exact) {
            builder.keep(name, parser);
            return null;
        }
        return builder.number(name, parser);
    }

    private static boolean isExact(JsonParser parser) throws IOException {
        double value = parser.getDoubleValue();
        return Double.isFinite(value) && parser.getDecimalValue().compareTo(BigDecimal.valueOf(value)) == 0;
    }

    /** A number that is kept, because it has more digits than a double. */
    static OptionalDouble number(ApiObject object, String name) {
        JsonNode value = object.extras.get(name);
        return value != null && value.isNumber() && Double.isFinite(value.doubleValue())
                ? OptionalDouble.of(value.doubleValue())
                : OptionalDouble.empty();
    }

    /** A number that is kept, because it has a fraction, which is not returned. */
    static OptionalLong integer(ApiObject object, String name) {
        JsonNode value = object.extras.get(name);
        return value != null && value.isNumber() && Math.abs(value.doubleValue()) < Long.MAX_VALUE
                ? OptionalLong.of(value.longValue())
                : OptionalLong.empty();
    }

    /** An integer; a number with a fraction is kept. */
    static @Nullable Long integer(ApiObject.Builder<?> builder, String name, JsonParser parser) throws IOException {
        if (parser.hasToken(JsonToken.VALUE_NUMBER_FLOAT) && parser.getDoubleValue() != Math.rint(parser.getDoubleValue())) {
            builder.keep(name, parser);
            return null;
        }
        return builder.integer(name, parser);
    }

    static void writeNumbers(JsonGenerator generator, List<Double> values) throws IOException {
        generator.writeStartArray();
        for (double value : values) {
            JsonCodec.write(generator, value);
        }
        generator.writeEndArray();
    }

    static void writeBooleans(JsonGenerator generator, List<Boolean> values) throws IOException {
        generator.writeStartArray();
        for (boolean value : values) {
            generator.writeBoolean(value);
        }
        generator.writeEndArray();
    }

    static void writeTrees(JsonGenerator generator, List<JsonNode> values) throws IOException {
        generator.writeStartArray();
        for (JsonNode value : values) {
            JsonCodec.write(generator, value);
        }
        generator.writeEndArray();
    }

    /** The text of the first choice: a string, or the text of its parts. */
    static Optional<String> text(ApiObject response, String message) {
        JsonNode json = JsonCodec.parse(response.toJson(), JsonCodec::tree);
        JsonNode content = json.path("choices").path(0).path(message).path("content");
        return Optional.ofNullable(content.isArray() ? JsonCodec.textOf(content) : content.textValue());
    }
}
