package dev.loupe.contract;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The lines on which the parts of a document begin, as a tree: a pointer of its own for each part would take many times the
 * document's size.
 */
final class LineTree {
    private final int line;
    private @Nullable Map<String, LineTree> parts;

    /**
     * A part.
     *
     * @param line from 1; 0 when not known
     */
    LineTree(int line) {
        this.line = line;
    }

    /** The part of that name, begun on this line when it was not known yet: of two with one name the first counts. */
    LineTree part(String name, int begun) {
        Map<String, LineTree> known = parts;
        if (known == null) {
            known = new HashMap<>(4);
            parts = known;
        }
        return known.computeIfAbsent(name, unknown -> new LineTree(begun));
    }

    /** The line of this part or of the nearest known part around it. */
    int lineOf(JsonPointer pointer) {
        LineTree at = this;
        int found = line;
        for (JsonPointer rest = pointer; !rest.matches(); rest = rest.tail()) {
            LineTree next = at.parts == null ? null : at.parts.get(rest.getMatchingProperty());
            if (next == null) {
                return found;
            }
            at = next;
            found = next.line == 0 ? found : next.line;
        }
        return found;
    }
}
