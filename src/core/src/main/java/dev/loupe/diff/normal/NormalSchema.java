package dev.loupe.diff.normal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.openapi.DocumentPointer;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** The normal form of a schema: what values it accepts, whichever of the many spellings was used, OpenAPI 3.0 or 3.1. */
public sealed interface NormalSchema {
    public DocumentPointer at();

    boolean nullable();

    Annotations annotations();

    NormalSchema withNullable(boolean nullable);

    /** Kinds of JSON values; whole numbers are numbers with {@link Numbers#integer}, null is told apart. */
    enum Type {
        BOOLEAN,
        NUMBER,
        STRING,
        ARRAY,
        OBJECT;

        public static final Set<Type> ALL = Set.copyOf(EnumSet.allOf(Type.class));

        /** The type of a value; null for null. */
        static @Nullable Type of(JsonNode value) {
            return switch (value.getNodeType()) {
                case BOOLEAN -> BOOLEAN;
                case NUMBER -> NUMBER;
                case STRING -> STRING;
                case ARRAY -> ARRAY;
                case OBJECT -> OBJECT;
                default -> null;
            };
        }
    }

    /** True when there is no value that it refuses; a union of which exactly one branch may hold is not looked into. */
    default boolean acceptsAnything() {
        return switch (this) {
            case Plain plain -> plain.acceptsAnything();
            case Union union ->
                !union.exactlyOne()
                        && union.branches().stream()
                                .anyMatch(branch -> branch.schema().acceptsAnything());
            case Unresolved unresolved -> false;
        };
    }

    /** A schema that refers to nothing, or to what we do not read: nothing is known of what it accepts. */
    record Unresolved(DocumentPointer at, String reference, String why) implements NormalSchema {
        @Override
        public boolean nullable() {
            return true;
        }

        @Override
        public Annotations annotations() {
            return Annotations.NONE;
        }

        @Override
        public NormalSchema withNullable(boolean nullable) {
            return this;
        }
    }

    /**
     * A schema without branches.
     *
     * @param values the values listed by enum or const, null left out; null when none are listed
     * @param unions unions that could not be laid out as branches, because there are several side by side
     * @param otherKeywords keywords whose meaning is compared by their text alone
     * @param sources the schemas of the document that say all this
     */
    public record Plain(
            DocumentPointer at,
            Set<Type> types,
            boolean nullable,
            @Nullable Set<JsonNode> values,
            Numbers numbers,
            Strings strings,
            Items items,
            Properties properties,
            List<Union> unions,
            SortedMap<String, JsonNode> otherKeywords,
            List<SchemaRef.Part> sources,
            Annotations annotations)
            implements NormalSchema {

        @Override
        public Plain withNullable(boolean value) {
            return new Plain(
                    at,
                    types,
                    value,
                    values,
                    numbers,
                    strings,
                    items,
                    properties,
                    unions,
                    otherKeywords,
                    sources,
                    annotations);
        }

        Plain with(Set<Type> onlyTypes) {
            return new Plain(
                    at,
                    onlyTypes,
                    nullable,
                    values,
                    numbers,
                    strings,
                    items,
                    properties,
                    unions,
                    otherKeywords,
                    sources,
                    annotations);
        }

        Plain with(Annotations other) {
            return new Plain(
                    at,
                    types,
                    nullable,
                    values,
                    numbers,
                    strings,
                    items,
                    properties,
                    unions,
                    otherKeywords,
                    sources,
                    other);
        }

        public Plain withValues(Set<JsonNode> other) {
            return new Plain(
                    at,
                    types,
                    nullable,
                    other,
                    numbers,
                    strings,
                    items,
                    properties,
                    unions,
                    otherKeywords,
                    sources,
                    annotations);
        }

        Plain withUnions(List<Union> other) {
            return new Plain(
                    at,
                    types,
                    nullable,
                    values,
                    numbers,
                    strings,
                    items,
                    properties,
                    other,
                    otherKeywords,
                    sources,
                    annotations);
        }

        public Plain withProperties(Properties other) {
            return new Plain(
                    at,
                    types,
                    nullable,
                    values,
                    numbers,
                    strings,
                    items,
                    other,
                    unions,
                    otherKeywords,
                    sources,
                    annotations);
        }

        /** Where the keyword is written, or the schema when it is not. */
        public DocumentPointer keyword(String name) {
            for (SchemaRef.Part part : sources.reversed()) {
                if (part.node().has(name)) {
                    return part.at().then(name);
                }
            }
            return sources.isEmpty() ? at : sources.getLast().at();
        }

        @Override
        public boolean acceptsAnything() {
            return types.size() == Type.ALL.size()
                    && nullable
                    && values == null
                    && numbers.equals(Numbers.ANY)
                    && strings.equals(Strings.ANY)
                    && items.equals(Items.ANY)
                    && properties.equals(Properties.ANY)
                    && unions.isEmpty()
                    && otherKeywords.isEmpty();
        }

        boolean acceptsNothing() {
            return types.isEmpty() && !nullable;
        }
    }

