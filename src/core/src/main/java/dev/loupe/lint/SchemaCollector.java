package dev.loupe.lint;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.loupe.lint.LocatedSchema.Use;
import dev.loupe.openapi.NodeRole;
import dev.loupe.openapi.Operation;
import dev.loupe.openapi.ReferenceResolver;
import dev.loupe.openapi.ReferenceResolver.Located;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds every schema of a document, each location once; references are followed. */
final class SchemaCollector {
    private static final Set<String> SINGLE = Set.of(
            "items",
            "additionalProperties",
            "not",
            "contains",
            "propertyNames",
            "if",
            "then",
            "else",
            "contentSchema",
            "unevaluatedItems",
            "unevaluatedProperties");
    private static final Set<String> LIST = Set.of("allOf", "anyOf", "oneOf", "prefixItems");
    private static final Set<String> NAMED = Set.of("properties", "patternProperties", "dependentSchemas", "$defs");

    private final JsonNode root;
    private final ReferenceResolver references;
    private final List<LocatedSchema> found = new ArrayList<>();
    private final Set<JsonPointer> seen = new HashSet<>();
    private final Deque<LocatedSchema> open = new ArrayDeque<>();

    SchemaCollector(JsonNode root, ReferenceResolver references) {
        this.root = root;
        this.references = references;
    }

    List<LocatedSchema> all(List<Operation> operations) {
        for (Operation operation : operations) {
            JsonNode node = operation.node();
            content(operation.pointer().appendProperty("requestBody"), node.path("requestBody"), Use.REQUEST);
            parameters(operation.pointer());
            parameters(operation.itemAt().toJsonPointer());
            JsonPointer responses = operation.pointer().appendProperty("responses");
            node.path("responses")
                    .properties()
                    .forEach(response ->
                            content(responses.appendProperty(response.getKey()), response.getValue(), Use.RESPONSE));
        }
        others();
        return found;
    }

    private void parameters(JsonPointer holder) {
        JsonPointer at = holder.appendProperty("parameters");
        JsonNode parameters = root.at(at);
        for (int i = 0; i < parameters.size(); i++) {
            Located parameter = follow(at.appendIndex(i), parameters.get(i));
            add(
                    parameter.pointer().appendProperty("schema"),
                    parameter.node().path("name").asText(""),
                    parameter.node().path("schema"),
                    Use.REQUEST);
            content(parameter.pointer(), parameter.node(), Use.REQUEST);
        }
        drain();
    }

    private record Place(JsonPointer at, JsonNode node, NodeRole kind) {}

    /** The schemas that no operation reaches: in components, webhooks, callbacks, headers. */
    private void others() {
        Deque<Place> todo = new ArrayDeque<>();
        todo.push(new Place(JsonPointer.empty(), root, NodeRole.OBJECT));
        while (!todo.isEmpty()) {
            Place part = todo.pop();
            List<Place> children = new ArrayList<>();
            for (int i = 0; part.node().isArray() && i < part.node().size(); i++) {
                children.add(new Place(part.at().appendIndex(i), part.node().get(i), part.kind()));
            }
            part.node().properties().forEach(property -> {
                NodeRole kind = part.kind().property(property.getKey());
                JsonPointer at = part.at().appendProperty(property.getKey());
                if (kind == NodeRole.SCHEMA) {
                    add(at, "", property.getValue(), Use.UNREACHED);
                } else if (property.getValue().isContainerNode()
                        && kind != NodeRole.DATA
                        && kind != NodeRole.DOCUMENTATION) {
                    children.add(new Place(at, property.getValue(), kind));
                }
            });
            drain();
            children.reversed().forEach(todo::push);
        }
    }

    private void content(JsonPointer at, JsonNode holder, Use use) {
        Located target = follow(at, holder);
        JsonPointer content = target.pointer().appendProperty("content");
        target.node().path("content").properties().forEach(media -> {
            Located type = follow(content.appendProperty(media.getKey()), media.getValue());
            for (String keyword : List.of("schema", "itemSchema")) {
                add(type.pointer().appendProperty(keyword), "", type.node().path(keyword), use);
            }
        });
        drain();
    }

    private void add(JsonPointer at, String name, JsonNode node, Use use) {
        if (!node.isObject() && !node.isBoolean()) {
            return;
        }
        Located target = follow(at, node);
        if (!target.node().isMissingNode() && seen.add(target.pointer())) {
            open.add(new LocatedSchema(target.pointer(), name, target.node(), use));
        }
    }

    private void drain() {
        while (!open.isEmpty()) {
            LocatedSchema schema = open.removeFirst();
            found.add(schema);
            schema.node().properties().forEach(property -> descend(schema, property.getKey(), property.getValue()));
        }
    }

    private void descend(LocatedSchema schema, String keyword, JsonNode value) {
        JsonPointer at = schema.at().appendProperty(keyword);
        if (SINGLE.contains(keyword)) {
            add(at, "", value, schema.use());
        } else if (LIST.contains(keyword)) {
            for (int i = 0; i < value.size(); i++) {
                add(at.appendIndex(i), schema.name(), value.get(i), schema.use());
            }
        } else if (NAMED.contains(keyword)) {
            value.properties()
                    .forEach(one -> add(at.appendProperty(one.getKey()), one.getKey(), one.getValue(), schema.use()));
        }
    }

    /** The target of a reference; a missing node when there is none. */
    private Located follow(JsonPointer at, JsonNode node) {
        return references.follow(new Located(at, node)).orElseGet(() -> new Located(at, MissingNode.getInstance()));
    }
}
