package dev.loupe.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.openapi.Document;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** Specs of unusual shapes: those of {@code variants.yaml}, and some that are too large to write down. */
final class SpecVariants {
    private static final String OPERATION = "paths/~1v1~1chat~1completions/post";

    private SpecVariants() {}

    /** The specs by name. */
    static Map<String, JsonNode> all() {
        Map<String, JsonNode> specs = new LinkedHashMap<>();
        Document.read(Path.of(System.getProperty("loupe.root"), "src/core/src/test/resources/generate/variants.yaml"))
                .root()
                .path("variants")
                .forEach(variant -> specs.put(variant.path("name").asText(), spec(variant)));
        specs.put("a huge enum", withProperty(hugeEnum()));
        specs.put("deep objects of one name", withProperty(deepObject()));
        specs.put(
                "a very long description",
                withProperty(object("string").put("description", "long */ \\u ".repeat(20_000))));
        specs.put("a very long name", withProperty(longName()));
        specs.put("many properties", withProperty(manyProperties(800)));
        specs.put("more properties than a method can write", withProperty(manyProperties(4000)));
        specs.put("values that are too long for a constant", withProperty(longValues()));
        return specs;
    }

    private static JsonNode spec(JsonNode variant) {
        ObjectNode document = SpecSamples.JSON.createObjectNode();
        document.put("openapi", variant.path("openapi").asText("3.0.3"));
        document.putObject("info").put("title", "Variant").put("version", "1");
        set(
                document,
                "servers",
                SpecSamples.JSON
                        .createArrayNode()
                        .add(SpecSamples.JSON.createObjectNode().put("url", "https://example.com")));
        JsonNode request = variant.path("request");
        if (request.isMissingNode()) {
            ObjectNode properties = SpecSamples.JSON.createObjectNode();
            properties.putObject("model").put("type", "string");
            ObjectNode message = properties
                    .putObject("messages")
                    .put("type", "array")
                    .putObject("items")
                    .put("type", "object");
            message.putObject("properties").putObject("content").put("type", "string");
            variant.path("properties")
                    .properties()
                    .forEach(property -> properties.set(property.getKey(), property.getValue()));
            request = SpecSamples.JSON.createObjectNode().put("type", "object").set("properties", properties);
        }
        set(document, OPERATION + "/requestBody/content/application~1json/schema", request);
        set(
                document,
                OPERATION + "/responses/200/description",
                SpecSamples.JSON.getNodeFactory().textNode("OK"));
        // what is in a request occurs in responses too
        JsonNode response = variant.path("response").isMissingNode() ? request : variant.path("response");
        set(document, OPERATION + "/responses/200/content/application~1json/schema", response);
        if (variant.has("chunk")) {
            set(document, OPERATION + "/responses/200/content/text~1event-stream/schema", variant.get("chunk"));
        }
        if (variant.has("components")) {
            set(document, "components/schemas", variant.get("components"));
        }
        variant.path("document").properties().forEach(part -> set(document, part.getKey(), part.getValue()));
        return document;
    }

    private static void set(ObjectNode document, String pointer, JsonNode value) {
        ObjectNode node = document;
        String[] names = pointer.split("/", -1);
        for (int i = 0; i < names.length; i++) {
            String name = names[i].replace("~1", "/").replace("~0", "~");
            if (i == names.length - 1) {
                node.set(name, value.deepCopy());
            } else {
                node = node.path(name) instanceof ObjectNode child ? child : node.putObject(name);
            }
        }
    }

    private static JsonNode withProperty(JsonNode schema) {
        ObjectNode variant = SpecSamples.JSON.createObjectNode();
        variant.putObject("properties").set("large", schema);
        return spec(variant);
    }

    private static ObjectNode object(String type) {
        return SpecSamples.JSON.createObjectNode().put("type", type);
    }

    private static JsonNode hugeEnum() {
        ObjectNode schema = object("string");
        var values = schema.putArray("enum");
        IntStream.range(0, 6000).forEach(i -> values.add("vendor/model-" + i));
        return schema;
    }

    private static JsonNode deepObject() {
        ObjectNode schema = object("object");
        ObjectNode inner = schema;
        for (int i = 0; i < 60; i++) {
            ObjectNode properties = inner.putObject("properties");
            properties.putObject("level" + i).put("type", "string");
            inner = properties.putObject("nested_configuration").put("type", "object");
        }
        return schema;
    }

    private static JsonNode longName() {
        ObjectNode schema = object("object");
        ObjectNode inner = schema.putObject("properties")
                .putObject("long_name_".repeat(60))
                .put("type", "object");
        inner.putObject("properties").putObject("x").put("type", "string");
        return schema;
    }

    private static JsonNode longValues() {
        String value = "long ".repeat(15_000);
        ObjectNode schema = object("object");
        ObjectNode properties = schema.putObject("properties");
        properties.set(
                "one",
                object("string").set("enum", SpecSamples.JSON.createArrayNode().add(value)));
        properties.set(
                "two",
                object("string")
                        .set("enum", SpecSamples.JSON.createArrayNode().add("b").add(value)));
        properties.set("three", object("string").put("const", value));
        return schema;
    }

    private static JsonNode manyProperties(int count) {
        ObjectNode schema = object("object");
        ObjectNode properties = schema.putObject("properties");
        IntStream.range(0, count)
                .forEach(i -> properties.putObject("property_" + i).put("type", i % 2 == 0 ? "string" : "number"));
        return schema;
    }
}
