package dev.loupe.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.openapi.ReferenceResolver;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings a schema to one of few forms: one type, or {@code oneOf} with at least two branches. References of the schema itself are followed,
 * {@code allOf} is merged, null is removed (every property may be null), {@code const} is an enum of one value.
 */
final class PlainSchemas {
    /** Branches of branches above this number are any value: components that refer to each other twice double their number at each step. */
    private static final int MAX_SCHEMAS = 10_000;

    private static final List<String> UNIONS = List.of("oneOf", "anyOf");

    private final ReferenceResolver references;

    PlainSchemas(ReferenceResolver references) {
        this.references = references;
    }

    /** The references between a schema and its branches, and the number of schemas so far. */
    private static final class Visit {
        private final Set<String> open = new HashSet<>();
        private int schemas;

        /** A schema that contains itself without a step into the value adds nothing to it. */
        boolean repeats(JsonNode schema) {
            return open.contains(schema.path("$ref").asText());
        }
    }

    /** The schema that a reference leads to. */
    JsonNode resolved(JsonNode schema) {
        return references.resolved(schema);
    }

    ObjectNode plain(JsonNode schema) {
        return plain(schema, new Visit());
    }

    private ObjectNode plain(JsonNode schema, Visit visit) {
        String reference = schema.path("$ref").asText();
        boolean opened = !reference.isEmpty() && visit.open.add(reference);
        ObjectNode plain = follow(schema, visit);
        if (opened) {
            visit.open.remove(reference);
        }
        return plain;
    }

    private ObjectNode follow(JsonNode schema, Visit visit) {
        JsonNode resolved = references.resolved(schema);
        requireSchema(schema, resolved);
        ObjectNode plain = JsonNodeFactory.instance.objectNode();
        visit.schemas++;
        if (!resolved.isObject() || visit.schemas > MAX_SCHEMAS) {
            return plain;
        }
        plain.setAll((ObjectNode) resolved);
        if (schema.path("description").isTextual()) {
            plain.set("description", schema.get("description")); // next to a $ref: the description of the use
        }
        mergeAll(plain, visit);
        if (plain.has("const")) {
            JsonNode value = plain.remove("const");
            plain.putArray("enum").add(value);
        }
        List<ObjectNode> branches = splitTypes(plain);
        boolean union = !branches.isEmpty();
        for (String keyword : UNIONS) {
            if (plain.remove(keyword) instanceof ArrayNode choices && !onlyConstraints(choices)) {
                union = true;
                choices.forEach(choice -> addBranch(branches, choice, visit));
            }
        }
        if (!union) {
            inferType(plain);
            return plain;
        }
        return joined(plain, branches);
    }

    /** A reference that leads to no schema would be a type that accepts anything. */
    private void requireSchema(JsonNode schema, JsonNode resolved) {
        JsonNode reference = resolved.isMissingNode() ? schema.path("$ref") : resolved.path("$ref");
        if (reference.isTextual()) {
            throw references.broken().stream()
                    .filter(broken -> broken.ref().equals(reference.textValue()))
                    .findFirst()
                    .map(broken -> new GenerationException("at " + broken.at() + ": " + broken.problem()))
                    .orElseGet(() -> new GenerationException("$ref " + reference + " leads to no schema"));
        }
        if (!reference.isMissingNode()) {
            throw new GenerationException("$ref is " + reference + ", expected a string");
        }
    }

    private void mergeAll(ObjectNode plain, Visit visit) {
        if (plain.remove("allOf") instanceof ArrayNode parts) {
            for (JsonNode part : parts) {
                if (!visit.repeats(part)) {
                    SchemaMerge.both(plain, plain(part, visit));
                }
            }
        }
    }

    /** {@code type: [string, array]} as branches; {@code type: [string, null]} as one type. */
    private static List<ObjectNode> splitTypes(ObjectNode plain) {
        List<ObjectNode> branches = new ArrayList<>();
        if (!(plain.get("type") instanceof ArrayNode types)) {
            return branches;
        }
        List<String> names = new ArrayList<>();
        types.forEach(type -> {
            if (!type.asText().equals("null")) {
                names.add(type.asText());
            }
        });
        if (names.size() == 1) {
            plain.put("type", names.getFirst());
            return branches;
        }
        plain.remove("type");
        for (String name : names) {
            ObjectNode branch = plain.deepCopy();
            UNIONS.forEach(branch::remove);
            branch.put("type", name);
            if (!name.equals("object")) {
                branch.remove("properties");
            }
            if (!name.equals("array")) {
                branch.remove("items");
            }
            inferType(branch);
            branches.add(branch);
        }
        return branches;
    }

