package dev.loupe.schema;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.contract.ContractFault;
import dev.loupe.contract.Part;
import dev.loupe.contract.References;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

    private record Step(JsonPointer at, boolean leaving) {}

    private final References references;
    private final String source;
    private final Map<JsonPointer, State> states = new HashMap<>();

    private CircularSchemas(JsonNode document, String source) {
        this.references = new References(document);
        this.source = source;
    }

    static void refuse(JsonNode document, String source) {
        CircularSchemas search = new CircularSchemas(document, source);
        search.lookEverywhere(document);
    }

    private void lookEverywhere(JsonNode document) {
        record Place(JsonPointer at, JsonNode node, Part part) {}
        Deque<Place> todo = new ArrayDeque<>();
        todo.push(new Place(JsonPointer.empty(), document, Part.OBJECT));
        while (!todo.isEmpty()) {
            Place place = todo.pop();
            if (place.part() == Part.SCHEMA && place.node().isObject()) {
                search(place.at(), document);
            }
            for (int i = 0; place.node().isArray() && i < place.node().size(); i++) {
                todo.push(new Place(place.at().appendIndex(i), place.node().get(i), place.part()));
            }
            place.node().properties().forEach(member -> {
                Part kind = place.part().member(member.getKey());
                if (kind != Part.DATA && kind != Part.PROSE) {
                    todo.push(new Place(place.at().appendProperty(member.getKey()), member.getValue(), kind));
                }
            });
        }
    }

    /** Depth first without recursion: the chain of references may be longer than the stack. */
    private void search(JsonPointer start, JsonNode document) {
        Deque<Step> todo = new ArrayDeque<>();
        todo.push(new Step(start, false));
        while (!todo.isEmpty()) {
            Step step = todo.pop();
            if (step.leaving()) {
                states.put(step.at(), State.DONE);
            } else if (states.get(step.at()) == State.OPEN) {
                throw new ContractFault(
                        source, 0, step.at(), "is a schema that refers to itself without going into the value");
            } else if (states.get(step.at()) == null) {
                states.put(step.at(), State.OPEN);
                todo.push(new Step(step.at(), true));
                next(step.at(), document.at(step.at())).forEach(at -> todo.push(new Step(at, false)));
            }
        }
    }

    private List<JsonPointer> next(JsonPointer at, JsonNode schema) {
        List<JsonPointer> next = new ArrayList<>();
        if (References.isReference(schema)) {
            references.target(schema.get("$ref").textValue()).ifPresent(target -> next.add(target.pointer()));
        }
        for (String keyword : ON_THE_SPOT) {
            JsonNode value = schema.path(keyword);
            JsonPointer place = at.appendProperty(keyword);
            if (value.isArray()) {
                for (int i = 0; i < value.size(); i++) {
                    next.add(place.appendIndex(i));
                }
            } else if (value.isObject()) {
                next.add(place);
            }
        }
        return next;
    }
}
