package dev.loupe.gemma.model;

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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What all objects of this API share: extras, JSON, and being judged by the contract's ranges. */
public abstract class ApiObject implements ApiValue {
    final Map<String, JsonNode> extras;

    ApiObject(Builder<?> builder) {
        this.extras = builder.extras;
        builder.ownsExtras = false;
    }

    /**
     * What was sent besides what the accessors show: members that the contract does not know, explicit nulls, and values of another
     * type than the contract's, as they came. They are written back.
     *
     * @return copies, by member name, in the order they came
     */
    public final Map<String, JsonNode> extras() {
        if (extras.isEmpty()) {
            return Map.of();
        }
        Map<String, JsonNode> copies = new LinkedHashMap<>(extras);
        copies.replaceAll((member, value) -> value.deepCopy()); // a JsonNode can be changed, this object cannot
        return Collections.unmodifiableMap(copies);
    }

    /**
     * One of the extras.
     *
     * @param member its name in JSON
     * @return a copy; empty when it was not sent, or as an explicit null
     */
    public final Optional<JsonNode> extra(String member) {
        JsonNode value = extras.get(member);
        return value == null || value.isNull() ? Optional.empty() : Optional.of(value.deepCopy());
    }

    /**
     * Whether there are extras, explicit nulls aside.
     *
     * @return false where {@link #extras()} is empty, or nulls only
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
     * Whether a member was sent as an explicit null, which is not the same as leaving it out.
     *
     * @param member its name in JSON, such as {@code refusal}
     * @return true for an explicit null
     */
    public final boolean isNull(String member) {
        JsonNode value = extras.get(member);
        return value != null && value.isNull();
    }

    /**
     * Judges this object, and all in it, by the ranges of the contract.
     *
     * @return every problem, in the contract's order; empty when there is none
     */
    public final List<ParameterViolation> validate() {
        ViolationCollector problems = new ViolationCollector();
        check(problems);
        return problems.all();
    }

    /**
     * This object as JSON.
     *
     * @return one line
     */
    public final String toJson() {
        return JsonCodec.write(this);
    }

    @Override
    public final String toString() {
        return getClass().getSimpleName() + toJson();
    }

    /**
     * What all builders share.
     *
     * @param <B> the builder itself
     */
    public abstract static class Builder<B extends Builder<B>> {
        /** Changed only through {@link #own()}: what was built from this builder has the same map. */
        Map<String, JsonNode> extras = Map.of();

        boolean ownsExtras;

        Builder() {}

        /** Sets the member whose value the parser stands at. */
        abstract void member(String name, JsonParser parser) throws IOException;

        /**
         * Sets any member by its name in JSON, also one that the contract does not know.
         *
         * @param member its name
         * @param value a {@code JsonNode}, or anything that Jackson can write; null is an explicit null
         * @return this builder
         */
        public final B extra(String member, @Nullable Object value) {
            try (JsonParser parser = JsonCodec.parser(JsonCodec.tree(value))) {
                put(member, parser);
            } catch (IOException e) {
                throw new IllegalArgumentException(member + " has no JSON form", e);
            }
            return self();
        }

        static <B extends Builder<B>> B read(JsonParser parser, B builder) throws IOException {
            JsonToken token = parser.hasCurrentToken() ? parser.currentToken() : parser.nextToken();
            if (token != JsonToken.START_OBJECT) {
                throw new JsonParseException(parser, "Expected an object, but found " + JsonCodec.say(token));
            }
            String name;
            while ((name = parser.nextFieldName()) != null) {
                parser.nextToken();
                builder.put(name, parser);
            }
            if (!parser.hasToken(JsonToken.END_OBJECT)) {
                throw new JsonParseException(parser, "Expected a member name or the end of an object");
            }
            return builder;
        }

        final void put(String name, JsonParser parser) throws IOException {
            // the last of two members with one name counts, as everywhere in Jackson
            forget(name);
            member(name, parser);
        }

        final void keep(String name, JsonParser parser) throws IOException {
            own().put(name, JsonCodec.tree(parser));
        }

