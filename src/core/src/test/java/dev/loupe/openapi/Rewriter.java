package dev.loupe.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Rewrites a document so that it means the same: inlines, renames, shuffles, and talks differently. */
final class Rewriter {
    private static final String SCHEMAS = "#/components/schemas/";
    private static final Set<String> UNORDERED = Set.of("required", "enum", "anyOf", "oneOf");

    private final JsonNode document;
    private final Random random;
    private final Map<String, String> names = new HashMap<>();

    Rewriter(JsonNode document, Random random) {
        this.document = document;
        this.random = random;
        document.at("/components/schemas")
                .fieldNames()
                .forEachRemaining(name -> names.put(name, "R" + random.nextInt(1_000_000) + "_" + names.size()));
    }

    ObjectNode rewrite() {
        ObjectNode copy = (ObjectNode) node(document, NodeRole.OBJECT);
        ObjectNode renamed = JsonNodeFactory.instance.objectNode();
        copy.at("/components/schemas")
                .properties()
                .forEach(schema -> renamed.set(names.get(schema.getKey()), schema.getValue()));
        copy.withObject("/components").set("schemas", renamed);
        copy.putObject("info").put("title", "t" + random.nextInt());
        return copy;
    }

    private JsonNode node(JsonNode node, NodeRole part) {
        if (node instanceof ArrayNode list) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            list.forEach(item -> copy.add(node(item, part)));
            return copy;
        }
        if (!(node instanceof ObjectNode object) || part == NodeRole.DATA || part == NodeRole.DOCUMENTATION) {
            return node;
        }
        if (ReferenceResolver.isReference(object)) {
            String name = object.get("$ref").asText().substring(SCHEMAS.length());
            // inlined now and then; schemas of the contracts do not contain themselves
            return random.nextInt(4) == 0
                    ? node(document.at("/components/schemas").get(name), part)
                    : JsonNodeFactory.instance.objectNode().put("$ref", SCHEMAS + names.get(name));
        }
        return members(object, part);
    }

    private ObjectNode members(ObjectNode object, NodeRole part) {
        List<String> order = new ArrayList<>();
        object.fieldNames().forEachRemaining(order::add);
        Collections.shuffle(order, random);
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        for (String name : order) {
            JsonNode value = part == NodeRole.MAPPING
                    ? TextNode.valueOf(
                            SCHEMAS + names.get(object.get(name).asText().substring(SCHEMAS.length())))
                    : node(object.get(name), part.property(name));
            if (part == NodeRole.SCHEMA && UNORDERED.contains(name) && value instanceof ArrayNode list) {
                value = shuffled(list);
            }
            copy.set(name, value);
        }
        if (part == NodeRole.SCHEMA && random.nextInt(3) == 0) {
            copy.put("description", "d" + random.nextInt()).put("title", "t").put("x-" + random.nextInt(9), 1);
            copy.putArray("examples").add(random.nextInt());
        }
        return copy;
    }

    private ArrayNode shuffled(ArrayNode list) {
        List<JsonNode> items = new ArrayList<>();
        list.forEach(items::add);
        Collections.shuffle(items, random);
        return JsonNodeFactory.instance.arrayNode().addAll(items);
    }
}
