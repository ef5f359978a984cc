package dev.loupe.exchange.sse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.exchange.text.ByteSlice;
import dev.loupe.exchange.text.StrictJson;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of the frames of one stream. Most chunks differ from an earlier one in a few strings only, so a frame is first compared
 * with the templates of earlier frames; a frame that matches one is not parsed, and shares the equal parts of its tree.
 */
final class EventJsonReader {
    /** Interleaved choices, a role first, a finish_reason last: streams have few shapes. */
    private static final int SHAPES = 8;

    /** After this many frames without a matching template (such as counters in each frame) the comparison is not worthwhile. */
    private static final int TRIES = 32;

    /** A larger frame is not a chunk with few words. */
    private static final int LARGEST = 1 << 14;

    private final EventTemplate[] shapes = new EventTemplate[SHAPES];
    private int known;
    private int latest;
    private int made;
    private int fitted;

    /** The bytes, which must be UTF-8, as one JSON value; null when they are not JSON. Of a duplicate property the last counts. */
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
            return StrictJson.parseOrNull(frame, StrictJson.DuplicateKeys.LAST);
        }
        JsonNode json = StrictJson.parseOrNull(frame, StrictJson.DuplicateKeys.REJECT);
        if (json == null) {
            return StrictJson.parseOrNull(frame, StrictJson.DuplicateKeys.LAST);
        }
        latest = made % SHAPES;
        shapes[latest] = EventTemplate.of(frame, json);
        made++;
        known = Math.min(made, SHAPES);
        return json;
    }
}
