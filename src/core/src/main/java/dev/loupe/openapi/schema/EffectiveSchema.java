package dev.loupe.openapi.schema;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.openapi.ReferenceResolver.Located;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The keywords that apply to one value: those of the schema and of everything that it includes by {@code $ref} and {@code
 * allOf}. A union is open until the caller selects a branch.
 */
public final class EffectiveSchema {
    private final SchemaSelection selection;
    private final List<Located> parts;
    private @Nullable Map<String, List<JsonPointer>> declared;

    private EffectiveSchema(SchemaSelection selection, List<Located> parts) {
        this.selection = selection;
        this.parts = parts;
    }

    public static EffectiveSchema of(SchemaParts document, SchemaSelection selection) {
        return new EffectiveSchema(selection, document.of(selection.schemas()));
    }

    /** The number of schemas that apply. */
    public int size() {
        return parts.size();
    }

    public SchemaSelection selection() {
        return selection;
    }

    /** Each occurrence of a keyword, with its value. */
    public List<Located> all(String keyword) {
        List<Located> found = new ArrayList<>();
        for (Located part : parts) {
            if (part.node().has(keyword)) {
                found.add(new Located(
                        part.pointer().appendProperty(keyword), part.node().get(keyword)));
            }
        }
        return found;
    }

    public Optional<Located> first(String keyword) {
        return all(keyword).stream().findFirst();
    }

    /** Whether no value is valid: a schema is {@code false}. */
    public boolean rejectsAll() {
        return parts.stream()
                .anyMatch(part -> part.node().isBoolean() && !part.node().booleanValue());
    }

    public boolean isTyped() {
        return first("type").isPresent();
    }

    public boolean isInteger() {
        return types().contains("integer");
    }

    /** The types that all parts allow, null aside; without any type, those that the keywords imply. */
    public Set<String> types() {
        if (!isTyped()) {
            return guess();
        }
        Set<String> types = null;
        for (Located type : all("type")) {
            Set<String> named = new LinkedHashSet<>();
            if (type.node().isArray()) {
                type.node().forEach(name -> named.add(name.asText()));
            } else {
                named.add(type.node().asText());
            }
            types = types == null ? named : both(types, named);
        }
        Set<String> kinds = types == null ? new LinkedHashSet<>() : types;
        kinds.remove("null");
        if (kinds.contains("number")) {
            kinds.remove("integer");
        }
        return kinds;
    }

    /** An integer is a number. */
    private static Set<String> both(Set<String> a, Set<String> b) {
        Set<String> both = new LinkedHashSet<>(a);
        boolean isInteger =
                (a.contains("integer") && b.contains("number")) || (a.contains("number") && b.contains("integer"));
        both.retainAll(b);
        if (isInteger) {
            both.add("integer");
        }
        return both;
    }

    private Set<String> guess() {
        Set<String> types = new LinkedHashSet<>();
        if (parts.stream().anyMatch(part -> has(part, "properties", "required", "minProperties", "maxProperties"))) {
            types.add("object");
        }
        if (parts.stream().anyMatch(part -> has(part, "items", "minItems", "maxItems", "uniqueItems"))) {
            types.add("array");
        }
        if (parts.stream().anyMatch(part -> has(part, "minimum", "maximum", "multipleOf"))
                || lower().isPresent()
                || upper().isPresent()) {
            types.add("number");
        }
        if (types.isEmpty()) {
            types.add("string");
        }
        return types;
    }

    private static boolean has(Located part, String... keywords) {
        return Stream.of(keywords).anyMatch(part.node()::has);
    }

    /** The tightest lower bound, exclusive or not; empty without one. */
    public Optional<Bound> lower() {
        return bound("minimum", "exclusiveMinimum", true);
    }

    public Optional<Bound> upper() {
        return bound("maximum", "exclusiveMaximum", false);
    }

    /**
     * One end of a range.
     *
     * @param at the location of its keyword
     */
    public record Bound(BigDecimal value, boolean exclusive, JsonPointer at) {}

    /** Excludes numbers such as 1E1000000, which fill the memory when written out. */
    public static boolean isUsual(BigDecimal number) {
        return Math.abs((long) number.scale()) < 1_000;
    }

