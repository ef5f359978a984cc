package dev.loupe.diff.normal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Replaces keywords without a normal form by keywords that have one, where the values are the same: a condition that
 * required properties always meet, and the negation of one limit.
 */
final class ImpliedKeywords {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** What a condition requires can meet another condition. */
    private static final int MOST_ROUNDS = 8;

    /** The negation of a limit: the type that it applies to, since other types meet every limit, and the reverse limit. */
    private record Reverse(String type, String keyword, int step) {}

    private static final Map<String, Reverse> REVERSES = Map.of(
            "minimum", new Reverse("number", "exclusiveMaximum", 0),
            "maximum", new Reverse("number", "exclusiveMinimum", 0),
            "exclusiveMinimum", new Reverse("number", "maximum", 0),
            "exclusiveMaximum", new Reverse("number", "minimum", 0),
            "minLength", new Reverse("string", "maxLength", -1),
            "maxLength", new Reverse("string", "minLength", 1),
            "minItems", new Reverse("array", "maxItems", -1),
            "maxItems", new Reverse("array", "minItems", 1),
            "minProperties", new Reverse("object", "maxProperties", -1),
            "maxProperties", new Reverse("object", "minProperties", 1));

    private static final List<String> TYPES = List.of("array", "boolean", "null", "number", "object", "string");

    private final SchemaExpansion expansion;
    private final boolean openApi30;
    private final Function<List<SchemaRef.Part>, Set<String>> requiredOf;

    /**
     * A replacement of keywords in one document.
     *
     * @param openApi30 conditions, which OpenAPI 3.0 does not define, are kept
     * @param requiredOf the properties that several schemas together require
     */
    ImpliedKeywords(
            SchemaExpansion expansion, boolean openApi30, Function<List<SchemaRef.Part>, Set<String>> requiredOf) {
        this.openApi30 = openApi30;
        this.expansion = expansion;
        this.requiredOf = requiredOf;
    }

    /** Replaces keywords in the schemas that all apply to one value; returns the part that cannot be resolved, or null. */
    NormalSchema.@Nullable Unresolved replace(List<SchemaRef.Part> flat) {
        for (int round = 0; round < MOST_ROUNDS; round++) {
            List<SchemaRef.Part> added = new ArrayList<>();
            Set<String> required = null;
            for (int i = 0; i < flat.size(); i++) {
                SchemaRef.Part part = flat.get(i);
                if (part.base() || !(part.node() instanceof ObjectNode node) || !mayImply(node)) {
                    continue;
                }
                required = required == null ? requiredOf.apply(flat) : required;
                ObjectNode rest = NODES.objectNode().setAll(node);
                listedValues(rest);
                negation(rest, part, added);
                if (!openApi30) {
                    condition(rest, part, required, added);
                    dependent(rest, "dependentRequired", part, required, objects(flat), added);
                    dependent(rest, "dependentSchemas", part, required, objects(flat), added);
                }
                if (!rest.equals(node)) {
                    flat.set(i, new SchemaRef.Part(rest, part.at(), false));
                }
            }
            if (added.isEmpty()) {
                return null;
            }
            for (SchemaRef.Part part : added) {
                NormalSchema.Unresolved unresolved = expansion.expand(part, flat);
                if (unresolved != null) {
                    return unresolved;
                }
            }
        }
        return null;
    }

    /** Values of other types meet {@code dependentSchemas}, but not the schemas in it. */
    private static boolean objects(List<SchemaRef.Part> flat) {
        return flat.stream().anyMatch(part -> part.node().path("type").asText().equals("object"));
    }

    /** A union finds its schema by identity, so such a schema stays as it is. */
    private static boolean mayImply(ObjectNode node) {
        return (node.has("not") || node.has("if") || node.has("dependentRequired") || node.has("dependentSchemas"))
                && !node.has("oneOf")
                && !node.has("anyOf");
    }

    private static void negation(ObjectNode rest, SchemaRef.Part part, List<SchemaRef.Part> added) {
        if (!(rest.path("not") instanceof ObjectNode rejected) || rejected.isEmpty()) {
            return;
        }
        if (rejected.size() > 1) {
            limits(rejected, rest);
            return;
        }
        String keyword = rejected.fieldNames().next();
        JsonNode value = rejected.path(keyword);
        List<JsonNode> parts = new ArrayList<>();
        Reverse reverse = REVERSES.get(keyword);
        if (keyword.equals("anyOf") && value.isArray()) {
            value.forEach(branch -> parts.add(NODES.objectNode().set("not", branch)));
        } else if (reverse != null && value.isNumber() && (reverse.step() >= 0 || value.asLong() > 0)) {
            ObjectNode limit = NODES.objectNode().put("type", reverse.type());
            boolean count = !reverse.type().equals("number");
            limit.set(reverse.keyword(), count ? NODES.numberNode(value.asLong() + reverse.step()) : value);
            parts.add(limit);
        }
        if (!parts.isEmpty()) {
            rest.remove("not");
            parts.forEach(each -> added.add(new SchemaRef.Part(each, part.at(), false)));
        }
    }

