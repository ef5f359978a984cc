package dev.loupe.exchange.sse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.loupe.exchange.text.ByteSlice;
import dev.loupe.exchange.text.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A parsed frame as the template of frames that differ from it only in string values. All other bytes must be equal, so that such a
 * frame needs no parser: it is JSON because the template is, and its tree is that of the template except for the strings that
 * differ and their parents.
 */
final class EventTemplate {
    private final ByteSlice frame;

    /** The positions of the string values in the frame, in order: after the opening quote, and at the closing quote. */
    private final int[] starts;

    private final int[] ends;
    private final Part tree;

    private EventTemplate(ByteSlice frame, int[] starts, int[] ends, Part tree) {
        this.frame = frame;
        this.starts = starts;
        this.ends = ends;
        this.tree = tree;
    }

    /** A value of the tree and the range of its strings: first index inclusive, last exclusive. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Part(JsonNode node, int first, int last, String[] names, List<Part> parts) {}

    /** The template of a frame that is JSON without duplicate properties. */
    static EventTemplate of(ByteSlice frame, JsonNode json) {
        int[] places = texts(frame);
        int[] starts = new int[places.length / 2];
        int[] ends = new int[starts.length];
        for (int i = 0; i < starts.length; i++) {
            starts[i] = places[2 * i];
            ends[i] = places[2 * i + 1];
        }
        return new EventTemplate(frame, starts, ends, part(json, 0));
    }

    private static final String[] NO_NAMES = {};

    private static Part part(JsonNode node, int first) {
        List<Part> parts = new ArrayList<>(node.size());
        int last = first + (node.isTextual() ? 1 : 0);
        for (JsonNode child : node) {
            Part part = part(child, last);
            last = part.last();
            parts.add(part);
        }
        String[] names = node.isObject()
                ? node.properties().stream()
                        .map(Map.Entry::getKey)
                        .map(String::intern)
                        .toArray(String[]::new)
                : NO_NAMES;
        return new Part(node, first, last, names, parts);
    }

    /** Start and end of every string value. */
    private static int[] texts(ByteSlice frame) {
        byte[] bytes = frame.bytes();
        int[] places = new int[16];
        int count = 0;
        for (int at = frame.from(); at < frame.end(); at++) {
            if (bytes[at] != '"') {
                continue;
            }
            int end = endOfText(frame, at + 1);
            if (!isName(frame, end + 1)) {
                places = count + 2 > places.length ? Arrays.copyOf(places, count * 2) : places;
                places[count++] = at + 1;
                places[count++] = end;
            }
            at = end;
        }
        return Arrays.copyOf(places, count);
    }

    /** The closing quote of the string that starts here; the end of the frame when there is none. */
    private static int endOfText(ByteSlice frame, int from) {
        int at = from;
        while (at < frame.end() && frame.bytes()[at] != '"') {
            at += frame.bytes()[at] == '\\' ? 2 : 1;
        }
        return Math.min(at, frame.end());
    }

    private static boolean isName(ByteSlice frame, int from) {
        int at = from;
        while (at < frame.end() && frame.bytes()[at] <= ' ' && frame.bytes()[at] >= 0) {
            at++;
        }
        return at < frame.end() && frame.bytes()[at] == ':';
    }

    /** The tree of a frame that differs from the template only in string values; null when it differs in anything else. */
    @Nullable
    JsonNode read(ByteSlice other) {
        JsonNode[] changed = null;
        int here = frame.from();
        int there = other.from();
        for (int text = 0; ; text++) {
            int same = Arrays.mismatch(frame.bytes(), here, frame.end(), other.bytes(), there, other.end());
            if (same < 0) {
                return changed == null ? tree.node() : with(tree, changed);
            }
            while (text < ends.length && ends[text] < here + same) {
                text++;
            }
            if (text == ends.length || starts[text] > here + same) {
                return null;
            }
            int start = there + starts[text] - here;
            int end = endOfText(other, start);
            JsonNode content = end == other.end() ? null : text(new ByteSlice(other.bytes(), start, end));
            if (content == null) {
                return null;
            }
            changed = changed == null ? new JsonNode[ends.length] : changed;
            changed[text] = content;
            here = ends[text];
            there = end;
        }
    }

    /** The string between two quotes; null when it is not valid. */
    private static @Nullable JsonNode text(ByteSlice content) {
        for (int at = content.from(); at < content.end(); at++) {
            byte b = content.bytes()[at];
            if (b == '\\' || (b >= 0 && b < ' ')) {
                ByteSlice quoted = new ByteSlice(content.bytes(), content.from() - 1, content.end() + 1);
                return StrictJson.parseOrNull(quoted, StrictJson.DuplicateKeys.REJECT);
            }
        }
        return TextNode.valueOf(new String(content.bytes(), content.from(), content.length(), StandardCharsets.UTF_8));
    }

    private static JsonNode with(Part part, JsonNode[] texts) {
        if (!isAnyOf(part, texts)) {
            return part.node();
        }
        if (part.node().isTextual()) {
            JsonNode text = texts[part.first()];
            return text == null ? part.node() : text;
        }
        JsonNode[] values = new JsonNode[part.parts().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = with(part.parts().get(i), texts);
        }
        return part.node().isObject()
                ? new ObjectNode(StrictJson.NODES, new SharedKeyMap(part.names(), values))
                : new ArrayNode(StrictJson.NODES, Arrays.asList(values));
    }

    private static boolean isAnyOf(Part part, JsonNode[] texts) {
        for (int i = part.first(); i < part.last(); i++) {
            if (texts[i] != null) {
                return true;
            }
        }
        return false;
    }
}
