package dev.loupe.schema;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.contract.ContractFault;
import dev.loupe.contract.Part;
import dev.loupe.contract.References;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * Refuses schemas that refer to themselves without going into the value, such as {@code A: {allOf: [{$ref: A}]}}:
 * checking any value against one would never end. Schemas that contain themselves in a member are fine.
 */
final class CircularSchemas {
    private static final List<String> ON_THE_SPOT = List.of("allOf", "anyOf", "oneOf", "not", "if", "then", "else");

    private enum State {
        OPEN,
        DONE
    }

    private record Step(JsonNode schema, boolean leaving) {}

    private record Place(JsonNode node, Part part) {}

    private final References references;
    private final String source;
    private final IdentityHashMap<JsonNode, State> states = new IdentityHashMap<>();

    private CircularSchemas(JsonNode document, String source) {
        this.references = new References(document);
        this.source = source;
    }

    static void refuse(JsonNode document, String source) {
        CircularSchemas search = new CircularSchemas(document, source);
        Deque<Place> todo = new ArrayDeque<>();
        todo.push(new Place(document, Part.OBJECT));
        while (!todo.isEmpty()) {
            Place place = todo.pop();
            // every circle goes through a $ref, so it is enough to start from those
            if (place.part() == Part.SCHEMA && References.isReference(place.node())) {
                search.from(place.node());
            }
            if (place.node().isArray()) {
                place.node().forEach(item -> todo.push(new Place(item, place.part())));
            }
            place.node().properties().forEach(member -> {
                Part kind = place.part().member(member.getKey());
                if (member.getValue().isContainerNode() && kind != Part.DATA && kind != Part.PROSE) {
                    todo.push(new Place(member.getValue(), kind));
                }
            });
        }
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
                throw new ContractFault(
                        source,
                        0,
                        JsonPointer.empty(),
                        "the schema of " + start.path("$ref").asText()
                                + " refers to itself without going into the value");
            } else if (state == null) {
                states.put(step.schema(), State.OPEN);
                todo.push(new Step(step.schema(), true));
                next(step.schema()).forEach(schema -> todo.push(new Step(schema, false)));
            }
        }
    }

    private List<JsonNode> next(JsonNode schema) {
        List<JsonNode> next = new ArrayList<>();
        if (References.isReference(schema)) {
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
