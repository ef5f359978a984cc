package dev.loupe.openapi.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.openapi.NodeRole;
import dev.loupe.openapi.ReferenceResolver;
import java.util.Set;

/**
 * An OpenAPI document with its schemas converted to JSON Schema 2020-12. Every keyword keeps its location, so that pointers
 * are the same in both. {@code diff.prove} has a conversion of its own: its proofs must not share an error with the
 * validation of exchanges, and it differs by direction and makes self-contained schemas.
 */
final class JsonSchemaConversion {
    /** Keywords without effect on validity. */
    private static final Set<String> HINTS = Set.of(
            "nullable",
            "discriminator",
            "xml",
            "readOnly",
            "writeOnly",
            "deprecated",
            "default",
            "$schema",
            "$id",
            "id");

    /** Keywords that can multiply the work of a validation. */
    private static final Set<String> COUNTED = Set.of("$ref", "anyOf", "oneOf", "allOf", "not", "if");

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final boolean version30;
    private final boolean standalone;

    private JsonSchemaConversion(boolean version30, boolean standalone) {
        this.version30 = version30;
        this.standalone = standalone;
    }

    /** The converted document. */
    static ObjectNode of(JsonNode document) {
        boolean version30 = document.path("openapi").asText().startsWith("3.0");
        return (ObjectNode) new JsonSchemaConversion(version30, false).translate(document, NodeRole.OBJECT);
    }

    /**
     * One JSON Schema of its own, converted: keeps {@code format} and accepts null where {@code nullable} is true, whatever the
     * other keywords are.
     */
    static ObjectNode ofSchema(ObjectNode schema) {
        return new JsonSchemaConversion(false, true).schema(schema);
    }

    private JsonNode translate(JsonNode node, NodeRole role) {
        return switch (node) {
            case ArrayNode list -> {
                ArrayNode copy = NODES.arrayNode(list.size());
                list.forEach(item -> copy.add(translate(item, role)));
                yield copy;
            }
            case ObjectNode object when role == NodeRole.SCHEMA -> schema(object);
            case ObjectNode object -> properties(object, role);
            default -> node;
        };
    }

    private ObjectNode properties(ObjectNode object, NodeRole role) {
        ObjectNode copy = NODES.objectNode();
        object.properties().forEach(property -> {
            NodeRole childRole = role.property(property.getKey());
            if (childRole != NodeRole.DOCUMENTATION) {
                copy.set(
                        property.getKey(),
                        childRole == NodeRole.DATA ? property.getValue() : translate(property.getValue(), childRole));
            }
        });
        return copy;
    }

    private ObjectNode schema(ObjectNode schema) {
        if (version30 && ReferenceResolver.isReference(schema)) {
            // 3.0 ignores the siblings of a $ref
            return NODES.objectNode()
                    .put("$ref", schema.get("$ref").textValue())
                    .put(StepKeyword.NAME, true);
        }
        ObjectNode plain = properties(schema, NodeRole.SCHEMA);
        plain.remove(HINTS);
        if (!standalone) {
            // servers accept more than the formats do
            plain.remove("format");
        }
        if (COUNTED.stream().anyMatch(plain::has)) {
            plain.put(StepKeyword.NAME, true);
        }
        // 3.1 has no such flag, but specs that were converted from 3.0 keep it, and the validator accepts numbers only
        exclusive(plain, "minimum", "exclusiveMinimum");
        exclusive(plain, "maximum", "exclusiveMaximum");
        boolean nullable = schema.path("nullable").asBoolean(false) && (version30 || standalone);
        if (!nullable) {
            return plain;
        }
        if (!plain.path("type").isTextual()) {
            return standalone ? orNull(plain) : plain;
        }
        plain.putArray("type").add(schema.get("type")).add("null");
        if (standalone && plain.get("enum") instanceof ArrayNode values) {
            plain.set("enum", values.deepCopy().add(NODES.nullNode()));
        }
        return plain;
    }

    private static ObjectNode orNull(ObjectNode plain) {
        ObjectNode union = NODES.objectNode();
        union.putArray("anyOf").add(plain).addObject().put("type", "null");
        return union;
    }

    /** In 3.0 the exclusive bound is a flag for the bound, in 2020-12 it is the bound itself. */
    private static void exclusive(ObjectNode schema, String bound, String flag) {
        if (schema.path(flag).isBoolean()) {
            boolean exclusive = schema.remove(flag).booleanValue();
            if (exclusive && schema.has(bound)) {
                schema.set(flag, schema.remove(bound));
            }
        }
    }
}
