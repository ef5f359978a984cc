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
 * Finds schemas that refer to themselves without going into the value, such as {@code A: {allOf: [{$ref: A}]}}:
 * checking any value against one would never end. Schemas that contain themselves in a member are fine.
 */
final class InfiniteRefCycles {
    private static final List<String> ON_THE_SPOT = List.of("allOf", "anyOf", "oneOf", "not", "if", "then", "else");

    private enum State {
        OPEN,
        DONE
    }

    private record Step(JsonNode schema, boolean leaving) {}

    private record Place(JsonNode node, NodeRole part) {}

    private final ReferenceResolver references;
    private final IdentityHashMap<JsonNode, State> states = new IdentityHashMap<>();
    private final Set<JsonNode> circular = Collections.newSetFromMap(new IdentityHashMap<>());

    private InfiniteRefCycles(JsonNode document) {
        this.references = new ReferenceResolver(document);
    }

    /** Where they stand, one place for each circle. */
    static List<JsonPointer> in(JsonNode document) {
        InfiniteRefCycles search = new InfiniteRefCycles(document);
        Deque<Place> todo = new ArrayDeque<>();
        todo.push(new Place(document, NodeRole.OBJECT));
        while (!todo.isEmpty()) {
            Place place = todo.pop();
            // every circle goes through a $ref, so it is enough to start from those
            if (place.part() == NodeRole.SCHEMA && ReferenceResolver.isReference(place.node())) {
                search.from(place.node());
            }
            if (place.node().isArray()) {
                place.node().forEach(item -> todo.push(new Place(item, place.part())));
            }
            place.node().properties().forEach(member -> {
                NodeRole kind = place.part().property(member.getKey());
                if (member.getValue().isContainerNode() && kind != NodeRole.DATA && kind != NodeRole.DOCUMENTATION) {
                    todo.push(new Place(member.getValue(), kind));
                }
            });
        }
        return search.circular.isEmpty() ? List.of() : search.places(document);
    }

    /** Depth first without recursion: the chain of references may be longer than the stack. */
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

    /** Looked for only when there is a circle: a pointer for each value of every document would be dear. */
    private List<JsonPointer> places(JsonNode document) {
        List<JsonPointer> places = new ArrayList<>();
        Deque<ReferenceResolver.Located> todo = new ArrayDeque<>();
        todo.push(new ReferenceResolver.Located(JsonPointer.empty(), document));
        while (!todo.isEmpty()) {
            ReferenceResolver.Located at = todo.pop();
            if (circular.contains(at.node())) {
                places.add(at.pointer());
            }
            for (int i = 0; at.node().isArray() && i < at.node().size(); i++) {
                todo.push(new ReferenceResolver.Located(
                        at.pointer().appendIndex(i), at.node().get(i)));
            }
            at.node()
                    .properties()
                    .forEach(member -> todo.push(new ReferenceResolver.Located(
                            at.pointer().appendProperty(member.getKey()), member.getValue())));
        }
        return places;
    }

    private List<JsonNode> next(JsonNode schema) {
        List<JsonNode> next = new ArrayList<>();
        if (ReferenceResolver.isReference(schema)) {
            references.target(schema.get("$ref").textValue()).ifPresent(target -> next.add(target.node()));
        }
        for (String keyword : ON_THE_SPOT) {
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