        /** Called by every setter: null is kept as an explicit null, and a value takes the place of one. */
        final B set(String name, @Nullable Object value) {
            if (value == null) {
                own().put(name, NullNode.getInstance());
            } else {
                forget(name);
            }
            return self();
        }

        private Map<String, JsonNode> own() {
            if (!ownsExtras) {
                Map<String, JsonNode> own = new LinkedHashMap<>(4);
                own.putAll(extras);
                extras = own;
                ownsExtras = true;
            }
            return extras;
        }

        private void forget(String name) {
            if (!extras.isEmpty() && extras.containsKey(name)) {
                own().remove(name);
            }
        }

        final @Nullable String string(String name, JsonParser parser) throws IOException {
            if (parser.hasToken(JsonToken.VALUE_STRING)) {
                return parser.getText();
            }
            keep(name, parser);
            return null;
        }

        /** A string that is nearly always the same, such as {@code object}: not copied anew from each answer. */
        final @Nullable String string(String name, JsonParser parser, String usual) throws IOException {
            if (parser.hasToken(JsonToken.VALUE_STRING) && JsonCodec.isText(parser, usual)) {
                return usual;
            }
            return string(name, parser);
        }

        final <E> @Nullable E value(String name, JsonParser parser, Function<String, E> of) throws IOException {
            String text = string(name, parser);
            return text == null ? null : of.apply(text);
        }

        /** Servers write counts as {@code 3.0} and times as {@code 1766960802.5}: both are read, the fraction is dropped. */
        final @Nullable Long whole(String name, JsonParser parser) throws IOException {
            Long whole = JsonCodec.whole(parser);
            if (whole == null) {
                keep(name, parser);
            }
            return whole;
        }

        final @Nullable Double number(String name, JsonParser parser) throws IOException {
            Double number = JsonCodec.number(parser);
            if (number == null) {
                keep(name, parser);
            }
            return number;
        }

        final @Nullable Boolean bool(String name, JsonParser parser) throws IOException {
            if (parser.currentToken().isBoolean()) {
                return parser.getBooleanValue();
            }
            keep(name, parser);
            return null;
        }

        final @Nullable JsonNode tree(String name, JsonParser parser) throws IOException {
            if (parser.hasToken(JsonToken.START_OBJECT)) {
                return JsonCodec.tree(parser);
            }
            keep(name, parser);
            return null;
        }

        final <T> @Nullable T object(String name, JsonParser parser, JsonCodec.Reader<T> reader) throws IOException {
            if (parser.hasToken(JsonToken.START_OBJECT)) {
                return reader.read(parser);
            }
            keep(name, parser);
            return null;
        }

        /** A value that is either a string or a list. */
        final <T> @Nullable T text(String name, JsonParser parser, JsonCodec.Reader<T> reader) throws IOException {
            if (parser.hasToken(JsonToken.VALUE_STRING) || parser.hasToken(JsonToken.START_ARRAY)) {
                return reader.read(parser);
            }
            keep(name, parser);
            return null;
        }

        final <T> @Nullable List<T> list(String name, JsonParser parser, JsonCodec.Reader<T> reader)
                throws IOException {
            if (parser.hasToken(JsonToken.START_ARRAY)) {
                return JsonCodec.list(parser, reader);
            }
            keep(name, parser);
            return null;
        }

        /** A list of plain values, or of nothing else: with one odd value in it, the list is kept as it came. */
        final <T> @Nullable List<T> values(String name, JsonParser parser, Function<JsonNode, @Nullable T> of)
                throws IOException {
            JsonNode tree = JsonCodec.tree(parser);
            List<T> values = JsonCodec.values(tree, of);
            if (values == null) {
                own().put(name, tree);
            }
            return values;
        }

        final @Nullable Map<String, Double> numbers(String name, JsonParser parser) throws IOException {
            JsonNode tree = JsonCodec.tree(parser);
            Map<String, Double> numbers = JsonCodec.numbers(tree);
            if (numbers == null) {
                own().put(name, tree);
            }
            return numbers;
        }

        @SuppressWarnings("unchecked")
        private B self() {
            return (B) this;
        }
    }
}
