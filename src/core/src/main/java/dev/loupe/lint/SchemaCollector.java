package dev.loupe.lint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.lint.LocatedSchema.Use;
import dev.loupe.openapi.DocumentPointer;
import dev.loupe.openapi.NodeRole;
import dev.loupe.openapi.Operation;
import dev.loupe.openapi.ReferenceResolver;
import dev.loupe.openapi.ReferenceResolver.Target;
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
    private final Set<DocumentPointer> seen = new HashSet<>();
    private final Deque<LocatedSchema> open = new ArrayDeque<>();

    SchemaCollector(JsonNode root, ReferenceResolver references) {
        this.root = root;
        this.references = references;
    }

    List<LocatedSchema> all(List<Operation> operations) {
        for (Operation operation : operations) {
            JsonNode node = operation.node();
            DocumentPointer at = DocumentPointer.of(operation.pointer());
            content(at.then("requestBody"), node.path("requestBody"), Use.REQUEST);
            parameters(at);
            parameters(operation.itemAt());
            DocumentPointer responses = at.then("responses");
            node.path("responses")
                    .properties()
                    .forEach(response -> content(responses.then(response.getKey()), response.getValue(), Use.RESPONSE));
        }
        others();
        return found;
    }

    private void parameters(DocumentPointer holder) {
        DocumentPointer at = holder.then("parameters");
        JsonNode parameters = root.at(at.toJsonPointer());
        for (int i = 0; i < parameters.size(); i++) {
            if (references.follow(parameters.get(i), at.then(i)) instanceof Target.Found parameter) {
                JsonNode node = parameter.node();
                add(parameter.at().then("schema"), node.path("name").asText(""), node.path("schema"), Use.REQUEST);
                content(parameter.at(), node, Use.REQUEST);
            }
        }
        drain();
    }

    /** The schemas that no operation reaches: in components, webhooks, callbacks, headers. */
    private void others() {
        DocumentWalk.visit(root, part -> {
            part.node().properties().forEach(property -> {
                if (part.role().property(property.getKey()) == NodeRole.SCHEMA) {
                    add(part.at().then(property.getKey()), "", property.getValue(), Use.UNREACHED);
                }
            });
            drain();
        });
    }

    private void content(DocumentPointer at, JsonNode holder, Use use) {
        if (references.follow(holder, at) instanceof Target.Found target) {
            DocumentPointer content = target.at().then("content");
            target.node().path("content").properties().forEach(media -> {
                if (references.follow(media.getValue(), content.then(media.getKey())) instanceof Target.Found type) {
                    for (String keyword : List.of("schema", "itemSchema")) {
                        add(type.at().then(keyword), "", type.node().path(keyword), use);
                    }
                }
            });
        }
        drain();
    }

    private void add(DocumentPointer at, String name, JsonNode node, Use use) {
        boolean isSchema = node.isObject() || node.isBoolean();
        if (isSchema && references.follow(node, at) instanceof Target.Found target && seen.add(target.at())) {
            open.add(new LocatedSchema(target.at(), name, target.node(), use));
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
        DocumentPointer at = schema.location().then(keyword);
        if (SINGLE.contains(keyword)) {
            add(at, "", value, schema.use());
        } else if (LIST.contains(keyword)) {
            for (int i = 0; i < value.size(); i++) {
                add(at.then(i), schema.name(), value.get(i), schema.use());
            }
        } else if (NAMED.contains(keyword)) {
            value.properties().forEach(one -> add(at.then(one.getKey()), one.getKey(), one.getValue(), schema.use()));
        }
    }
}
