package dev.loupe.generate;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.openapi.Contract;
import dev.loupe.openapi.ContractException;
import dev.loupe.openapi.Operation;
import dev.loupe.openapi.ReferenceResolver;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes one document of the corrected contracts of several models. Components of one name must be equal in all of them; one operation
 * accepts the requests of all.
 */
final class MergedContract {
    private static final String SCHEMAS = "#/components/schemas/";

    private final ObjectNode document = JsonNodeFactory.instance.objectNode();
    private final TreeMap<String, JsonNode> components = new TreeMap<>();
    private final Set<String> requests = new LinkedHashSet<>();

    private MergedContract() {}

    static ObjectNode merge(List<Contract> contracts) {
        MergedContract merged = new MergedContract();
        contracts.forEach(merged::add);
        return merged.finish(contracts.getFirst().corrected());
    }

    private void add(Contract contract) {
        contract.corrected().at("/components/schemas").properties().forEach(component -> {
            JsonNode before = components.putIfAbsent(component.getKey(), component.getValue());
            if (before != null && !before.equals(component.getValue())) {
                JsonPointer pointer = JsonPointer.compile("/components/schemas").appendProperty(component.getKey());
                throw new ContractException(
                        contract.document().source(),
                        contract.document().lineOf(pointer),
                        pointer,
                        "differs, text included, from the component of the same name in another contract");
            }
        });
        for (Operation operation : contract.correctedOperations()) {
            if (!operation.node().has("x-same-as")) {
                requests.add(operation
                        .node()
                        .at("/requestBody/content/application~1json/schema/$ref")
                        .asText());
            }
        }
    }

    private ObjectNode finish(JsonNode first) {
        document.set("openapi", first.get("openapi"));
        document.putObject("info")
                .put("title", "Gemma chat completions")
                .put("version", first.at("/info/version").asText());
        document.set("servers", first.get("servers").deepCopy());
        ObjectNode paths = document.putObject("paths");
        first.get("paths").properties().forEach(path -> {
            if (!path.getValue().at("/post").has("x-same-as")) {
                paths.set(path.getKey(), withoutErrors(path.getValue().deepCopy()));
            }
        });
        ObjectNode schemas = document.putObject("components").putObject("schemas");
        components.forEach((name, schema) -> schemas.set(name, schema.deepCopy()));
        ArrayNode any = schemas.putObject(ConvenienceMethods.REQUEST)
                .put("description", "A request to any of the models; its type depends on the model.")
                .put(ConvenienceMethods.SEPARATE_TYPES, true)
                .putArray("oneOf");
        requests.forEach(reference -> any.addObject().put("$ref", reference));
        uniteTypes(schemas);
        prune(schemas);
        return document;
    }

    /** The client parses error bodies itself; headers have separate accessors. */
    private static JsonNode withoutErrors(JsonNode path) {
        ObjectNode post = (ObjectNode) path.get("post");
        ((ObjectNode) post.get("responses")).retain("200");
        ((ObjectNode) post.at("/responses/200")).remove("headers");
        ((ObjectNode) post.at("/requestBody/content/application~1json"))
                .putObject("schema")
                .put("$ref", SCHEMAS + ConvenienceMethods.REQUEST);
        return path;
    }

    /** With {@code x-same-type-as: Usage} the references to a component go to that one; a nullable component is nullable in its uses. */
    private void uniteTypes(ObjectNode schemas) {
        Map<String, ObjectNode> uses = new TreeMap<>();
        components.forEach((name, schema) -> {
            String type = schema.path("x-same-type-as").asText();
            if (!type.isEmpty()) {
                unite(schemas, name, type);
                ObjectNode use = JsonNodeFactory.instance.objectNode();
                if (schema.path("nullable").asBoolean()) {
                    use.put("nullable", true).putArray("allOf").addObject().put("$ref", SCHEMAS + type);
                } else {
                    use.put("$ref", SCHEMAS + type);
                }
                uses.put(SCHEMAS + name, use);
            }
        });
        replaceReferences(document, uses);
    }

    /** Two components of one type: equal except for descriptions, null, and the values of their enums. */
    private static void unite(ObjectNode schemas, String name, String type) {
        ObjectNode one = schemas.get(name).deepCopy();
        JsonNode other = schemas.path(type).deepCopy();
        List<String> mayDiffer = List.of("x-same-type-as", "description", "enum", "nullable");
        if (!(other instanceof ObjectNode object) || !one.remove(mayDiffer).equals(object.remove(mayDiffer))) {
            throw new ContractException(
                    "merged contract",
                    0,
                    JsonPointer.compile("/components/schemas").appendProperty(name),
                    "has x-same-type-as: " + type + ", but differs from it in more than description, null and enum");
        }
        if (schemas.get(type).get("enum") instanceof ArrayNode merged) {
            Set<JsonNode> known = new LinkedHashSet<>();
            merged.forEach(known::add);
            schemas.get(name).path("enum").forEach(known::add);
            known.removeIf(JsonNode::isNull);
            merged.removeAll().addAll(known);
        }
    }

    private static void replaceReferences(JsonNode node, Map<String, ObjectNode> uses) {
        if (node instanceof ObjectNode object && ReferenceResolver.isReference(object)) {
            ObjectNode use = uses.get(object.get("$ref").asText());
            if (use != null) {
                object.remove("$ref");
                object.setAll(use.deepCopy());
            }
            return;
        }
        node.forEach(child -> replaceReferences(child, uses));
    }

    /** Components that the operation does not reach, such as error bodies, are removed. */
    private void prune(ObjectNode schemas) {
        List<String> reached = new ArrayList<>();
        collect(document.get("paths"), reached);
        for (int i = 0; i < reached.size(); i++) {
            collect(schemas.path(reached.get(i)), reached);
        }
        schemas.retain(reached);
    }

    private static void collect(JsonNode node, List<String> reached) {
        if (ReferenceResolver.isReference(node)) {
            String name = node.get("$ref").asText().substring(SCHEMAS.length());
            if (!reached.contains(name)) {
                reached.add(name);
            }
        }
        node.forEach(child -> collect(child, reached));
    }
}
