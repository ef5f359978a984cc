package dev.loupe.client.model;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The base of all objects of the API: extra properties, JSON, validation. */
public abstract class ApiObject implements ApiValue {
    protected final Map<String, JsonNode> extras;

    protected ApiObject(Builder<?> builder) {
        this.extras = builder.extras;
        builder.ownsExtras = false;
    }

    /**
     * Everything that the accessors do not return: properties that are not in the contract, explicit nulls, and values with another
     * type than in the contract. They are written back unchanged.
     *
     * @return copies by property name, in order
     */
    public final Map<String, JsonNode> extras() {
        if (extras.isEmpty()) {
            return Map.of();
        }
        Map<String, JsonNode> copies = new LinkedHashMap<>(extras);
        copies.replaceAll((name, value) -> value.deepCopy()); // JsonNode is mutable, this object is not
        return Collections.unmodifiableMap(copies);
    }

    /**
     * One of the extras.
     *
     * @param name its JSON name
     * @return a copy; empty when it is absent or an explicit null
     */
    public final Optional<JsonNode> extra(String name) {
        JsonNode value = extras.get(name);
        return value == null || value.isNull() ? Optional.empty() : Optional.of(value.deepCopy());
    }

    /**
     * Whether there are extras other than explicit nulls.
     *
     * @return false when {@link #extras()} is empty or has only nulls
     */
    public final boolean hasExtras() {
        if (extras.isEmpty()) {
            return false;
        }
        for (JsonNode value : extras.values()) {
            if (!value.isNull()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether a property is an explicit null, which differs from an absent property.
     *
     * @param name its JSON name, such as {@code refusal}
     * @return true for an explicit null
     */
    public final boolean isNull(String name) {
        JsonNode value = extras.get(name);
        return value != null && value.isNull();
    }

    /** The text of a property that is a list of parts, or the JSON of an object where the contract has text; null for any other value. */
    protected final @Nullable String textOf(String name) {
        JsonNode value = extras.get(name);
        return value == null ? null : JsonCodec.textOf(value);
    }

    /** An integer that is kept as it is, because it has a fraction, which is not returned. */
    protected final OptionalLong integerOf(String name) {
        JsonNode value = extras.get(name);
        return value != null && value.isNumber() && Math.abs(value.doubleValue()) < Long.MAX_VALUE
                ? OptionalLong.of(value.longValue())
                : OptionalLong.empty();
    }

    /** A number that is kept as it is, because it has more digits than a double. */
    protected final OptionalDouble numberOf(String name) {
        JsonNode value = extras.get(name);
        return value != null && value.isNumber() && Double.isFinite(value.doubleValue())
                ? OptionalDouble.of(value.doubleValue())
                : OptionalDouble.empty();
    }

    /**
     * Validates this object and its content against the contract.
     *
     * @return all violations, in the order of the contract
     */
    public final List<ParameterViolation> validate() {
        ViolationCollector violations = new ViolationCollector();
        check(violations);
        return violations.all();
    }

    /**
     * This object as JSON.
     *
     * @return one line
     */
    public final String toJson() {
        return JsonCodec.text(this);
    }

    @Override
    public final String toString() {
        return getClass().getSimpleName() + toJson();
    }

    /**
     * Reads an object; the current token of the parser is its start, afterwards its end.
     *
     * @param begin a builder with the values of an object, or an empty one for null
     */
    protected static <T extends ApiObject, B extends Builder<B>> T read(
            JsonParser parser, Class<T> type, Function<@Nullable T, B> begin, Function<B, T> build) throws IOException {
        if (!(parser instanceof RepeatedTokens tokens)) {
            return build.apply(Builder.read(parser, begin.apply(null)));
        }
        int start = tokens.position();
        Object before = tokens.objectAt(start);
        T object = before != null && type.isInstance(before)
                ? changed(parser, tokens, type.cast(before), begin, build)
                : build.apply(Builder.read(parser, begin.apply(null)));
        tokens.store(start, object);
        return object;
    }

    private static <T extends ApiObject, B extends Builder<B>> T changed(
            JsonParser parser, RepeatedTokens tokens, T before, Function<@Nullable T, B> begin, Function<B, T> build)
            throws IOException {
        int start = tokens.position();
        String name = tokens.nextChangedName();
        if (name == null) {
            return before;
        }
        B builder = begin.apply(before);
        for (; name != null; name = tokens.nextChangedName()) {
            parser.nextToken();
            builder.put(name, parser);
            if (builder.kept && !before.extras.containsKey(name)) {
                tokens.moveTo(start); // extras have the order of the JSON
                return build.apply(Builder.read(parser, begin.apply(null)));
            }
        }
        return build.apply(builder);
    }

    /**
     * The base of all builders.
     *
     * @param <B> the builder itself
     */
    public abstract static class Builder<B extends Builder<B>> extends PropertyReader {
        protected Builder() {}

        /** Sets the property whose value is the current token of the parser. */
        protected abstract void property(String name, JsonParser parser) throws IOException;

        /**
         * Sets any property by its JSON name, also one that is not in the contract.
         *
         * @param name its JSON name
         * @param value a {@code JsonNode}, or a value that Jackson can write; null for an explicit null
         * @return this builder
         */
        public final B extra(String name, @Nullable Object value) {
            try (JsonParser parser = JsonCodec.parser(JsonCodec.tree(value))) {
                put(name, parser);
            } catch (IOException e) {
                throw new IllegalArgumentException(name + " cannot be written as JSON", e);
            }
            return self();
        }

        public static <B extends Builder<B>> B read(JsonParser parser, B builder) throws IOException {
            JsonToken token = parser.hasCurrentToken() ? parser.currentToken() : parser.nextToken();
            if (token != JsonToken.START_OBJECT) {
                throw new JsonParseException(parser, "Expected an object, but found " + JsonCodec.describe(token));
            }
            String name;
            while ((name = parser.nextFieldName()) != null) {
                parser.nextToken();
                builder.put(name, parser);
            }
            if (!parser.hasToken(JsonToken.END_OBJECT)) {
                throw new JsonParseException(parser, "Expected a property name or the end of an object");
            }
            return builder;
        }

        final void put(String name, JsonParser parser) throws IOException {
            // the last of two properties with the same name wins, as in Jackson
            kept = false;
            property(name, parser);
            if (!kept) {
                forget(name);
            }
        }

        /** Called by every setter: null is stored as an explicit null, a value replaces it. */
        protected final B set(String name, @Nullable Object value) {
            if (value == null) {
                own().put(name, NullNode.getInstance());
            } else {
                forget(name);
            }
            return self();
        }

        /** Begins with the extras of an object. */
        protected final void copyExtras(ApiObject from) {
            extras = from.extras;
        }

        @SuppressWarnings("unchecked")
        private B self() {
            return (B) this;
        }
    }
}
