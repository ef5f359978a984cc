package dev.loupe.lint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.openapi.ReferenceResolver;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a schema speaks of, whatever it says of it: the schemas that apply to one value, through references, {@code allOf}
 * and the branches of unions.
 */
public record ApplicableSchemas(ReferenceResolver references, List<ReferenceResolver.Located> parts) {
    /** The shape of one schema. */
    static ApplicableSchemas of(ReferenceResolver references, ReferenceResolver.Located schema) {
        return new ApplicableSchemas(references, List.of(schema)).spread();
    }

    /** The member of this name, or the items of a list. */
    public ApplicableSchemas member(String name) {
        List<ReferenceResolver.Located> members = new ArrayList<>();
        for (ReferenceResolver.Located part : parts) {
            JsonNode member = part.node().path("properties").path(name);
            if (!member.isMissingNode()) {
                members.add(new ReferenceResolver.Located(
                        part.pointer().appendProperty("properties").appendProperty(name), member));
            }
        }
        return new ApplicableSchemas(references, members).spread();
    }

    /** What the items of a list are. */
    ApplicableSchemas items() {
        List<ReferenceResolver.Located> items = new ArrayList<>();
        for (ReferenceResolver.Located part : parts) {
            if (part.node().has("items")) {
                items.add(new ReferenceResolver.Located(
                        part.pointer().appendProperty("items"), part.node().get("items")));
            }
        }
        return new ApplicableSchemas(references, items).spread();
    }

    public boolean isThere() {
        return !parts.isEmpty();
    }

    /** The first value of an enum. */
    Optional<JsonNode> enumerated() {
        return parts.stream()
                .map(part -> part.node().path("enum").path(0))
                .filter(JsonNode::isTextual)
                .findFirst();
    }

    private ApplicableSchemas spread() {
        List<ReferenceResolver.Located> found = new ArrayList<>();
        Set<JsonNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<ReferenceResolver.Located> todo = new ArrayDeque<>(parts);
        while (!todo.isEmpty()) {
            Optional<ReferenceResolver.Located> followed = references.follow(todo.removeFirst());
            if (followed.isEmpty() || !seen.add(followed.get().node())) {
                continue;
            }
            ReferenceResolver.Located part = followed.get();
            found.add(part);
            for (String keyword : List.of("allOf", "anyOf", "oneOf")) {
                JsonNode branches = part.node().path(keyword);
                for (int i = 0; i < branches.size(); i++) {
                    todo.add(new ReferenceResolver.Located(
                            part.pointer().appendProperty(keyword).appendIndex(i), branches.get(i)));
                }
            }
        }
        return new ApplicableSchemas(references, found);
    }
}
