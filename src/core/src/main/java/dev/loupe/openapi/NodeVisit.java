package dev.loupe.openapi;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A value, its location and its role. A pointer is built only where one is needed. */
record NodeVisit(@Nullable NodeVisit parent, String name, JsonNode node, NodeRole role) {
    /** Passes a value of this role and every value in it, in document order; no documentation and no data. */
    static void walk(JsonNode root, NodeRole role, Consumer<NodeVisit> each) {
        Deque<NodeVisit> todo = new ArrayDeque<>();
        todo.push(new NodeVisit(null, "", root, role));
        while (!todo.isEmpty()) {
            NodeVisit visit = todo.pop();
            each.accept(visit);
            List<NodeVisit> children = visit.children();
            for (int i = children.size() - 1; i >= 0; i--) {
                todo.push(children.get(i));
            }
        }
    }

    JsonPointer pointer() {
        if (parent == null) {
            return JsonPointer.empty();
        }
        JsonPointer around = parent.pointer();
        return parent.node().isArray() ? around.appendIndex(Integer.parseInt(name)) : around.appendProperty(name);
    }

    private List<NodeVisit> children() {
        List<NodeVisit> children = new ArrayList<>();
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            children.add(new NodeVisit(this, Integer.toString(i), node.get(i), role));
        }
        node.properties().forEach(property -> {
            NodeRole childRole = role.property(property.getKey());
            if (property.getValue().isContainerNode()
                    && childRole != NodeRole.DOCUMENTATION
                    && childRole != NodeRole.DATA) {
                children.add(new NodeVisit(this, property.getKey(), property.getValue(), childRole));
            }
        });
        return children;
    }
}
