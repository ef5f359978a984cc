package dev.loupe.openapi;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Makes the one document from which the client is generated: the three corrected contracts merged. Components of one
 * name must be equal in all of them; one operation accepts the requests of all. Constructs that generators do not support
 * are rewritten: a reference to a nullable schema, the second path of one operation.
 */
public final class MergedClientContract {
    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final String SCHEMAS = "#/components/schemas/";
    private static final String REQUEST = "ChatRequest";

    private final ObjectNode document = JsonNodeFactory.instance.objectNode();
    private final TreeMap<String, JsonNode> components = new TreeMap<>();
    private final List<String> requests = new ArrayList<>();

    private MergedClientContract() {}

    /** {@code MergedClientContract OPENAPI_DIR OUT.json}. */
    public static void main(String[] args) {
        System.exit(run(args, System.err));
    }

    static int run(String[] args, PrintStream err) {
        if (args.length != 2) {
            err.println("usage: MergedClientContract OPENAPI_DIR OUT.json");
            return 2;
        }
        try {
            Path out = Path.of(args[1]);
            List<Contract> contracts = Contracts.BUNDLED.stream()
                    .map(name -> Contracts.load(Path.of(args[0]).resolve(name + ".json")))
                    .toList();
            Path folder = out.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.writeString(out, MAPPER.writeValueAsString(merge(contracts)) + "\n");
            return 0;
        } catch (ContractException e) {
            err.println(e.getMessage());
        } catch (IOException e) {
            err.println("cannot write " + args[1] + ": " + e.getMessage());
        }
        return 2;
    }

    /** The merged document. */
    public static ObjectNode merge(List<Contract> contracts) {
        MergedClientContract merged = new MergedClientContract();
        contracts.forEach(merged::add);
        return merged.finish(contracts.getFirst().corrected());
    }

    private void add(Contract contract) {
        contract.corrected().at("/components/schemas").properties().forEach(component -> {
            JsonNode before = components.putIfAbsent(component.getKey(), component.getValue());
            if (before != null && !before.equals(component.getValue())) {
                throw contract.document()
                        .error(
                                JsonPointer.compile("/components/schemas").appendProperty(component.getKey()),
                                "differs, text included, from the component of the same name in another contract");
            }
        });
        for (Operation operation : contract.correctedOperations()) {
            String body = operation
                    .node()
                    .at("/requestBody/content/application~1json/schema/$ref")
                    .asText();
            String name = body.substring(body.lastIndexOf('/') + 1);
            if (!operation.node().has("x-same-as") && !requests.contains(name)) {
                requests.add(name);
            }
        }
    }

    private ObjectNode finish(JsonNode first) {
        document.set("openapi", first.get("openapi"));
        document.putObject("info")
                .put("title", "Gemma chat completions")
                .put("version", first.at("/info/version").asText());
        document.set("servers", first.get("servers").deepCopy());
        document.set("tags", first.get("tags").deepCopy());
        ObjectNode paths = document.putObject("paths");
        first.get("paths").properties().forEach(path -> {
            if (!path.getValue().at("/post").has("x-same-as")) {
                paths.set(path.getKey(), onlyAnswers(path.getValue().deepCopy()));
            }
        });
        ObjectNode schemas = document.putObject("components").putObject("schemas");
        components.forEach((name, schema) -> schemas.set(name, schema.deepCopy()));
        ArrayNode any = schemas.putObject(REQUEST)
                .put("description", "A request to any of the models; its type depends on the model.")
                .putArray("oneOf");
        requests.forEach(name -> any.addObject().put("$ref", SCHEMAS + name));
        document.withObject("/components").set("securitySchemes", first.at("/components/securitySchemes"));
        retypeNullables(document, schemas);
        schemas.properties()
                .forEach(component -> completeDiscriminator(component.getKey(), component.getValue(), schemas));
        schemas.forEach(MergedClientContract::tellApart);
        prune(schemas);
        return document;
    }

    /** The client parses error bodies itself; headers have separate accessors. */
    private static JsonNode onlyAnswers(JsonNode path) {
        ObjectNode post = (ObjectNode) path.get("post");
        ((ObjectNode) post.get("responses")).retain("200");
        ((ObjectNode) post.at("/responses/200")).remove("headers");
        ((ObjectNode) post.at("/requestBody/content/application~1json"))
                .putObject("schema")
                .put("$ref", SCHEMAS + REQUEST);
        return path;
    }

