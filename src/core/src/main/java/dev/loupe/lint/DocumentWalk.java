package dev.loupe.lint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.openapi.DocumentPointer;
import dev.loupe.openapi.NodeRole;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** Visits the parts of a document that are no schemas, no values and no documentation, in the order of the document. */
public final class DocumentWalk {
    /**
     * A part of a document.
     *
     * @param holder the name of the property that has it: {@code content} for each media type, {@code parameters} for each
     *     parameter of a list
     */
    public record Part(DocumentPointer at, JsonNode node, NodeRole role, String holder) {}

    private DocumentWalk() {}

    static void visit(JsonNode root, Consumer<Part> visitor) {
        Deque<Part> todo = new ArrayDeque<>();
        todo.push(new Part(DocumentPointer.ROOT, root, NodeRole.OBJECT, ""));
        while (!todo.isEmpty()) {
            Part part = todo.pop();
            visitor.accept(part);
            children(part).reversed().forEach(todo::push);
        }
    }

    private static List<Part> children(Part part) {
        List<Part> children = new ArrayList<>();
        String name = part.at().last();
        for (int i = 0; part.node().isArray() && i < part.node().size(); i++) {
            children.add(new Part(part.at().then(i), part.node().get(i), part.role(), name));
        }
        part.node().properties().forEach(property -> {
            NodeRole role = part.role().property(property.getKey());
            if (role != NodeRole.SCHEMA
                    && role != NodeRole.DATA
                    && role != NodeRole.DOCUMENTATION
                    && property.getValue().isContainerNode()) {
                children.add(new Part(part.at().then(property.getKey()), property.getValue(), role, name));
            }
        });
        return children;
    }
}
