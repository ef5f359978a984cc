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

    Annotations notes();

    NormalSchema withNullable(boolean nullable);

    /** Kinds of JSON values; whole numbers are numbers with {@link Numbers#whole}, null is told apart. */
    enum Type {
        BOOLEAN,
        NUMBER,
        STRING,
        ARRAY,
        OBJECT;

        public static final Set<Type> ALL = Set.copyOf(EnumSet.allOf(Type.class));
    }

    /** True when there is no value that it refuses; a union of which exactly one branch may hold is not looked into. */
    default boolean acceptsAnything() {
        return switch (this) {
            case Plain plain -> plain.acceptsAnything();
            case Choice choice ->
                !choice.exactlyOne()
                        && choice.branches().stream()
                                .anyMatch(branch -> branch.shape().acceptsAnything());
            case Broken broken -> false;
        };
    }

    /** A schema that refers to nothing, or to what we do not read: nothing is known of what it accepts. */
    record Broken(DocumentPointer at, String reference, String why) implements NormalSchema {
        @Override
        public boolean nullable() {
            return true;
        }

        @Override
        public Annotations notes() {
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
     * @param opaque keywords whose meaning is compared by their text alone
     * @param sources the schemas of the document that say all this
     */
    public record Plain(
            DocumentPointer at,
            Set<Type> types,
            boolean nullable,
            @Nullable Set<JsonNode> values,
            Numbers numbers,
            Texts texts,
            Items items,
            Members members,
            List<Choice> unions,
            SortedMap<String, JsonNode> opaque,
            List<SchemaRef.Part> sources,
            Annotations notes)
            implements NormalSchema {

        @Override
        public Plain withNullable(boolean value) {
            return new Plain(at, types, value, values, numbers, texts, items, members, unions, opaque, sources, notes);
        }

        Plain with(Set<Type> onlyTypes) {
            return new Plain(
                    at, onlyTypes, nullable, values, numbers, texts, items, members, unions, opaque, sources, notes);
        }

        Plain with(Annotations other) {
            return new Plain(
                    at, types, nullable, values, numbers, texts, items, members, unions, opaque, sources, other);
        }

        public Plain withValues(Set<JsonNode> other) {
            return new Plain(
                    at, types, nullable, other, numbers, texts, items, members, unions, opaque, sources, notes);
        }

        Plain withUnions(List<Choice> other) {
            return new Plain(
                    at, types, nullable, values, numbers, texts, items, members, other, opaque, sources, notes);
        }

        public Plain withMembers(Members other) {
            return new Plain(at, types, nullable, values, numbers, texts, items, other, unions, opaque, sources, notes);
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
                    && texts.equals(Texts.ANY)
                    && items.equals(Items.ANY)
                    && members.equals(Members.ANY)
                    && unions.isEmpty()
                    && opaque.isEmpty();
        }

        boolean acceptsNothing() {
            return types.isEmpty() && !nullable;
        }
    }

    /**
     * A union: one of the branches (or more, unless {@code exactlyOne}).
     *
     * @param nullable null is accepted; no branch says so any more
     * @param beside unions that must hold too
     */
    public record Choice(
            DocumentPointer at,
            boolean exactlyOne,
            List<Branch> branches,
            boolean nullable,
            List<Choice> beside,
            Annotations notes)
            implements NormalSchema {
        @Override
        public Choice withNullable(boolean value) {
            return new Choice(at, exactlyOne, branches, value, beside, notes);
        }
    }

    /** One branch of a union. */
    public record Branch(SchemaRef slot, NormalSchema shape) {}

    /** What is asked of numbers; {@code whole}: only integers. */
    public record Numbers(@Nullable Bound min, @Nullable Bound max, SortedSet<BigDecimal> multiples, boolean whole) {
        public static final Numbers ANY = new Numbers(null, null, java.util.Collections.emptySortedSet(), false);

        boolean accepts(BigDecimal value) {
            Bound here = new Bound(value, false);
            return (min == null || NumericBounds.lower(min, here) <= 0)
                    && (max == null || NumericBounds.upper(max, here) >= 0)
                    && (!whole || value.stripTrailingZeros().scale() <= 0)
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
    public record Texts(long min, @Nullable Long max, SortedSet<String> patterns, SortedSet<String> formats) {
        public static final Texts ANY =
                new Texts(0, null, java.util.Collections.emptySortedSet(), java.util.Collections.emptySortedSet());

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
    public record Members(
            long min,
            @Nullable Long max,
            Map<String, SchemaRef> properties,
            SortedSet<String> required,
            @Nullable SchemaRef others,
            boolean closed) {
        public static final Members ANY =
                new Members(0, null, Map.of(), java.util.Collections.emptySortedSet(), null, false);
    }
}
