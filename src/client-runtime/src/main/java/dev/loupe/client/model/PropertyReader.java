package dev.loupe.client.model;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads the properties of an object by their types. A value with another type than in the contract is kept as an extra. */
abstract class PropertyReader {
    /** Changed only through {@link #own()}, because built objects share the map. */
    Map<String, JsonNode> extras = Map.of();

    boolean ownsExtras;

    /** Whether the property that is read became an extra. */
    boolean kept;

    protected final void keep(String name, JsonParser parser) throws IOException {
        keep(name, JsonCodec.tree(parser));
    }

    private void keep(String name, JsonNode value) {
        own().put(name, value);
        kept = true;
    }

    final Map<String, JsonNode> own() {
        boolean few = extras.size() < FewProperties.MAX;
        if (!ownsExtras || (!few && extras instanceof FewProperties)) {
            Map<String, JsonNode> own = few ? new FewProperties() : new LinkedHashMap<>();
            own.putAll(extras);
            extras = own;
            ownsExtras = true;
        }
        return extras;
    }

    final void forget(String name) {
        if (!extras.isEmpty() && extras.containsKey(name)) {
            own().remove(name);
        }
    }

    protected final @Nullable String string(String name, JsonParser parser) throws IOException {
        if (parser.hasToken(JsonToken.VALUE_STRING)) {
            return parser.getText();
        }
        keep(name, parser);
        return null;
    }

    /** A string that is usually constant, such as {@code object}; avoids a copy for each response. */
    protected final @Nullable String string(String name, JsonParser parser, String usual) throws IOException {
        if (parser.hasToken(JsonToken.VALUE_STRING) && JsonCodec.isText(parser, usual)) {
            return usual;
        }
        return string(name, parser);
    }

    protected final <E> @Nullable E value(String name, JsonParser parser, Function<String, E> of) throws IOException {
        String text = string(name, parser);
        return text == null ? null : of.apply(text);
    }

    /** Servers write counts as {@code 3.0}; an integer with another fraction is kept as it is, see {@link ApiObject#integerOf}. */
    protected final @Nullable Long integer(String name, JsonParser parser) throws IOException {
        Long integer = JsonCodec.integer(parser);
        if (integer == null) {
            keep(name, parser);
        }
        return integer;
    }

    protected final @Nullable Double number(String name, JsonParser parser) throws IOException {
        Double number = JsonCodec.number(parser);
        if (number == null) {
            keep(name, parser);
        }
        return number;
    }

    protected final @Nullable Boolean bool(String name, JsonParser parser) throws IOException {
        if (parser.currentToken().isBoolean()) {
            return parser.getBooleanValue();
        }
        keep(name, parser);
        return null;
    }

    protected final <T> @Nullable T object(String name, JsonParser parser, JsonCodec.Reader<T> reader)
            throws IOException {
        if (parser.hasToken(JsonToken.START_OBJECT)) {
            return reader.read(parser);
        }
        keep(name, parser);
        return null;
    }

    /** A union has a form for every value but null. */
    protected final <T> @Nullable T union(String name, JsonParser parser, JsonCodec.Reader<T> reader)
            throws IOException {
        if (parser.hasToken(JsonToken.VALUE_NULL)) {
            keep(name, parser);
            return null;
        }
        return reader.read(parser);
    }

    /** A list of objects. A list with a value of another type is kept as an extra. */
    protected final <T extends ApiValue> @Nullable List<T> objects(
            String name, JsonParser parser, JsonCodec.Reader<T> reader) throws IOException {
        return list(name, parser, reader, token -> token == JsonToken.START_OBJECT);
    }

    /** A list of values of a union, which has a form for every value. */
    protected final <T extends ApiValue> @Nullable List<T> unions(
            String name, JsonParser parser, JsonCodec.Reader<T> reader) throws IOException {
        return list(name, parser, reader, token -> true);
    }

    private <T extends ApiValue> @Nullable List<T> list(
            String name, JsonParser parser, JsonCodec.Reader<T> reader, Predicate<JsonToken> accepted)
            throws IOException {
        if (!parser.hasToken(JsonToken.START_ARRAY)) {
            keep(name, parser);
            return null;
        }
        JsonToken token = parser.nextToken();
        if (token == JsonToken.END_ARRAY) {
            return List.of();
        }
        List<T> items = List.of();
        while (token != JsonToken.END_ARRAY) {
            if (!accepted.test(token)) {
                keep(name, JsonCodec.list(items, parser));
                return null;
            }
            T item = reader.read(parser);
            token = parser.nextToken();
            if (items.isEmpty() && token == JsonToken.END_ARRAY) {
                return List.of(item); // most lists of a stream have one item
            }
            if (items.isEmpty()) {
                items = new ArrayList<>();
            }
            items.add(item);
        }
        return Collections.unmodifiableList(items);
    }

    /** A list of scalars. A list with a value of another type is kept as an extra. */
    protected final <T> @Nullable List<T> values(String name, JsonParser parser, Function<JsonNode, @Nullable T> of)
            throws IOException {
        JsonNode tree = JsonCodec.tree(parser);
        List<T> values = JsonCodec.values(tree, of);
        if (values == null) {
            keep(name, tree);
        }
        return values;
    }

    protected final @Nullable Map<String, Double> numbers(String name, JsonParser parser) throws IOException {
        JsonNode tree = JsonCodec.tree(parser);
        Map<String, Double> numbers = JsonCodec.numbers(tree);
        if (numbers == null) {
            keep(name, tree);
        }
        return numbers;
    }
}