    /** Branches such as {@code required: [a]} restrict, they do not describe another type. */
    private boolean onlyConstraints(ArrayNode choices) {
        for (JsonNode choice : choices) {
            JsonNode resolved = references.resolved(choice);
            for (String keyword : List.of("type", "properties", "enum", "const", "items", "oneOf", "anyOf", "allOf")) {
                if (resolved.has(keyword)) {
                    return false;
                }
            }
        }
        return true;
    }

    private void addBranch(List<ObjectNode> branches, JsonNode choice, Visit visit) {
        if (visit.repeats(choice)) {
            return;
        }
        ObjectNode branch = plain(choice, visit);
        if (isNull(branch)) {
            return;
        }
        if (branch.get("oneOf") instanceof ArrayNode nested && !branch.has("discriminator")) {
            nested.forEach(inner -> branches.add((ObjectNode) inner));
            return;
        }
        String name = referenceName(choice);
        if (name != null && !branch.has("x-name")) {
            branch.put("x-name", name);
        }
        branches.add(branch);
    }

    private static boolean isNull(ObjectNode branch) {
        if (branch.path("type").asText().equals("null")) {
            return true;
        }
        JsonNode values = branch.path("enum");
        if (values.isArray()) {
            return values.isEmpty();
        }
        return branch.path("nullable").asBoolean() && branch.size() == 1;
    }

    private static ObjectNode joined(ObjectNode outer, List<ObjectNode> branches) {
        List<ObjectNode> different = different(branches);
        if (different.size() < branches.size() && outer.has("discriminator")) {
            DiscriminatorMapping discriminator = DiscriminatorMapping.of(outer);
            different =
                    different(branches.stream().map(discriminator::withValues).toList());
        }
        if (outer.path("properties").isObject() && !different.isEmpty()) {
            // properties of all variants: the object has them whatever its variant is
            different.replaceAll(branch -> {
                ObjectNode with = branch.deepCopy();
                SchemaMerge.both(with, (ObjectNode)
                        JsonNodeFactory.instance.objectNode().set("properties", outer.get("properties")));
                inferType(with);
                return with;
            });
        }
        if (different.size() == 1) {
            ObjectNode only = different.getFirst().deepCopy();
            if (outer.has("description")) {
                only.set("description", outer.get("description"));
            }
            return only;
        }
        if (different.isEmpty()) {
            inferType(outer);
            return outer;
        }
        ObjectNode union = JsonNodeFactory.instance.objectNode();
        for (String keyword : List.of("description", "discriminator", "x-name")) {
            if (outer.has(keyword)) {
                union.set(keyword, outer.get(keyword));
            }
        }
        union.putArray("oneOf").addAll(different);
        return union;
    }

    private static List<ObjectNode> different(List<ObjectNode> branches) {
        Set<JsonNode> meanings = new HashSet<>();
        List<ObjectNode> different = new ArrayList<>();
        for (ObjectNode branch : branches) {
            if (meanings.add(SchemaMeaning.of(branch))) {
                different.add(branch);
            }
        }
        return different;
    }

    private static void inferType(ObjectNode plain) {
        if (plain.get("enum") instanceof ArrayNode values) {
            ArrayNode present = JsonNodeFactory.instance.arrayNode();
            values.forEach(value -> {
                if (!value.isNull()) {
                    present.add(value);
                }
            });
            plain.set("enum", present);
        }
        if (plain.path("type").isTextual()) {
            return;
        }
        if (plain.path("properties").isObject()) {
            plain.put("type", "object");
        } else if (plain.has("items")) {
            plain.put("type", "array");
        } else if (plain.path("enum").isArray() && !plain.path("enum").isEmpty()) {
            String type = typeOf(plain.path("enum"));
            if (type != null) {
                plain.put("type", type);
            }
        }
    }

    private static @Nullable String typeOf(JsonNode values) {
        String type = null;
        for (JsonNode value : values) {
            String one = value.isTextual()
                    ? "string"
                    : value.isIntegralNumber()
                            ? "integer"
                            : value.isNumber() ? "number" : value.isBoolean() ? "boolean" : "";
            if (one.isEmpty() || (type != null && !type.equals(one))) {
                return null;
            }
            type = one;
        }
        return type;
    }

    /** The name of the component that a schema refers to. */
    static @Nullable String referenceName(JsonNode schema) {
        String reference = schema.path("$ref").asText();
        return reference.isEmpty() ? null : reference.substring(reference.lastIndexOf('/') + 1);
    }
}