    /** Several limits of one type: values of other types meet all of them, so only that type is left. */
    private static void limits(ObjectNode rejected, ObjectNode rest) {
        Set<String> types = new HashSet<>();
        rejected.fieldNames()
                .forEachRemaining(name -> types.add(
                        REVERSES.containsKey(name) ? REVERSES.get(name).type() : ""));
        String type = types.iterator().next();
        if (types.size() == 1 && !type.isEmpty() && !rest.has("type")) {
            rest.put("type", type);
        }
    }

    /** A condition that always or never holds. {@code if: {required: [...]}} holds for values of other types too, as {@code required} does. */
    private static void condition(
            ObjectNode rest, SchemaRef.Part part, Set<String> required, List<SchemaRef.Part> added) {
        JsonNode condition = rest.path("if");
        boolean holds = Keywords.isTrue(condition)
                || (condition.size() == 1 && containsAll(required, condition.path("required")));
        if (holds || Keywords.isFalse(condition)) {
            String keyword = holds ? "then" : "else";
            JsonNode applied = rest.path(keyword);
            rest.remove(List.of("if", "then", "else"));
            if (!applied.isMissingNode()) {
                added.add(new SchemaRef.Part(applied, part.at().then(keyword), false));
            }
        } else if (rest.has("if")
                && rejectsNull(rest.path("else"))
                && (rejectsNull(condition) || rejectsNull(rest.path("then")))) {
            // a union counts null by itself, so that no condition of a branch hides that another lost it
            withoutNull(rest);
        }
    }

    private static boolean rejectsNull(JsonNode schema) {
        return Keywords.isFalse(schema)
                || (schema.has("type") && !Keywords.typeNames(schema).contains("null"))
                || (schema.has("const") && !schema.path("const").isNull());
    }

    private static void withoutNull(ObjectNode rest) {
        List<String> names = new ArrayList<>(rest.has("type") ? Keywords.typeNames(rest) : TYPES);
        if (names.remove("null")) {
            ArrayNode others = NODES.arrayNode();
            names.forEach(others::add);
            rest.set("type", others);
        }
    }

    private static boolean containsAll(Set<String> required, JsonNode names) {
        boolean all = names.isArray();
        for (JsonNode name : names) {
            all &= required.contains(name.asText());
        }
        return all;
    }

    private static ArrayNode without(Set<String> required, JsonNode names) {
        ArrayNode open = NODES.arrayNode();
        names.forEach(name -> {
            if (!required.contains(name.asText())) {
                open.add(name);
            }
        });
        return open;
    }

    /** What a required property requires is required; what is required anyway needs no condition. */
    private static void dependent(
            ObjectNode rest,
            String keyword,
            SchemaRef.Part part,
            Set<String> required,
            boolean objects,
            List<SchemaRef.Part> added) {
        if (!(rest.path(keyword) instanceof ObjectNode dependent)) {
            return;
        }
        ObjectNode open = NODES.objectNode();
        for (var each : dependent.properties()) {
            JsonNode then = each.getValue();
            if (required.contains(each.getKey()) && then.isArray()) {
                added.add(new SchemaRef.Part(NODES.objectNode().set("required", then), part.at(), false));
            } else if (required.contains(each.getKey()) && objects) {
                added.add(new SchemaRef.Part(then, part.at().then(keyword).then(each.getKey()), false));
            } else if (!then.isArray() || !containsAll(required, then)) {
                open.set(each.getKey(), then.isArray() ? without(required, then) : then);
            }
        }
        if (open.isEmpty()) {
            rest.remove(keyword);
        } else {
            rest.set(keyword, open);
        }
    }

    private static void listedValues(ObjectNode rest) {
        JsonNode rejected = rest.path("not");
        if (rejected.size() != 1 || !rest.path("enum").isArray()) {
            return;
        }
        List<JsonNode> values =
                rejected.has("const") ? List.of(rejected.path("const")) : Keywords.list(rejected, "enum");
        if (values.isEmpty() || values.stream().anyMatch(JsonNode::isNull)) {
            return;
        }
        Set<JsonNode> excluded = values.stream().map(Keywords::canonical).collect(Collectors.toSet());
        ArrayNode kept = NODES.arrayNode();
        rest.path("enum").forEach(each -> {
            if (!excluded.contains(Keywords.canonical(each))) {
                kept.add(each);
            }
        });
        rest.set("enum", kept);
        rest.remove("not");
    }
}
