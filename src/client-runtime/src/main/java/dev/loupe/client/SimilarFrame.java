package dev.loupe.client;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.loupe.client.model.JsonCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A parsed frame. Most frames of a stream differ from an earlier one only in a few strings and integers: the text of the delta, the time,
 * counts. For such a frame only these are parsed.
 */
final class SimilarFrame {
    /** In a stream without similar frames, one frame in this many is stored for nothing. */
    private static final int MAX_REST = 63;

    private static final int MAX_DIGITS = 18;

    private @Nullable ObjectNode tree;
    private byte[] frame = new byte[0];
    private List<FrameValue> values = List.of();
    private ReplayParser tokens = new ReplayParser();

    /** Whether the values are added to the completion one by one; null before that is known. */
    private @Nullable Boolean addedByValue;

    /** Number of frames to skip before one is stored; doubled each time that no frame was similar to the stored one. */
    private int rest;

    private int lastRest;
    /** The values of the last frame that differ, as their index, start and end. */
    private int[] differences = new int[24];

    private int count;

    /** The tree of this frame, which is valid until the next call; null when the frame differs in more than its values. */
    @Nullable
    ObjectNode update(byte[] bytes, int offset, int length) {
        if (tree == null || !findDifferences(bytes, offset, offset + length)) {
            return null;
        }
        for (int i = 0; i < count; i += 3) {
            FrameValue value = values.get(differences[i]);
            int start = differences[i + 1];
            int end = differences[i + 2];
            JsonNode node = value.isText() ? text(bytes, start, end) : number(bytes, start, end);
            if (node == null) {
                tree = null;
                return null;
            }
            value.put(node, tokens);
        }
        for (FrameValue value : values) {
            value.resetUnlessPut(tokens);
        }
        lastRest = 0;
        rest = 0;
        return tree;
    }

    /** Null when it is maybe not UTF-8, which the parser rejects. */
    private static @Nullable JsonNode text(byte[] bytes, int start, int end) {
        String text = new String(bytes, start, end - start, StandardCharsets.UTF_8);
        return text.indexOf('\uFFFD') >= 0 ? null : TextNode.valueOf(text);
    }

    private static JsonNode number(byte[] bytes, int start, int end) {
        long number = 0;
        for (int i = start; i < end; i++) {
            number = 10 * number + bytes[i] - '0'; // at most MAX_DIGITS
        }
        return number <= Integer.MAX_VALUE ? IntNode.valueOf((int) number) : LongNode.valueOf(number);
    }

    /** Adds the frame of the last {@link #update}; after a frame like it, only what it adds and what changed. */
    void addTo(ChunkAccumulator sum, ObjectNode chunk) {
        boolean again = isAddedByValue() && sum.addedLast(chunk);
        if (addedByValue == null && sum.addedLast(chunk)) {
            again = plan(new RepeatedChunk(chunk, sum));
        }
        if (!again) {
            sum.add(chunk);
        }
        Consumer<JsonNode> last = null;
        for (FrameValue value : values) {
            last = value.added(again, last);
        }
    }

    /** Decides whether values can be added one by one, for this frame and those like it. */
    private boolean plan(RepeatedChunk chunk) {
        int texts = 0;
        for (FrameValue value : values) {
            texts += value.plan(chunk) ? 1 : 0;
        }
        addedByValue = chunk.isPlain() && texts == chunk.texts();
        return isAddedByValue();
    }

    /** False for good when a value changed that is not added alone, such as the index of a choice. */
    private boolean isAddedByValue() {
        if (Boolean.TRUE.equals(addedByValue)) {
            for (FrameValue value : values) {
                if (value.mustAddWhole()) {
                    addedByValue = Boolean.FALSE;
                }
            }
        }
        return Boolean.TRUE.equals(addedByValue);
    }

    /** Reads the frame of the last {@link #update}. */
    <C> C read(JsonCodec.Reader<C> reader) throws IOException {
        return tokens.read(reader);
    }

    /** Whether this frame differs in values only. */
    private boolean findDifferences(byte[] bytes, int offset, int end) {
        count = 0;
        int next = 0;
        int mine = 0;
        int other = offset;
        while (true) {
            int difference = Arrays.mismatch(frame, mine, frame.length, bytes, other, end);
            if (difference < 0) {
                return true;
            }
            int at = mine + difference;
            while (next < values.size() && values.get(next).end < at) {
                next++;
            }
            if (next == values.size() || values.get(next).start > at) {
                return false;
            }
            FrameValue value = values.get(next);
            int start = other + value.start - mine;
            int stop = value.isText() ? endOfText(bytes, other + difference, end) : endOfInteger(bytes, start, end);
            if (stop < 0) {
                return false;
            }
            add(next, start, stop);
            next++;
            mine = value.end;
            other = stop;
        }
    }