    /**
     * A union of objects gets the value of each: the one value of {@code role} or {@code type}. Without it generators use the name of the
     * component as the value, which no server sends.
     */
    private static void completeDiscriminator(String name, JsonNode schema, ObjectNode schemas) {
        JsonNode branches = schema.has("oneOf") ? schema.get("oneOf") : schema.path("anyOf");
        String declared = schema.at("/discriminator/propertyName").asText();
        for (String property : declared.isEmpty() ? List.of("role", "type") : List.of(declared)) {
            Map<String, String> values = new TreeMap<>();
            for (JsonNode branch : branches) {
                String reference = branch.path("$ref").asText();
                JsonNode component = schemas.path(reference.substring(reference.lastIndexOf('/') + 1));
                JsonNode only = component.path("properties").path(property).path("enum");
                if (only.size() == 1) {
                    values.put(only.get(0).asText(), reference);
                }
            }
            if (values.size() >= 2 && values.size() == branches.size()) {
                ObjectNode discriminator = ((ObjectNode) schema).withObject("/discriminator");
                discriminator.put("propertyName", property);
                ObjectNode mapping = discriminator.withObject("/mapping");
                values.forEach((value, reference) -> mapping.putIfAbsent(value, mapping.textNode(reference)));
                return;
            }
        }
        int mapped = schema.at("/discriminator/mapping").size();
        if (!declared.isEmpty() && mapped < branches.size()) {
            throw new ContractException(
                    "merged contract",
                    0,
                    JsonPointer.compile("/components/schemas").appendProperty(name),
                    "has " + branches.size() + " variants, but values of " + declared + " for " + mapped
                            + " of them; give each variant an enum with one value");
        }
    }

    /** With a discriminator anyOf means oneOf; generators support only oneOf. */
    private static void tellApart(JsonNode schema) {
        if (schema.has("discriminator") && schema.has("anyOf")) {
            ObjectNode union = (ObjectNode) schema;
            union.set("oneOf", union.remove("anyOf"));
        }
    }

    /**
     * A nullable component becomes a component that is not nullable, and nullable references to it: generated types have no
     * null, properties do. With {@code x-same-type-as: Usage} the references go to that component.
     */
    private static void retypeNullables(ObjectNode document, ObjectNode schemas) {
        Set<String> nullable = new TreeSet<>();
        Map<String, String> types = new TreeMap<>();
        schemas.properties().forEach(component -> {
            ObjectNode schema = (ObjectNode) component.getValue();
            if (schema.path("nullable").asBoolean()) {
                schema.remove("nullable");
                if (schema.get("enum") instanceof ArrayNode values) {
                    values.removeIf(JsonNode::isNull);
                }
                nullable.add(component.getKey());
            }
            types.put(component.getKey(), schema.path("x-same-type-as").asText(component.getKey()));
        });
        types.forEach((name, type) -> {
            if (!name.equals(type)) {
                unite(schemas, name, type);
            }
        });
        rewrite(document, types, nullable);
    }

    /** Two components of one type: equal except for descriptions, null, and the values of their enums. */
    private static void unite(ObjectNode schemas, String name, String type) {
        ObjectNode one = schemas.get(name).deepCopy();
        JsonNode other = schemas.path(type).deepCopy();
        List<String> mayDiffer = List.of("x-same-type-as", "description", "enum");
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
            merged.removeAll().addAll(known);
        }
    }

    private static void rewrite(JsonNode node, Map<String, String> types, Set<String> nullable) {
        if (node instanceof ObjectNode object && ReferenceResolver.isReference(object)) {
            String name = object.get("$ref").asText().substring(SCHEMAS.length());
            String type = SCHEMAS + types.getOrDefault(name, name);
            object.put("$ref", type);
            if (nullable.contains(name)) {
                object.remove("$ref");
                object.put("nullable", true).putArray("allOf").addObject().put("$ref", type);
            }
            return;
        }
        node.forEach(child -> rewrite(child, types, nullable));
    }

    /** Components that the operation does not reach, such as error bodies, would become unused types. */
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
