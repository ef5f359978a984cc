package dev.loupe.diff.normal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.diff.normal.TypeConstraints.Items;
import dev.loupe.diff.normal.TypeConstraints.Numbers;
import dev.loupe.diff.normal.TypeConstraints.Properties;
import dev.loupe.diff.normal.TypeConstraints.Strings;
import dev.loupe.openapi.DocumentPointer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** The normal form of a schema: the values it accepts, independent of spelling and of OpenAPI 3.0 or 3.1. */
public sealed interface NormalSchema {
    public DocumentPointer at();

    boolean nullable();

    Annotations annotations();

    NormalSchema withNullable(boolean nullable);

    /**
     * The same schema where a reference to it is.
     *
     * @param parts the reference itself, when it is one of the sources
     */
    NormalSchema referredFrom(DocumentPointer reference, List<SchemaRef.Part> parts);

    /** JSON types; integers are numbers with {@link Numbers#integer}, null is represented separately. */
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

    /** True when no value is rejected; false for a oneOf, which is not analysed. */
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

    /** Why a schema has no normal form. */
    enum Obstacle {
        /** A reference without a target. */
        REFERENCE,
        /** An infinite cycle of references. */
        CYCLE,
        /** The work budget of the comparison is used up. */
        TOO_COMPLEX
    }

    /**
     * A schema without a normal form: the accepted values are unknown.
     *
     * @param reference the reference without a target; empty for another obstacle
     */
    record Unresolved(DocumentPointer at, Obstacle obstacle, String reference) implements NormalSchema {
        Unresolved(DocumentPointer at, Obstacle obstacle) {
            this(at, obstacle, "");
        }

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

        @Override
        public Unresolved referredFrom(DocumentPointer from, List<SchemaRef.Part> parts) {
            return this;
        }
    }

    /**
     * A schema without branches.
     *
     * @param values the values of enum or const without null; null when there is neither
     * @param unions further unions of the same schema
     * @param otherKeywords keywords whose meaning is compared by their text alone
     * @param sources the schemas of the document that this one is built from
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
            return copy(value, values, properties, unions, annotations);
        }

        @Override
        public Plain referredFrom(DocumentPointer reference, List<SchemaRef.Part> parts) {
            List<SchemaRef.Part> all = new ArrayList<>(sources);
            all.addAll(parts);
            return new Plain(
                    reference,
                    types,
                    nullable,
                    values,
                    numbers,
                    strings,
                    items,
                    properties,
                    unions,
                    otherKeywords,
                    List.copyOf(all),
                    annotations);
        }

        Plain withAnnotations(Annotations other) {
            return copy(nullable, values, properties, unions, other);
        }

        public Plain withValues(Set<JsonNode> other) {
            return copy(nullable, other, properties, unions, annotations);
        }

        Plain withUnions(List<Union> other) {
            return copy(nullable, values, properties, other, annotations);
        }

        public Plain withProperties(Properties other) {
            return copy(nullable, values, other, unions, annotations);
        }

        /** The same with the keywords without a normal form of one part alone. */
        Plain withKeywordsOf(SchemaRef.Part part, SortedMap<String, JsonNode> keywords) {
            List<SchemaRef.Part> ordered = new ArrayList<>(sources);
            ordered.remove(part);
            ordered.add(part);
            return withOtherKeywords(keywords, ordered);
        }

        /** The same with other keywords without a normal form. */
        public Plain withOtherKeywords(SortedMap<String, JsonNode> keywords) {
            return withOtherKeywords(keywords, sources);
        }

        private Plain withOtherKeywords(SortedMap<String, JsonNode> keywords, List<SchemaRef.Part> from) {
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
                    keywords,
                    List.copyOf(from),
                    annotations);
        }

        private Plain copy(
                boolean newNullable,
                @Nullable Set<JsonNode> newValues,
                Properties newProperties,
                List<Union> newUnions,
                Annotations newAnnotations) {
            return new Plain(
                    at,
                    types,
                    newNullable,
                    newValues,
                    numbers,
                    strings,
                    items,
                    newProperties,
                    newUnions,
                    otherKeywords,
                    sources,
                    newAnnotations);
        }

        /** The location of the keyword, or of the schema when it is absent. */
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

        public boolean acceptsNothing() {
            return types.isEmpty() && !nullable;
        }
    }

    /**
     * A union: at least one branch matches, or exactly one.
     *
     * @param nullable null is accepted; the branches themselves do not accept it
     * @param siblings further unions of the same schema
     */
    public record Union(
            DocumentPointer at,
            boolean exactlyOne,
            List<Branch> branches,
            boolean nullable,
            List<Union> siblings,
            Annotations annotations)
            implements NormalSchema {
        /** A union with this schema as its only branch. */
        static Union ofOne(SchemaRef ref, NormalSchema schema) {
            Branch branch = new Branch(ref, schema.withNullable(false));
            return new Union(ref.at(), false, List.of(branch), schema.nullable(), List.of(), Annotations.NONE);
        }

        @Override
        public Union withNullable(boolean value) {
            return new Union(at, exactlyOne, branches, value, siblings, annotations);
        }

        @Override
        public Union referredFrom(DocumentPointer reference, List<SchemaRef.Part> parts) {
            return new Union(reference, exactlyOne, branches, nullable, siblings, annotations);
        }
    }

    /** One branch of a union. */
    public record Branch(SchemaRef ref, NormalSchema schema) {}
}
