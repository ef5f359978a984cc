package dev.loupe.openapi.schema;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Violations of one schema by similar values. The chunks of a stream, and most responses, differ only in parts that cannot
 * affect their validity; validation is expensive, above all for the branches of a union.
 */
final class ValidationCache {
    /** The number of entries for each schema; when there are more, the cache is cleared. */
    private static final int MOST = 1_000;

    private final ValidationCacheKey outlines;
    private final JsonPointer schemaAt;
    private final Map<String, List<InstanceViolation>> known = new ConcurrentHashMap<>();

    ValidationCache(ValidationCacheKey outlines, JsonPointer schemaAt) {
        this.outlines = outlines;
        this.schemaAt = schemaAt;
    }

    /** The violations by a value: those of a similar value, or computed now. */
    List<InstanceViolation> violations(JsonNode value, Supplier<List<InstanceViolation>> finding) {
        String outline = outlines.of(schemaAt, value);
        if (outline == null) {
            return finding.get();
        }
        List<InstanceViolation> before = known.get(outline);
        if (before != null) {
            return before;
        }
        List<InstanceViolation> found = finding.get();
        if (!showsWhatIsLeftOut(value, found)) {
            if (known.size() >= MOST) {
                known.clear();
            }
            known.put(outline, found);
        }
        return found;
    }

    /** A violation that shows the value at its location belongs to this value alone. */
    private boolean showsWhatIsLeftOut(JsonNode value, List<InstanceViolation> found) {
        if (found.isEmpty()) {
            return false;
        }
        boolean[] shown = {false};
        outlines.ignored(schemaAt, value, location -> {
            for (InstanceViolation violation : found) {
                shown[0] |= startsWith(location, violation.at());
            }
        });
        return shown[0];
    }

    private static boolean startsWith(JsonPointer location, JsonPointer at) {
        String path = location.toString();
        String start = at.toString();
        return path.startsWith(start) && (path.length() == start.length() || path.charAt(start.length()) == '/');
    }
}