    private Optional<Bound> bound(String plain, String exclusive, boolean greatest) {
        Bound tightest = null;
        for (Located part : parts) {
            JsonNode flag = part.node().path(exclusive);
            List<Bound> here = new ArrayList<>();
            if (part.node().path(plain).isNumber()
                    && isUsual(part.node().path(plain).decimalValue())) {
                here.add(new Bound(
                        part.node().get(plain).decimalValue(),
                        flag.asBoolean(false),
                        part.pointer().appendProperty(plain)));
            }
            if (flag.isNumber() && isUsual(flag.decimalValue())) {
                here.add(new Bound(flag.decimalValue(), true, part.pointer().appendProperty(exclusive)));
            }
            for (Bound bound : here) {
                int order = tightest == null ? 1 : bound.value().compareTo(tightest.value());
                if (tightest == null || (greatest ? order > 0 : order < 0) || (order == 0 && bound.exclusive())) {
                    tightest = bound;
                }
            }
        }
        return Optional.ofNullable(tightest);
    }

    /** The greatest value of a lower limit such as {@code minItems}, or the least of an upper one; the default when there is none. */
    public int limit(String keyword, int otherwise) {
        boolean lower = keyword.startsWith("min");
        return all(keyword).stream()
                .map(Located::node)
                .filter(JsonNode::canConvertToInt)
                .map(JsonNode::intValue)
                .reduce((a, b) -> lower ? Math.max(a, b) : Math.min(a, b))
                .orElse(otherwise);
    }

    /** The declared properties, each with all schemas that apply to it. */
    public Map<String, List<JsonPointer>> properties() {
        if (declared != null) {
            return declared;
        }
        Map<String, List<JsonPointer>> properties = new LinkedHashMap<>();
        declared = properties;
        for (Located listed : all("properties")) {
            if (listed.node() instanceof ObjectNode object) {
                object.fieldNames().forEachRemaining(name -> properties
                        .computeIfAbsent(name, n -> new ArrayList<>())
                        .add(listed.pointer().appendProperty(name)));
            }
        }
        return properties;
    }

    /** The schemas of one declared property; empty when it is not declared. */
    public List<JsonPointer> property(String name) {
        if (declared != null) {
            return declared.getOrDefault(name, List.of());
        }
        return all("properties").stream()
                .filter(listed -> listed.node().has(name))
                .map(listed -> listed.pointer().appendProperty(name))
                .toList();
    }

    /** The required properties, each with the location of its keyword. */
    public Map<String, JsonPointer> required() {
        Map<String, JsonPointer> required = new LinkedHashMap<>();
        for (Located list : all("required")) {
            list.node().forEach(name -> required.putIfAbsent(name.asText(), list.pointer()));
        }
        return required;
    }

    /** The schemas of an array's items, or of undeclared properties. */
    public List<JsonPointer> schemas(String keyword) {
        return all(keyword).stream()
                .filter(schema -> schema.node().isObject())
                .map(Located::pointer)
                .toList();
    }

    public boolean areUnique() {
        return all("uniqueItems").stream().anyMatch(unique -> unique.node().asBoolean());
    }

    /** Whether undeclared properties are forbidden. */
    public boolean isClosed() {
        return Stream.of("additionalProperties", "unevaluatedProperties")
                .flatMap(keyword -> all(keyword).stream())
                .anyMatch(rule -> rule.node().isBoolean() && !rule.node().booleanValue());
    }

    /** The unions without a selected branch. */
    private List<Located> unions() {
        List<Located> unions = new ArrayList<>(all("oneOf"));
        unions.addAll(all("anyOf"));
        unions.removeIf(union -> union.node().isEmpty() || selection.decided().contains(union.pointer()));
        return unions;
    }

    public boolean hasUnions() {
        return !unions().isEmpty();
    }

    /** The same selection once for each branch of the first open union; the branch comes first. */
    public List<SchemaSelection> branches() {
        List<SchemaSelection> branches = new ArrayList<>();
        Located union = unions().getFirst();
        Set<JsonPointer> decided = new LinkedHashSet<>(selection.decided());
        decided.add(union.pointer());
        for (int i = 0; i < union.node().size(); i++) {
            List<JsonPointer> schemas = new ArrayList<>();
            schemas.add(union.pointer().appendIndex(i));
            schemas.addAll(selection.schemas());
            branches.add(new SchemaSelection(schemas, decided));
        }
        return branches;
    }
}
