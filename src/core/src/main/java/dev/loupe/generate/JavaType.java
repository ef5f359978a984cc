package dev.loupe.generate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The type of a value in the generated client. */
sealed interface JavaType {
    enum Scalar implements JavaType {
        STRING,
        INTEGER,
        NUMBER,
        BOOLEAN,
        /** Any JSON value. */
        ANY,
        /** An object whose values are numbers. */
        NUMBERS
    }

    /** An array. */
    record ListOf(JavaType items) implements JavaType {}

    /** A type with a file of its own. */
    sealed interface Named extends JavaType {
        String name();

        String description();
    }

    /** A string of which the contract lists values. */
    record EnumType(String name, String description, List<String> values) implements Named {}

    /**
     * An object. Its properties are added after it is created, because it may contain itself.
     *
     * @param unions the names of the unions that it is a variant of
     */
    record ObjectType(String name, String description, List<Property> properties, Set<String> unions) implements Named {
        ObjectType(String name, String description) {
            this(name, description, new ArrayList<>(), new TreeSet<>());
        }
    }

    /** A value that is text, an array or one of several objects. Its variants are added after it is created. */
    record UnionType(String name, String description, Variants variants) implements Named {}

    /** The variants of a union. */
    final class Variants {
        boolean text;
        /** The type of the items when an array is allowed. */
        @Nullable
        JavaType items;
        /** The limits of the array. */
        Limits sizes = new Limits(null, null, null, null);
        /** The property that decides; null when there is at most one object. */
        @Nullable
        String tag;
        /** The objects by value of the tag. */
        Map<String, ObjectType> tagged = Map.of();
        /** The object for any other value, or without a tag. */
        @Nullable
        ObjectType untagged;
    }

    /**
     * A property of an object.
     *
     * @param name its JSON name
     * @param nullable whether the contract allows null
     * @param constant its only value; null when it has several
     */
    record Property(
            String name,
            String javaName,
            JavaType type,
            String description,
            boolean required,
            boolean nullable,
            @Nullable String constant,
            Limits limits) {}

    /** The limits of a value that are checked before a request is sent. */
    record Limits(
            @Nullable String minimum, @Nullable String maximum, @Nullable String minItems, @Nullable String maxItems) {
        /** Of a schema in the form of {@link PlainSchemas}; none unless it is a number. */
        static Limits ofNumber(JsonNode schema) {
            boolean number = schema.path("type").asText().matches("integer|number");
            return new Limits(
                    number ? number(schema.path("minimum")) : null,
                    number ? number(schema.path("maximum")) : null,
                    null,
                    null);
        }

        /** Of a schema in the form of {@link PlainSchemas}; none unless it is an array. */
        static Limits ofArray(JsonNode schema) {
            boolean array = schema.path("type").asText().equals("array");
            return new Limits(
                    null,
                    null,
                    array ? size(schema.path("minItems")) : null,
                    array ? size(schema.path("maxItems")) : null);
        }

        private static @Nullable String number(JsonNode limit) {
            return limit.isNumber() ? limit.decimalValue().stripTrailingZeros().toPlainString() : null;
        }

        private static @Nullable String size(JsonNode limit) {
            boolean size = limit.isNumber()
                    && limit.doubleValue() == Math.rint(limit.doubleValue())
                    && limit.doubleValue() <= Integer.MAX_VALUE;
            return size ? String.valueOf(limit.intValue()) : null;
        }
    }
}
