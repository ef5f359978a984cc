package dev.loupe.engine.evidence;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.loupe.engine.result.FindingEvidence.Line;
import dev.loupe.text.TextTruncation;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Formatted JSON with one location marked. What is far from the location is shortened: long strings, the tail of long arrays and
 * objects, deep branches.
 */
final class JsonExcerpt {
    private static final int MAX_TEXT = 160;
    private static final int MAX_ITEMS = 4;
    private static final int MAX_PROPERTIES = 24;
    private static final int MAX_DEPTH = 8;
    private static final int MAX_LINES = 70;

    private final List<Line> lines = new ArrayList<>();

    private JsonExcerpt() {}

    /** The JSON with a location marked; unmarked when it is null. */
    static List<Line> of(JsonNode json, @Nullable JsonPointer location) {
        JsonExcerpt excerpt = new JsonExcerpt();
        excerpt.node("", json, "", new Path(location, false), 0);
        return excerpt.lines;
    }

    /**
     * The current node relative to the location.
     *
     * @param left the rest of the pointer; null when the node is not on the way to the location
     * @param inside true when the node is at the location or below it
     */
    private record Path(@Nullable JsonPointer left, boolean inside) {
        boolean marked() {
            return inside || (left != null && left.matches());
        }

        /** The name of the child on the way to the location; null when there is none. */
        @Nullable
        String next() {
            return left == null || left.matches() ? null : left.getMatchingProperty();
        }

        /** The index of the child on the way to the location; negative when there is none. */
        int nextIndex() {
            return left == null ? -1 : left.getMatchingIndex();
        }

        boolean leadsTo(String name) {
            return name.equals(next());
        }

        Path to(String name) {
            if (marked()) {
                return new Path(null, true);
            }
            return new Path(left != null && leadsTo(name) ? left.tail() : null, false);
        }
    }

    private void node(String label, JsonNode node, String comma, Path path, int depth) {
        String indent = "  ".repeat(depth);
        if (!node.isContainerNode() || node.isEmpty()) {
            add(indent + label + scalar(node) + comma, path.marked());
            missing(node, path, indent);
            return;
        }
        boolean object = node.isObject();
        if (path.left() == null && (depth > MAX_DEPTH || lines.size() > MAX_LINES)) {
            add(indent + label + (object ? "{ … }" : "[ … ]") + comma, path.marked());
            return;
        }
        add(indent + label + (object ? "{" : "["), path.marked());
        if (object) {
            properties(node, path, depth);
        } else {
            items(node, path, depth);
        }
        missing(node, path, indent + "  ");
        add(indent + (object ? "}" : "]") + comma, path.marked());
    }

    /** The first properties and the one on the way to the location; the others are not visited, there may be 100,000. */
    private void properties(JsonNode object, Path path, int depth) {
        int shown = 0;
        boolean found = false;
        for (Iterator<Map.Entry<String, JsonNode>> i = object.properties().iterator();
                i.hasNext() && shown < MAX_PROPERTIES; ) {
            Map.Entry<String, JsonNode> property = i.next();
            shown++;
            found |= path.leadsTo(property.getKey());
            property(property.getKey(), property.getValue(), i.hasNext() ? "," : "", path, depth);
        }
        String next = found ? null : path.next();
        if (next != null && object.has(next)) {
            shown++;
            property(next, object.get(next), shown < object.size() ? "," : "", path, depth);
        }
        more(object.size() - shown, depth, "properties");
    }

    private void property(String name, JsonNode value, String comma, Path path, int depth) {
        node(
                TextNode.valueOf(TextTruncation.withLength(name, MAX_TEXT)) + ": ",
                value,
                comma,
                path.to(name),
                depth + 1);
    }

    private void items(JsonNode array, Path path, int depth) {
        int shown = Math.min(MAX_ITEMS, array.size());
        for (int i = 0; i < shown; i++) {
            node("", array.get(i), i + 1 < array.size() ? "," : "", path.to(Integer.toString(i)), depth + 1);
        }
        int next = path.nextIndex();
        if (next >= MAX_ITEMS && next < array.size()) {
            shown++;
            node("", array.get(next), shown < array.size() ? "," : "", path.to(Integer.toString(next)), depth + 1);
        }
        more(array.size() - shown, depth, "items");
    }

    private void more(int left, int depth, String what) {
        if (left > 0) {
            add("  ".repeat(depth + 1) + String.format(Locale.ROOT, "… %,d more %s", left, what), false);
        }
    }

    /** Adds a line for the property that is missing on the way to the location. */
    private void missing(JsonNode node, Path path, String indent) {
        String next = path.next();
        if (next != null && !(node.isArray() ? node.has(path.nextIndex()) : node.has(next))) {
            add(indent + "← \"" + TextTruncation.withLength(next, MAX_TEXT) + "\" is missing", true);
        }
    }

    private static String scalar(JsonNode node) {
        if (node.isTextual()) {
            return TextNode.valueOf(TextTruncation.withLength(node.textValue(), MAX_TEXT))
                    .toString();
        }
        if (node.isContainerNode()) {
            return node.isObject() ? "{}" : "[]";
        }
        return node.isMissingNode() ? "(missing)" : TextTruncation.withLength(node.toString(), MAX_TEXT);
    }

    private void add(String line, boolean marked) {
        lines.add(new Line(line, marked));
    }
}
