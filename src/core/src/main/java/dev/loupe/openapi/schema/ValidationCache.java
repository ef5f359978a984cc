package dev.loupe.openapi.schema;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * What a schema said of values like this one. The chunks of a stream, and most answers to most requests, differ in what
 * their schema does not look at; finding what is wrong with one is dear, above all in the branches of a union.
 */
final class ValidationCache {
    /** Kept for each schema; when there are more, all are forgotten. */
    private static final int MOST = 1_000;

    private final ValidationCacheKey outlines;
    private final JsonPointer schemaAt;
    private final Map<String, List<SchemaViolation>> known = new ConcurrentHashMap<>();

    ValidationCache(ValidationCacheKey outlines, JsonPointer schemaAt) {
        this.outlines = outlines;
        this.schemaAt = schemaAt;
    }

    /** The mismatches of a value: those of one like it, or else found now. */
    List<SchemaViolation> mismatches(JsonNode value, Supplier<List<SchemaViolation>> finding) {
        String outline = outlines.of(schemaAt, value);
        if (outline == null) {
            return finding.get();
        }
        List<SchemaViolation> before = known.get(outline);
        if (before != null) {
            return before;
        }
        List<SchemaViolation> found = finding.get();
        if (!showsWhatIsLeftOut(value, found)) {
            if (known.size() >= MOST) {
                known.clear();
            }
            known.put(outline, found);
        }
        return found;
    }

    /** A mismatch shows the value at its place, and then it is no other value's. */
    private boolean showsWhatIsLeftOut(JsonNode value, List<SchemaViolation> found) {
        if (found.isEmpty()) {
            return false;
        }
        boolean[] shown = {false};
        outlines.leftOut(schemaAt, value, place -> {
            for (SchemaViolation mismatch : found) {
                shown[0] |= startsWith(place, mismatch.at());
            }
        });
        return shown[0];
    }

    private static boolean startsWith(JsonPointer place, JsonPointer at) {
        String path = place.toString();
        String start = at.toString();
        return path.startsWith(start) && (path.length() == start.length() || path.charAt(start.length()) == '/');
    }
}
