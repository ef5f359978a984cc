package dev.loupe.openapi.schema;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.openapi.NodeRole;
import dev.loupe.openapi.ReferenceResolver;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Finds schemas that refer to themselves without descending into the instance, such as {@code A: {allOf: [{$ref: A}]}}:
 * validation against one would not terminate. Schemas that contain themselves in a property are valid.
 */
final class InfiniteRefCycles {
    private static final List<String> SAME_INSTANCE = List.of("allOf", "anyOf", "oneOf", "not", "if", "then", "else");

    private enum State {
        OPEN,
        DONE
    }

    private record Step(JsonNode schema, boolean leaving) {}

    private record Visit(JsonNode node, NodeRole role) {}

    private final ReferenceResolver references;
    private final IdentityHashMap<JsonNode, State> states = new IdentityHashMap<>();
    private final Set<JsonNode> circular = Collections.newSetFromMap(new IdentityHashMap<>());

    private InfiniteRefCycles(JsonNode document) {
        this.references = new ReferenceResolver(document);
    }

    /** Their locations, one for each cycle. */
    static List<JsonPointer> in(JsonNode document, NodeRole root) {
        InfiniteRefCycles search = new InfiniteRefCycles(document);
        Deque<Visit> todo = new ArrayDeque<>();
        todo.push(new Visit(document, root));
        while (!todo.isEmpty()) {
            Visit visit = todo.pop();
            // every cycle has a $ref, so the search starts from those
            if (visit.role() == NodeRole.SCHEMA && ReferenceResolver.isReference(visit.node())) {
                search.from(visit.node());
            }
            if (visit.node().isArray()) {
                visit.node().forEach(item -> todo.push(new Visit(item, visit.role())));
            }
            visit.node().properties().forEach(property -> {
                NodeRole role = visit.role().property(property.getKey());
                if (property.getValue().isContainerNode() && role != NodeRole.DATA && role != NodeRole.DOCUMENTATION) {
                    todo.push(new Visit(property.getValue(), role));
                }
            });
        }
        return search.circular.isEmpty() ? List.of() : search.locations(document);
    }

    /** Depth first without recursion: a chain of references may exceed the stack. */
    private void from(JsonNode start) {
        Deque<Step> todo = new ArrayDeque<>();
        todo.push(new Step(start, false));
        while (!todo.isEmpty()) {
            Step step = todo.pop();
            State state = states.get(step.schema());
            if (step.leaving()) {
                states.put(step.schema(), State.DONE);
            } else if (state == State.OPEN) {
                circular.add(step.schema());
            } else if (state == null) {
                states.put(step.schema(), State.OPEN);
                todo.push(new Step(step.schema(), true));
                next(step.schema()).forEach(schema -> todo.push(new Step(schema, false)));
            }
        }
    }

    /** Searched only when there is a cycle: a pointer for each value of every document is expensive. */
    private List<JsonPointer> locations(JsonNode document) {
        List<JsonPointer> locations = new ArrayList<>();
        Deque<ReferenceResolver.Located> todo = new ArrayDeque<>();
        todo.push(new ReferenceResolver.Located(JsonPointer.empty(), document));
        while (!todo.isEmpty()) {
            ReferenceResolver.Located at = todo.pop();
            if (circular.contains(at.node())) {
                locations.add(at.pointer());
            }
            for (int i = 0; at.node().isArray() && i < at.node().size(); i++) {
                todo.push(new ReferenceResolver.Located(
                        at.pointer().appendIndex(i), at.node().get(i)));
            }
            at.node()
                    .properties()
                    .forEach(property -> todo.push(new ReferenceResolver.Located(
                            at.pointer().appendProperty(property.getKey()), property.getValue())));
        }
        return locations;
    }

    private List<JsonNode> next(JsonNode schema) {
        List<JsonNode> next = new ArrayList<>();
        if (ReferenceResolver.isReference(schema)) {
            references.target(schema.get("$ref").textValue()).ifPresent(target -> next.add(target.node()));
        }
        for (String keyword : SAME_INSTANCE) {
            JsonNode value = schema.path(keyword);
            if (value.isArray()) {
                value.forEach(next::add);
            } else if (value.isObject()) {
                next.add(value);
            }
        }
        next.removeIf(value -> !value.isObject());
        return next;
    }
}
