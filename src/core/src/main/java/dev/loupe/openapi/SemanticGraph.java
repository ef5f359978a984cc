package dev.loupe.openapi;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.openapi.ReferenceResolver.Located;
import dev.loupe.openapi.ReferenceResolver.Target;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A document as a graph of what it means: {@code $ref}s are edges, documentation is removed, sets have no order. It is a graph and not a
 * tree, because schemas may contain themselves and because inlining every {@code $ref} can need space that is
 * exponential in the text.
 */
final class SemanticGraph {
    /** Arrays whose order has no meaning. */
    private static final Set<String> SETS_OF_SCHEMAS = Set.of("required", "enum", "type", "allOf", "anyOf", "oneOf");

    private static final Set<String> SETS_OF_OBJECTS = Set.of("parameters", "security", "enum");

    /** How the children of a node are identified. */
    enum Shape {
        LEAF,
        OBJECT,
        LIST,
        SET
    }

    /**
     * One value.
     *
     * @param label a leaf's value, else empty
     * @param names of an object's properties, sorted; empty for arrays and sets
     * @param children indices of nodes, in the order of the names
     * @param at the first location of the value
     */
    record Node(Shape shape, String label, List<String> names, List<Integer> children, DocumentPointer at) {
        JsonPointer pointer() {
            return at.toJsonPointer();
        }
    }

    private record Pending(int index, JsonNode value, DocumentPointer at, NodeRole role, boolean set) {}

    private final ReferenceResolver references;
    private final List<@Nullable Node> nodes = new ArrayList<>();
    private final List<Pending> pending = new ArrayList<>();
    private final Map<NodeRole, Map<JsonNode, Integer>> known = new EnumMap<>(NodeRole.class);

    private SemanticGraph(JsonNode root) {
        this.references = new ReferenceResolver(root);
    }

    /** The graph of a whole document. The first node is the root. */
    static List<Node> of(JsonNode document) {
        SemanticGraph graph = new SemanticGraph(document);
        graph.add(clientView(document), DocumentPointer.ROOT, NodeRole.OBJECT, false);
        // a work list instead of recursion: a chain of $refs may exceed the stack
        for (int i = 0; i < graph.pending.size(); i++) {
            graph.expand(graph.pending.get(i));
        }
        List<Node> done = new ArrayList<>(graph.nodes.size());
        graph.nodes.forEach(node -> done.add(Objects.requireNonNull(node)));
        return done;
    }

    /** The parts of the root that affect clients; components count where they are used. */
    private static ObjectNode clientView(JsonNode document) {
        ObjectNode view = JsonNodeFactory.instance.objectNode();
        // 3.0.0 and 3.0.3 mean the same, 3.0 and 3.1 do not
        String[] version = document.path("openapi").asText().split("\\.", -1);
        view.put("openapi", version.length < 2 ? version[0] : version[0] + "." + version[1]);
        for (String name : List.of("servers", "paths", "webhooks", "security")) {
            if (document.has(name)) {
                view.set(name, document.get(name));
            }
        }
        if (document.at("/components/securitySchemes").isObject()) {
            view.putObject("components").set("securitySchemes", document.at("/components/securitySchemes"));
        }
        return view;
    }

    private int add(JsonNode value, DocumentPointer from, NodeRole role, boolean set) {
        boolean isLiteral = role == NodeRole.DATA || role == NodeRole.SCHEMAS || role == NodeRole.OBJECTS;
        return switch (isLiteral ? new Target.Found(value, from) : references.follow(value, from)) {
            case Target.Unresolved unresolved ->
                leaf("unresolved " + value.path("$ref").asText(), from);
            case Target.Found found -> add(found, role, set);
        };
    }

    private int add(Target.Found found, NodeRole role, boolean set) {
        if (!found.node().isContainerNode()) {
            return leaf(CanonicalScalars.canonical(found.node()), found.at());
        }
        Map<JsonNode, Integer> ofPart = known.computeIfAbsent(role, p -> new IdentityHashMap<>());
        Integer index = ofPart.get(found.node());
        if (index == null) {
            index = nodes.size();
            ofPart.put(found.node(), index);
            nodes.add(null);
            pending.add(new Pending(index, found.node(), found.at(), role, set));
        }
        return index;
    }

    private int leaf(String label, DocumentPointer at) {
        nodes.add(new Node(Shape.LEAF, label, List.of(), List.of(), at));
        return nodes.size() - 1;
    }

    private void expand(Pending todo) {
        nodes.set(todo.index(), todo.value().isArray() ? array(todo) : object(todo));
    }

    private Node array(Pending todo) {
        JsonNode array = todo.value();
        List<Integer> children = new ArrayList<>(array.size());
        for (int i = 0; i < array.size(); i++) {
            children.add(add(array.get(i), todo.at().then(i), todo.role(), false));
        }
        return new Node(todo.set() ? Shape.SET : Shape.LIST, "", List.of(), children, todo.at());
    }

    private Node object(Pending todo) {
        TreeMap<String, Integer> properties = new TreeMap<>();
        todo.value().properties().forEach(property -> {
            String name = property.getKey();
            NodeRole role = todo.role().property(name);
            if (role != NodeRole.DOCUMENTATION) {
                JsonNode value = property.getValue();
                DocumentPointer at = todo.at().then(name);
                properties.put(
                        name,
                        todo.role() == NodeRole.MAPPING ? mapped(value, at) : add(value, at, role, isSet(todo, name)));
            }
        });
        return new Node(
                Shape.OBJECT, "", List.copyOf(properties.keySet()), List.copyOf(properties.values()), todo.at());
    }

    private static boolean isSet(Pending todo, String name) {
        return switch (todo.role()) {
            case SCHEMA -> SETS_OF_SCHEMAS.contains(name);
            case OBJECT -> SETS_OF_OBJECTS.contains(name);
            default -> false;
        };
    }

    /** A mapping's value is a {@code $ref} or the name of a component; the name itself has no meaning. */
    private int mapped(JsonNode value, DocumentPointer at) {
        String text = value.asText();
        Optional<Located> schema = references.target(text);
        if (schema.isEmpty() && !text.contains("/")) {
            schema =
                    references.follow(JsonPointer.compile("/components/schemas").appendProperty(text));
        }
        return schema.isPresent()
                ? add(schema.get().node(), DocumentPointer.of(schema.get().pointer()), NodeRole.SCHEMA, false)
                : leaf(CanonicalScalars.canonical(value), at);
    }
}
