package dev.loupe.exchange.sse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.exchange.text.ByteSlice;
import dev.loupe.exchange.text.StrictJson;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of the frames of one stream. Most chunks say what an earlier one said but for a word or two, so a frame is first
 * held against the shapes of frames before it; what fits one is not parsed, and shares with it all that is the same.
 */
final class EventJsonReader {
    /** Choices that come in turn, a role before and a reason after: streams have a handful of shapes. */
    private static final int SHAPES = 8;

    /** A stream whose frames go on to be of no known shape (numbers that count up) is not worth the search. */
    private static final int TRIES = 32;

    /** A larger frame is no chunk with a word or two. */
    private static final int LARGEST = 1 << 14;

    private final EventTemplate[] shapes = new EventTemplate[SHAPES];
    private int known;
    private int latest;
    private int made;
    private int fitted;

    /** The bytes, which must be UTF-8, as one JSON value; null when they are not JSON. A name said twice: the last counts. */
    @Nullable
    JsonNode parseOrNull(ByteSlice frame) {
        for (int i = 0; i < known; i++) {
            int which = (latest + i) % known;
            JsonNode alike = shapes[which].read(frame);
            if (alike != null) {
                latest = which;
                fitted++;
                return alike;
            }
        }
        if (frame.length() > LARGEST || (made > TRIES && made > fitted)) {
            return StrictJson.parseOrNull(frame, StrictJson.Twice.LAST);
        }
        JsonNode json = StrictJson.parseOrNull(frame, StrictJson.Twice.REFUSE);
        if (json == null) {
            return StrictJson.parseOrNull(frame, StrictJson.Twice.LAST);
        }
        latest = made % SHAPES;
        shapes[latest] = EventTemplate.of(frame, json);
        made++;
        known = Math.min(made, SHAPES);
        return json;
    }
}
