package dev.loupe.openapi.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.openapi.NodeRole;
import dev.loupe.openapi.ReferenceResolver;
import java.util.Set;

/**
 * An OpenAPI document with its schemas in the words of JSON Schema 2020-12, each keyword where it was, so that a pointer
 * into one is a pointer into the other.
 */
final class JsonSchemaConversion {
    /** What says nothing about validity. {@code format} is here on purpose: servers take more than the formats do. */
    private static final Set<String> HINTS = Set.of(
            "nullable",
            "discriminator",
            "xml",
            "format",
            "readOnly",
            "writeOnly",
            "deprecated",
            "default",
            "$schema",
            "$id",
            "id");

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final boolean version30;
    private final boolean lenient;

    private JsonSchemaConversion(boolean version30, boolean lenient) {
        this.version30 = version30;
        this.lenient = lenient;
    }

    /** The document translated. Lenient: {@code nullable} lets null through whatever stands beside it. */
    static ObjectNode of(JsonNode document, boolean lenient) {
        boolean version30 = document.path("openapi").asText().startsWith("3.0");
        return (ObjectNode) new JsonSchemaConversion(version30, lenient).translate(document, NodeRole.OBJECT);
    }

    private JsonNode translate(JsonNode node, NodeRole part) {
        return switch (node) {
            case ArrayNode list -> {
                ArrayNode copy = NODES.arrayNode(list.size());
                list.forEach(item -> copy.add(translate(item, part)));
                yield copy;
            }
            case ObjectNode object when part == NodeRole.SCHEMA -> schema(object);
            case ObjectNode object -> members(object, part);
            default -> node;
        };
    }

    private ObjectNode members(ObjectNode object, NodeRole part) {
        ObjectNode copy = NODES.objectNode();
        object.properties().forEach(member -> {
            NodeRole kind = part.property(member.getKey());
            if (kind != NodeRole.DOCUMENTATION) {
                copy.set(
                        member.getKey(),
                        kind == NodeRole.DATA ? member.getValue() : translate(member.getValue(), kind));
            }
        });
        return copy;
    }

    private ObjectNode schema(ObjectNode schema) {
        if (version30 && ReferenceResolver.isReference(schema)) {
            // 3.0 ignores what stands beside a $ref
            ObjectNode plain = NODES.objectNode().put("$ref", schema.get("$ref").textValue());
            return lenient && isNullable(schema) ? orNull(plain) : plain;
        }
        ObjectNode plain = members(schema, NodeRole.SCHEMA);
        plain.remove(HINTS);
        if (!version30) {
            return plain;
        }
        exclusive(plain, "minimum", "exclusiveMinimum");
        exclusive(plain, "maximum", "exclusiveMaximum");
        if (!isNullable(schema)) {
            return plain;
        }
        if (plain.path("type").isTextual()) {
            plain.putArray("type").add(schema.get("type")).add("null");
            if (lenient && plain.get("enum") instanceof ArrayNode values) {
                plain.set("enum", values.deepCopy().add(NODES.nullNode()));
            }
            return plain;
        }
        return lenient ? orNull(plain) : plain;
    }

    private static boolean isNullable(JsonNode schema) {
        return schema.path("nullable").asBoolean(false);
    }

    private static ObjectNode orNull(ObjectNode plain) {
        ObjectNode union = NODES.objectNode();
        union.putArray("anyOf").add(plain).addObject().put("type", "null");
        return union;
    }

    /** In 3.0 the exclusive bound is a flag beside the bound, in 2020-12 it is the bound itself. */
    private static void exclusive(ObjectNode schema, String bound, String flag) {
        if (schema.path(flag).isBoolean()) {
            boolean exclusive = schema.remove(flag).booleanValue();
            if (exclusive && schema.has(bound)) {
                schema.set(flag, schema.remove(bound));
            }
        }
    }
}
