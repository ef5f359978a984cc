package dev.loupe.diff;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.openapi.DocumentPointer;
import dev.loupe.openapi.ReferenceResolver;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Rewrites a spec without changing its meaning: moves, inlines, renames, reorders, wraps, describes anew. */
final class Rewrite {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Set<String> SETS = Set.of("required", "enum", "anyOf", "oneOf", "allOf");

    private final Random random;
    private final ObjectNode root;
    private int names;

    private Rewrite(ObjectNode root, long seed) {
        this.root = root;
        this.random = new Random(seed);
    }

    static JsonNode of(JsonNode document, long seed) {
        Rewrite rewrite = new Rewrite(document.deepCopy(), seed);
        rewrite.inline();
        rewrite.renameComponents();
        rewrite.eachSchema();
        return rewrite.shuffled(rewrite.root);
    }

    private List<ObjectNode> schemas() {
        List<ObjectNode> all = new ArrayList<>();
        collect(root, all);
        return all;
    }

    private static void collect(JsonNode node, List<ObjectNode> all) {
        if (node instanceof ObjectNode object
                && object.path("type").isTextual()
                && !object.has("in")
                && !object.has("scheme")) {
            all.add(object);
        }
        node.properties().forEach(each -> {
            if (!each.getKey().startsWith("example") && !each.getKey().equals("securitySchemes")) {
                collect(each.getValue(), all);
            }
        });
        if (node.isArray()) {
            node.forEach(each -> collect(each, all));
        }
    }

    /** Replaces some references by their targets. */
    private void inline() {
        List<JsonNode> holders = root.findParents("$ref");
        Collections.shuffle(holders, random);
        for (JsonNode holder : holders.subList(0, holders.size() / 3)) {
            String reference = holder.path("$ref").asText();
            if (reference.startsWith("#/components/schemas/")
                    && new ReferenceResolver(root).follow(holder, DocumentPointer.ROOT)
                            instanceof ReferenceResolver.Target.Found found
                    && found.node() instanceof ObjectNode target
                    && target.findParents("$ref").size() < 4) {
                ((ObjectNode) holder).removeAll();
                ((ObjectNode) holder).setAll(target.deepCopy());
            }
        }
    }

    private void renameComponents() {
        ObjectNode schemas = root.withObject("components").withObject("schemas");
        List<String> old = new ArrayList<>();
        schemas.fieldNames().forEachRemaining(old::add);
        for (String name : old) {
            if (random.nextBoolean()) {
                String renamed = "Renamed" + names++;
                schemas.set(renamed, schemas.remove(name));
                for (JsonNode holder : root.findParents("$ref")) {
                    if (holder.path("$ref").asText().equals("#/components/schemas/" + name)) {
                        ((ObjectNode) holder).put("$ref", "#/components/schemas/" + renamed);
                    }
                }
            }
        }
    }

    private void eachSchema() {
        for (ObjectNode schema : schemas()) {
            switch (random.nextInt(9)) {
                case 0 -> schema.put("description", "other words " + names++);
                case 1 -> moveToComponent(schema);
                case 2 -> wrap(schema, "allOf");
                case 3 -> wrap(schema, "anyOf");
                case 4 -> schema.put("title", "A title");
                case 5 -> defaults(schema);
                default -> {}
            }
        }
    }

    private void moveToComponent(ObjectNode schema) {
        String name = "Moved" + names++;
        ObjectNode copy = schema.deepCopy();
        schema.removeAll();
        schema.put("$ref", "#/components/schemas/" + name);
        root.withObject("components").withObject("schemas").set(name, copy);
    }

    private static void wrap(ObjectNode schema, String union) {
        ObjectNode copy = schema.deepCopy();
        schema.removeAll();
        schema.putArray(union).add(copy);
    }

    private static void defaults(ObjectNode schema) {
        if (!schema.path("nullable").asBoolean(false)) {
            schema.put("nullable", false);
        }
        switch (schema.path("type").asText()) {
            case "string" -> {
                if (!schema.has("minLength")) {
                    schema.put("minLength", 0);
                }
            }
            case "array" -> {
                if (!schema.has("minItems")) {
                    schema.put("minItems", 0);
                }
            }
            case "object" -> {
                if (!schema.has("additionalProperties")) {
                    schema.put("additionalProperties", true);
                }
            }
            default -> schema.put("deprecated", false);
        }
    }

    private JsonNode shuffled(JsonNode node) {
        if (node instanceof ObjectNode object) {
            List<String> keys = new ArrayList<>();
            object.fieldNames().forEachRemaining(keys::add);
            Collections.shuffle(keys, random);
            ObjectNode copy = NODES.objectNode();
            for (String key : keys) {
                JsonNode value = shuffled(object.path(key));
                copy.set(key, SETS.contains(key) && value instanceof ArrayNode list ? mixed(list) : value);
            }
            return copy;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = NODES.arrayNode();
            array.forEach(each -> copy.add(shuffled(each)));
            return copy;
        }
        return node;
    }

    private ArrayNode mixed(ArrayNode list) {
        List<JsonNode> all = new ArrayList<>();
        list.forEach(all::add);
        Collections.shuffle(all, random);
        ArrayNode mixed = NODES.arrayNode();
        all.forEach(mixed::add);
        return mixed;
    }
}
