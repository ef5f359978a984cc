package dev.loupe.lint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.contract.References;
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
record SchemaShape(References references, List<References.Located> parts) {
    /** The shape of one schema. */
    static SchemaShape of(References references, References.Located schema) {
        return new SchemaShape(references, List.of(schema)).spread();
    }

    /** The member of this name, or the items of a list. */
    SchemaShape member(String name) {
        List<References.Located> members = new ArrayList<>();
        for (References.Located part : parts) {
            JsonNode member = part.node().path("properties").path(name);
            if (!member.isMissingNode()) {
                members.add(new References.Located(
                        part.pointer().appendProperty("properties").appendProperty(name), member));
            }
        }
        return new SchemaShape(references, members).spread();
    }

    /** What the items of a list are. */
    SchemaShape items() {
        List<References.Located> items = new ArrayList<>();
        for (References.Located part : parts) {
            if (part.node().has("items")) {
                items.add(new References.Located(
                        part.pointer().appendProperty("items"), part.node().get("items")));
            }
        }
        return new SchemaShape(references, items).spread();
    }

    boolean isThere() {
        return !parts.isEmpty();
    }

    /** The first value of an enum. */
    Optional<JsonNode> enumerated() {
        return parts.stream()
                .map(part -> part.node().path("enum").path(0))
                .filter(JsonNode::isTextual)
                .findFirst();
    }

    private SchemaShape spread() {
        List<References.Located> found = new ArrayList<>();
        Set<JsonNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<References.Located> todo = new ArrayDeque<>(parts);
        while (!todo.isEmpty()) {
            Optional<References.Located> followed = references.follow(todo.removeFirst());
            if (followed.isEmpty() || !seen.add(followed.get().node())) {
                continue;
            }
            References.Located part = followed.get();
            found.add(part);
            for (String keyword : List.of("allOf", "anyOf", "oneOf")) {
                JsonNode branches = part.node().path(keyword);
                for (int i = 0; i < branches.size(); i++) {
                    todo.add(new References.Located(
                            part.pointer().appendProperty(keyword).appendIndex(i), branches.get(i)));
                }
            }
        }
        return new SchemaShape(references, found);
    }
}