    private void add(int value, int start, int stop) {
        if (count + 3 > differences.length) {
            differences = Arrays.copyOf(differences, 2 * differences.length);
        }
        differences[count] = value;
        differences[count + 1] = start;
        differences[count + 2] = stop;
        count += 3;
    }

    /** The closing quote; negative when there is an escape or a control character before it. */
    private static int endOfText(byte[] bytes, int from, int end) {
        for (int i = from; i < end; i++) {
            byte b = bytes[i];
            if (b == '"') {
                return i;
            }
            if (b == '\\' || (b >= 0 && b < ' ')) {
                return -1;
            }
        }
        return -1;
    }

    private static int endOfInteger(byte[] bytes, int from, int end) {
        int i = from;
        while (i < end && bytes[i] >= '0' && bytes[i] <= '9') {
            i++;
        }
        boolean integer = i > from && i - from <= MAX_DIGITS && (bytes[from] != '0' || i - from == 1);
        boolean number = i < end && (bytes[i] == '.' || bytes[i] == 'e' || bytes[i] == 'E');
        return integer && !number ? i : -1;
    }

    /** Whether to store the next parsed frame. */
    boolean isDue() {
        if (rest > 0) {
            rest--;
            return false;
        }
        lastRest = Math.min(2 * lastRest + 1, MAX_REST);
        rest = lastRest;
        return true;
    }

    /** Stores a frame to compare the next ones with. */
    void remember(ObjectNode parsed, byte[] bytes, int offset, int length) {
        tree = null;
        addedByValue = null;
        ObjectNode copy = parsed.deepCopy();
        List<FrameValue> found = new ArrayList<>();
        ReplayParser replay;
        try (JsonParser parser = ResponseDecoder.JSON.createParser(bytes, offset, length)) {
            parser.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION.mappedFeature());
            replay = find(parser, copy, bytes, offset, found);
        } catch (JacksonException duplicate) {
            return; // the tree has the last of two properties with one name
        } catch (IOException impossible) {
            throw new IllegalStateException("reading an array in memory failed", impossible);
        }
        frame = Arrays.copyOfRange(bytes, offset, offset + length);
        values = found;
        tokens = replay;
        tree = copy;
    }

    private static ReplayParser find(JsonParser parser, JsonNode root, byte[] bytes, int offset, List<FrameValue> found)
            throws IOException {
        Deque<JsonNode> open = new ArrayDeque<>();
        ReplayParser replay = new ReplayParser();
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            JsonNode parent = open.peek();
            if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
                open.push(parent == null ? root : child(parent, parser));
                replay.add(token, null);
            } else if (token == JsonToken.FIELD_NAME) {
                replay.add(token, parser.currentName());
            } else if (token == JsonToken.END_OBJECT || token == JsonToken.END_ARRAY) {
                open.pop();
                replay.add(token, null);
            } else if (parent instanceof ObjectNode object) {
                FrameValue value = value(parser, token, object, replay.size(), bytes, offset);
                if (value != null) {
                    found.add(value);
                }
                replay.add(token, object.get(parser.currentName()));
            } else if (parent != null) {
                replay.add(token, parent.get(parser.getParsingContext().getCurrentIndex()));
            }
        }
        return replay;
    }

    /** Missing inside the first of two properties with one name. */
    private static JsonNode child(JsonNode parent, JsonParser parser) {
        JsonStreamContext position = parser.getParsingContext().getParent();
        return parent.isArray() ? parent.path(position.getCurrentIndex()) : parent.path(position.getCurrentName());
    }

    private static @Nullable FrameValue value(
            JsonParser parser, JsonToken token, ObjectNode object, int position, byte[] bytes, int offset)
            throws IOException {
        String text = parser.getText(); // reads the token to its end
        int start = (int) parser.currentTokenLocation().getByteOffset();
        String name = parser.currentName(); // null inside an array whose name an object has again
        JsonNode original = object.path(name);
        if (name == null || name.equals("finish_reason")) {
            return null; // the finish reason decides whether the frame is an error
        }
        if (token == JsonToken.VALUE_STRING) {
            int end = endOfText(bytes, offset + start + 1, bytes.length) - offset;
            return end > start ? new FrameValue(object, name, original, position, start + 1, end) : null;
        }
        boolean integer = token == JsonToken.VALUE_NUMBER_INT && text.length() <= MAX_DIGITS && text.charAt(0) != '-';
        return integer ? new FrameValue(object, name, original, position, start, start + text.length()) : null;
    }
}
