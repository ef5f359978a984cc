package dev.loupe.gemma.model;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.client.model.ApiValue;
import dev.loupe.client.model.JsonCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The document that the build generated the types from, and instances of its components. */
final class ContractDocument {
    static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS) // so that 1e400 is a number here, too
            .build();
    private static final JsonNode DOCUMENT = load();

    private ContractDocument() {}

    private static JsonNode load() {
        String root = System.getProperty("loupe.root", "../..");
        try {
            return MAPPER.readTree(Path.of(root, "src/client/target/generated-sources/contract/client-contract.json")
                    .toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> objects() {
        return components().stream()
                .filter(name -> component(name).path("type").asText().equals("object"))
                .toList();
    }

    static List<String> enums() {
        return components().stream().filter(name -> component(name).has("enum")).toList();
    }

    static List<String> requests() {
        List<String> requests = new ArrayList<>();
        component("ChatRequest")
                .get("oneOf")
                .forEach(branch -> requests.add(branch.get("$ref").asText().replaceAll(".*/", "")));
        return requests;
    }

    static List<String> components() {
        List<String> names = new ArrayList<>();
        DOCUMENT.at("/components/schemas").fieldNames().forEachRemaining(names::add);
        return names;
    }

    static JsonNode component(String name) {
        return DOCUMENT.at("/components/schemas").path(name);
    }

    static JsonNode resolve(JsonNode schema) {
        if (schema.has("$ref")) {
            return resolve(component(schema.get("$ref").asText().replaceAll(".*/", "")));
        }
        return schema.has("allOf") ? resolve(schema.at("/allOf/0")) : schema;
    }

    /** Instances of a component as a parser would see them. */
    static List<JsonNode> samples(String component) {
        return instances(component(component)).stream()
                .map(instance -> json(instance.toString()))
                .toList();
    }

    /** The instances of a schema that together visit every branch of every union in it once; each has all members. */
    private static List<JsonNode> instances(JsonNode unresolved) {
        JsonNode schema = resolve(unresolved);
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        List<JsonNode> all = new ArrayList<>();
        for (String union : List.of("oneOf", "anyOf")) {
            schema.path(union).forEach(branch -> all.addAll(instances(branch)));
        }
        if (!all.isEmpty()) {
            return all;
        }
        if (schema.has("enum")) {
            schema.get("enum").forEach(all::add);
            return all;
        }
        switch (schema.path("type").asText()) {
            case "string" -> all.add(nodes.textNode("a \"b\" \u00e9 \ud83d\udc8e\n"));
            case "boolean" -> all.add(nodes.booleanNode(true));
            case "integer" -> all.add(nodes.numberNode(inside(schema).longValue()));
            case "number" -> all.add(inside(schema));
            case "array" -> all.add(nodes.arrayNode().addAll(instances(schema.get("items"))));
            default -> all.addAll(objects(schema));
        }
        return all;
    }

    private static List<JsonNode> objects(JsonNode schema) {
        if (!schema.has("properties")) {
            ObjectNode free = JsonNodeFactory.instance.objectNode();
            JsonNode values = schema.path("additionalProperties");
            free.set("one", values.has("type") ? instances(values).get(0) : json("{\"deep\": [1.10, null]}"));
            return List.of(free);
        }
        List<JsonNode> all = new ArrayList<>();
        int most = 1;
        for (Map.Entry<String, JsonNode> member : schema.get("properties").properties()) {
            most = Math.max(most, instances(member.getValue()).size());
        }
        for (int i = 0; i < most; i++) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            for (Map.Entry<String, JsonNode> member : schema.get("properties").properties()) {
                List<JsonNode> values = instances(member.getValue());
                object.set(member.getKey(), values.get(i % values.size()));
            }
            all.add(object);
        }
        return all;
    }

    private static JsonNode inside(JsonNode schema) {
        if (schema.has("minimum")) {
            return schema.get("minimum");
        }
        return schema.has("maximum") ? schema.get("maximum") : JsonNodeFactory.instance.numberNode(1766960802.5);
    }

    /** The generated type of a component, read by the type's own reader. */
    static ApiValue read(String component, String text) {
        try {
            return (ApiValue)
                    type(component).getMethod("fromJson", String.class).invoke(null, text);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(component + " cannot be read from " + text, e);
        }
    }

    static String write(ApiValue value) {
        return JsonCodec.text(value);
    }

    static Class<?> type(String component) {
        try {
            return Class.forName("dev.loupe.gemma.model." + component);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
