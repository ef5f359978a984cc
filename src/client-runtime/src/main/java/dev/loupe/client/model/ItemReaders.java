package dev.loupe.client.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Readers for the items of a list. They return null for an item of another type than in the contract. */
public final class ItemReaders {
    private ItemReaders() {}

    public static @Nullable String string(JsonNode node) {
        return node.textValue();
    }

    public static @Nullable Long integer(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToLong() ? (Long) node.longValue() : null;
    }

    public static @Nullable Double number(JsonNode node) {
        return node.isNumber() && Double.isFinite(node.doubleValue()) ? (Double) node.doubleValue() : null;
    }

    public static @Nullable Boolean bool(JsonNode node) {
        return node.isBoolean() ? (Boolean) node.booleanValue() : null;
    }

    public static <E> Function<JsonNode, @Nullable E> enums(Function<String, E> of) {
        return node -> node.isTextual() ? of.apply(node.textValue()) : null;
    }

    public static <T> Function<JsonNode, @Nullable T> objects(JsonCodec.Reader<T> reader) {
        return node -> node.isObject() ? JsonCodec.read(node, reader) : null;
    }

    public static <T> Function<JsonNode, @Nullable T> unions(JsonCodec.Reader<T> reader) {
        return node -> JsonCodec.read(node, reader);
    }
}
