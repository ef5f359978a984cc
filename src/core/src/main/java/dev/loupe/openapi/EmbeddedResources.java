package dev.loupe.openapi;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * References by {@code $id}, {@code $anchor} and {@code $dynamicAnchor}, as references by JSON pointer. A schema with
 * {@code $id} is a resource of its own: references in it are relative to it. Afterwards the document has no {@code $id}.
 */
final class EmbeddedResources {
    /** The address of a document that states none; it never leaves this class. */
    private static final URI DOCUMENT = URI.create("https://document.invalid/");

    private final Map<String, JsonPointer> locations = new HashMap<>();
    private final Map<String, Set<JsonPointer>> dynamic = new HashMap<>();
    private final List<Schema> schemas = new ArrayList<>();
    private final JsonNode root;

    private EmbeddedResources(JsonNode root) {
        this.root = root;
    }

    private record Visit(JsonNode node, NodeRole role, JsonPointer at, URI base) {}

    /** A schema object with the address to which its references are relative. */
    private record Schema(ObjectNode node, URI base) {}

    static void makeInternal(JsonNode root) {
        String version = root.path("openapi").asText("");
        boolean used = root.findValue("$id") != null
                || root.findValue("$anchor") != null
                || root.findValue("$dynamicRef") != null;
        if (used && !version.startsWith("3.0")) {
            EmbeddedResources resources = new EmbeddedResources(root);
            resources.collect();
            resources.schemas.forEach(resources::change);
        }
    }

    /** The only location with an anchor of this name, at any depth: a file of schemas states no roles. */
    static Optional<JsonPointer> anchor(JsonNode root, String name) {
        List<JsonPointer> found = new ArrayList<>();
        Deque<Visit> todo = new ArrayDeque<>();
        todo.push(new Visit(root, NodeRole.SCHEMA, JsonPointer.empty(), DOCUMENT));
        while (!todo.isEmpty()) {
            Visit visit = todo.pop();
            JsonNode node = visit.node();
            if (node.path("$anchor").asText("").equals(name)
                    || node.path("$dynamicAnchor").asText("").equals(name)) {
                found.add(visit.at());
            }
            for (int i = 0; node.isArray() && i < node.size(); i++) {
                todo.push(new Visit(node.get(i), visit.role(), visit.at().appendIndex(i), visit.base()));
            }
            node.properties()
                    .forEach(property -> todo.push(new Visit(
                            property.getValue(),
                            visit.role(),
                            visit.at().appendProperty(property.getKey()),
                            visit.base())));
        }
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    private void collect() {
        locations.put(DOCUMENT.toString(), JsonPointer.empty());
        Deque<Visit> todo = new ArrayDeque<>();
        todo.push(new Visit(root, NodeRole.OBJECT, JsonPointer.empty(), DOCUMENT));
        while (!todo.isEmpty()) {
            Visit visit = todo.pop();
            URI base = visit.base();
            if (visit.role() == NodeRole.SCHEMA && visit.node() instanceof ObjectNode schema) {
                base = schema(schema, visit);
            }
            URI inside = base;
            for (int i = 0; visit.node().isArray() && i < visit.node().size(); i++) {
                todo.push(
                        new Visit(visit.node().get(i), visit.role(), visit.at().appendIndex(i), inside));
            }
            visit.node().properties().forEach(property -> {
                NodeRole role = visit.role().property(property.getKey());
                if (property.getValue().isContainerNode() && role != NodeRole.DATA && role != NodeRole.DOCUMENTATION) {
                    todo.push(
                            new Visit(property.getValue(), role, visit.at().appendProperty(property.getKey()), inside));
                }
            });
        }
    }

    private URI schema(ObjectNode schema, Visit visit) {
        URI base = visit.base();
        if (schema.path("$id").isTextual()) {
            base = resolved(base, schema.path("$id").textValue()).orElse(base);
            locations.putIfAbsent(withoutFragment(base), visit.at());
        }
        for (String keyword : List.of("$anchor", "$dynamicAnchor")) {
            if (schema.path(keyword).isTextual()) {
                String name = schema.path(keyword).textValue();
                locations.putIfAbsent(withoutFragment(base) + "#" + name, visit.at());
                if (keyword.equals("$dynamicAnchor")) {
                    dynamic.computeIfAbsent(name, any -> new HashSet<>()).add(visit.at());
                }
            }
        }
        schemas.add(new Schema(schema, base));
        return base;
    }

    private void change(Schema schema) {
        ObjectNode node = schema.node();
        node.remove("$id");
        if (node.path("$dynamicRef").isTextual() && !node.has("$ref")) {
            String ref = node.path("$dynamicRef").textValue();
            String name = ref.substring(ref.indexOf('#') + 1);
            // with several anchors of this name the way to the schema decides, which is not known here
            boolean decided = dynamic.getOrDefault(name, Set.of()).size() <= 1;
            node.put("$ref", decided ? changed(schema.base(), ref) : ref);
            node.remove("$dynamicRef");
        } else if (node.path("$ref").isTextual()) {
            node.put("$ref", changed(schema.base(), node.path("$ref").textValue()));
        }
    }

    /** The reference as a pointer into the document; unchanged, but absolute, when it leads nowhere. */
    private String changed(URI base, String ref) {
        boolean plain = base.equals(DOCUMENT) && (ref.equals("#") || ref.startsWith("#/"));
        Optional<URI> address = plain ? Optional.empty() : resolved(base, ref);
        if (address.isEmpty()) {
            return ref;
        }
        String fragment = Optional.ofNullable(address.get().getRawFragment()).orElse("");
        String resource = withoutFragment(address.get());
        Optional<JsonPointer> target = fragment.isEmpty() || fragment.startsWith("/")
                ? Optional.ofNullable(locations.get(resource)).flatMap(at -> below(at, fragment))
                : Optional.ofNullable(locations.get(resource + "#" + fragment));
        return target.map(EmbeddedResources::reference).orElseGet(() -> absolute(address.get(), ref));
    }

    /** A reference relative to the document itself keeps its text: it may name a file. */
    private static String absolute(URI address, String ref) {
        return address.toString().startsWith(DOCUMENT.toString()) ? ref : address.toString();
    }

    private Optional<JsonPointer> below(JsonPointer resource, String fragment) {
        try {
            String decoded = URLDecoder.decode(fragment.replace("+", "%2B"), StandardCharsets.UTF_8);
            JsonPointer pointer = resource.append(JsonPointer.compile(decoded));
            return root.at(pointer).isMissingNode() ? Optional.empty() : Optional.of(pointer);
        } catch (IllegalArgumentException invalid) {
            return Optional.empty();
        }
    }

    private static String reference(JsonPointer pointer) {
        return "#" + pointer.toString().replace("%", "%25");
    }

    private static Optional<URI> resolved(URI base, String text) {
        try {
            return Optional.of(base.resolve(text));
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    private static String withoutFragment(URI address) {
        String text = address.normalize().toString();
        int hash = text.indexOf('#');
        return hash < 0 ? text : text.substring(0, hash);
    }
}
