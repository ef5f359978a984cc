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
 * JSON laid out for a person, with one place marked. What is far from the place is cut: long text, the tail of long
 * arrays and objects, deep branches.
 */
final class JsonExcerpt {
    private static final int MAX_TEXT = 160;
    private static final int MAX_ITEMS = 4;
    private static final int MAX_PROPERTIES = 24;
    private static final int MAX_DEPTH = 8;
    private static final int MAX_LINES = 70;

    private final List<Line> lines = new ArrayList<>();

    private JsonExcerpt() {}

    /** The JSON with a place marked; with none when there is no place. */
    static List<Line> of(JsonNode json, @Nullable JsonPointer place) {
        JsonExcerpt excerpt = new JsonExcerpt();
        excerpt.node("", json, "", new Path(place, false), 0);
        return excerpt.lines;
    }

    /**
     * Where we stand relative to the place.
     *
     * @param left the rest of the way to it; null when we are not on the way
     * @param inside true when we are at it or under it
     */
    private record Path(@Nullable JsonPointer left, boolean inside) {
        boolean marked() {
            return inside || (left != null && left.matches());
        }

        boolean leadsTo(String name) {
            return left != null && !left.matches() && left.getMatchingProperty().equals(name);
        }

        Path to(String name) {
            if (marked()) {
                return new Path(null, true);
            }
            return new Path(left != null && leadsTo(name) ? left.tail() : null, false);
        }
    }

    private void node(String label, JsonNode node, String comma, Path way, int depth) {
        String indent = "  ".repeat(depth);
        if (!node.isContainerNode() || node.isEmpty()) {
            add(indent + label + scalar(node) + comma, way.marked());
            missing(node, way, indent);
            return;
        }
        boolean object = node.isObject();
        if (way.left() == null && (depth > MAX_DEPTH || lines.size() > MAX_LINES)) {
            add(indent + label + (object ? "{ … }" : "[ … ]") + comma, way.marked());
            return;
        }
        add(indent + label + (object ? "{" : "["), way.marked());
        if (object) {
            properties(node, way, depth);
        } else {
            items(node, way, depth);
        }
        missing(node, way, indent + "  ");
        add(indent + (object ? "}" : "]") + comma, way.marked());
    }

    private void properties(JsonNode object, Path way, int depth) {
        int shown = 0;
        int left = 0;
        for (Iterator<Map.Entry<String, JsonNode>> i = object.properties().iterator(); i.hasNext(); ) {
            Map.Entry<String, JsonNode> member = i.next();
            if (shown++ < MAX_PROPERTIES || way.leadsTo(member.getKey())) {
                String label = TextNode.valueOf(TextTruncation.withLength(member.getKey(), MAX_TEXT)) + ": ";
                node(label, member.getValue(), i.hasNext() ? "," : "", way.to(member.getKey()), depth + 1);
            } else {
                left++;
            }
        }
        more(left, depth, "members");
    }

    private void items(JsonNode array, Path way, int depth) {
        int left = 0;
        for (int i = 0; i < array.size(); i++) {
            String name = Integer.toString(i);
            if (i < MAX_ITEMS || way.leadsTo(name)) {
                node("", array.get(i), i + 1 < array.size() ? "," : "", way.to(name), depth + 1);
            } else {
                left++;
            }
        }
        more(left, depth, "items");
    }

    private void more(int left, int depth, String what) {
        if (left > 0) {
            add("  ".repeat(depth + 1) + String.format(Locale.ROOT, "… %,d more %s", left, what), false);
        }
    }

    /** Says, where the way to the place ends early, what is not there. */
    private void missing(JsonNode node, Path way, String indent) {
        JsonPointer left = way.left();
        if (left != null && !left.matches() && !has(node, left.getMatchingProperty())) {
            add(
                    indent + "← nothing at \"" + TextTruncation.withLength(left.getMatchingProperty(), MAX_TEXT) + "\"",
                    true);
        }
    }

    private static boolean has(JsonNode node, String name) {
        if (node.isArray()) {
            try {
                return node.has(Integer.parseInt(name));
            } catch (NumberFormatException noIndex) {
                return false;
            }
        }
        return node.has(name);
    }

    private static String scalar(JsonNode node) {
        if (node.isTextual()) {
            return TextNode.valueOf(TextTruncation.withLength(node.textValue(), MAX_TEXT))
                    .toString();
        }
        if (node.isContainerNode()) {
            return node.isObject() ? "{}" : "[]";
        }
        return node.isMissingNode() ? "(nothing)" : TextTruncation.withLength(node.toString(), MAX_TEXT);
    }

    private void add(String line, boolean marked) {
        lines.add(new Line(line, marked));
    }
}
