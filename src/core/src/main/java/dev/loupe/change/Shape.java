package dev.loupe.change;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** The normal form of a schema: what values it accepts, whichever of the many spellings was used, OpenAPI 3.0 or 3.1. */
sealed interface Shape {
    Pointer at();

    boolean nullable();

    Notes notes();

    Shape withNullable(boolean nullable);

    /** Kinds of JSON values; whole numbers are numbers with {@link Numbers#whole}, null is told apart. */
    enum Type {
        BOOLEAN,
        NUMBER,
        STRING,
        ARRAY,
        OBJECT;

        static final Set<Type> ALL = Set.copyOf(EnumSet.allOf(Type.class));
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
    record Broken(Pointer at, String reference, String why) implements Shape {
        @Override
        public boolean nullable() {
            return true;
        }

        @Override
        public Notes notes() {
            return Notes.NONE;
        }

        @Override
        public Shape withNullable(boolean nullable) {
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
    record Plain(
            Pointer at,
            Set<Type> types,
            boolean nullable,
            @Nullable Set<JsonNode> values,
            Numbers numbers,
            Texts texts,
            Items items,
            Members members,
            List<Choice> unions,
            SortedMap<String, JsonNode> opaque,
            List<Slot.Part> sources,
            Notes notes)
            implements Shape {

        @Override
        public Plain withNullable(boolean value) {
            return new Plain(at, types, value, values, numbers, texts, items, members, unions, opaque, sources, notes);
        }

        Plain with(Set<Type> onlyTypes) {
            return new Plain(
                    at, onlyTypes, nullable, values, numbers, texts, items, members, unions, opaque, sources, notes);
        }

        Plain with(Notes other) {
            return new Plain(
                    at, types, nullable, values, numbers, texts, items, members, unions, opaque, sources, other);
        }

        Plain withValues(Set<JsonNode> other) {
            return new Plain(
                    at, types, nullable, other, numbers, texts, items, members, unions, opaque, sources, notes);
        }

        Plain withUnions(List<Choice> other) {
            return new Plain(
                    at, types, nullable, values, numbers, texts, items, members, other, opaque, sources, notes);
        }

        Plain withMembers(Members other) {
            return new Plain(at, types, nullable, values, numbers, texts, items, other, unions, opaque, sources, notes);
        }

        /** Where the keyword is written, or the schema when it is not. */
        Pointer keyword(String name) {
            for (Slot.Part part : sources.reversed()) {
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
    record Choice(
            Pointer at, boolean exactlyOne, List<Branch> branches, boolean nullable, List<Choice> beside, Notes notes)
            implements Shape {
        @Override
        public Choice withNullable(boolean value) {
            return new Choice(at, exactlyOne, branches, value, beside, notes);
        }
    }

    /** One branch of a union. */
    record Branch(Slot slot, Shape shape) {}

    /** What is asked of numbers; {@code whole}: only integers. */
    record Numbers(@Nullable Bound min, @Nullable Bound max, SortedSet<BigDecimal> multiples, boolean whole) {
        static final Numbers ANY = new Numbers(null, null, java.util.Collections.emptySortedSet(), false);

        boolean accepts(BigDecimal value) {
            Bound here = new Bound(value, false);
            return (min == null || Ranges.lower(min, here) <= 0)
                    && (max == null || Ranges.upper(max, here) >= 0)
                    && (!whole || value.stripTrailingZeros().scale() <= 0)
                    && multiples.stream().allMatch(each -> Multiples.divides(each, value));
        }
    }

    /** An end of a range of numbers. */
    record Bound(BigDecimal value, boolean exclusive) {
        @Override
        public String toString() {
            return (exclusive ? "exclusive " : "") + value.toPlainString();
        }
    }

    /** What is asked of strings; formats also speak of numbers ({@code int32}). */
    record Texts(long min, @Nullable Long max, SortedSet<String> patterns, SortedSet<String> formats) {
        static final Texts ANY =
                new Texts(0, null, java.util.Collections.emptySortedSet(), java.util.Collections.emptySortedSet());

        boolean acceptsLengthOf(String value) {
            int length = value.codePointCount(0, value.length());
            return length >= min && (max == null || length <= max);
        }
    }

    /** What is asked of arrays. */
    record Items(long min, @Nullable Long max, boolean unique, @Nullable Slot each) {
        static final Items ANY = new Items(0, null, false, null);

        /** The one form of a list that must be empty, and of one in which nothing can come twice. */
        static Items of(long min, @Nullable Long max, boolean unique, List<Slot.Part> each) {
            boolean none = each.stream().anyMatch(part -> Keywords.isFalse(part.node()));
            Long most = none ? Long.valueOf(0) : max;
            boolean empty = most != null && most == 0;
            boolean several = most == null || most > 1;
            return new Items(min, most, unique && several, empty || each.isEmpty() ? null : new Slot(each));
        }
    }

    /**
     * What is asked of objects.
     *
     * @param others the schema of members without a description; null: anything goes
     * @param closed no members without a description
     */
    record Members(
            long min,
            @Nullable Long max,
            Map<String, Slot> properties,
            SortedSet<String> required,
            @Nullable Slot others,
            boolean closed) {
        static final Members ANY = new Members(0, null, Map.of(), java.util.Collections.emptySortedSet(), null, false);
    }
}
