package dev.loupe.openapi;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The lines on which the parts of a document begin, as a tree; a pointer for each part would need many times the size of
 * the document.
 */
final class LineIndex {
    private final int line;
    private @Nullable Map<String, LineIndex> parts;

    /**
     * A part.
     *
     * @param line from 1; 0 when not known
     */
    LineIndex(int line) {
        this.line = line;
    }

    /** The part of that name; a new one begins on this line. Of two with one name the first counts. */
    LineIndex part(String name, int begun) {
        Map<String, LineIndex> known = parts;
        if (known == null) {
            known = new HashMap<>(4);
            parts = known;
        }
        return known.computeIfAbsent(name, unknown -> new LineIndex(begun));
    }

    /** The line of this part or of its nearest known ancestor. */
    int lineOf(JsonPointer pointer) {
        LineIndex at = this;
        int found = line;
        for (JsonPointer rest = pointer; !rest.matches(); rest = rest.tail()) {
            LineIndex next = at.parts == null ? null : at.parts.get(rest.getMatchingProperty());
            if (next == null) {
                return found;
            }
            at = next;
            found = next.line == 0 ? found : next.line;
        }
        return found;
    }
}