    /**
     * A union: one of the branches (or more, unless {@code exactlyOne}).
     *
     * @param nullable null is accepted; no branch says so any more
     * @param siblings unions that must hold too
     */
    public record Union(
            DocumentPointer at,
            boolean exactlyOne,
            List<Branch> branches,
            boolean nullable,
            List<Union> siblings,
            Annotations annotations)
            implements NormalSchema {
        @Override
        public Union withNullable(boolean value) {
            return new Union(at, exactlyOne, branches, value, siblings, annotations);
        }
    }

    /** One branch of a union. */
    public record Branch(SchemaRef ref, NormalSchema schema) {}

    /** What is asked of numbers; {@code whole}: only integers. */
    public record Numbers(@Nullable Bound min, @Nullable Bound max, SortedSet<BigDecimal> multiples, boolean integer) {
        public static final Numbers ANY = new Numbers(null, null, java.util.Collections.emptySortedSet(), false);

        boolean accepts(BigDecimal value) {
            Bound here = new Bound(value, false);
            return (min == null || NumericBounds.lower(min, here) <= 0)
                    && (max == null || NumericBounds.upper(max, here) >= 0)
                    && (!integer || value.stripTrailingZeros().scale() <= 0)
                    && multiples.stream().allMatch(each -> MultipleOfConstraints.divides(each, value));
        }
    }

    /** An end of a range of numbers. */
    public record Bound(BigDecimal value, boolean exclusive) {
        @Override
        public String toString() {
            return (exclusive ? "exclusive " : "") + value.toPlainString();
        }
    }

    /** What is asked of strings; formats also speak of numbers ({@code int32}). */
    public record Strings(long min, @Nullable Long max, SortedSet<String> patterns, SortedSet<String> formats) {
        public static final Strings ANY =
                new Strings(0, null, java.util.Collections.emptySortedSet(), java.util.Collections.emptySortedSet());

        boolean acceptsLengthOf(String value) {
            int length = value.codePointCount(0, value.length());
            return length >= min && (max == null || length <= max);
        }
    }

    /** What is asked of arrays. */
    public record Items(long min, @Nullable Long max, boolean unique, @Nullable SchemaRef each) {
        public static final Items ANY = new Items(0, null, false, null);

        /** The one form of a list that must be empty, and of one in which nothing can come twice. */
        static Items of(long min, @Nullable Long max, boolean unique, List<SchemaRef.Part> each) {
            boolean none = each.stream().anyMatch(part -> Keywords.isFalse(part.node()));
            Long most = none ? Long.valueOf(0) : max;
            boolean empty = most != null && most == 0;
            boolean several = most == null || most > 1;
            return new Items(min, most, unique && several, empty || each.isEmpty() ? null : new SchemaRef(each));
        }
    }

    /**
     * What is asked of objects.
     *
     * @param others the schema of members without a description; null: anything goes
     * @param closed no members without a description
     */
    public record Properties(
            long min,
            @Nullable Long max,
            Map<String, SchemaRef> named,
            SortedSet<String> required,
            @Nullable SchemaRef additional,
            boolean closed) {
        public static final Properties ANY =
                new Properties(0, null, Map.of(), java.util.Collections.emptySortedSet(), null, false);
    }
}
