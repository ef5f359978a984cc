package dev.loupe.lint;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.openapi.ReferenceResolver;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Which parts of a document say all that they say: those that lead to no hole. A hole is a reference that leads nowhere or
 * out of the document, or a schema that refers to itself without going into the value.
 */
public final class ResolvableParts {
    /** Sorted, so that the holes inside a part stand beside it. */
    private final NavigableSet<String> holes = new TreeSet<>();

    ResolvableParts(JsonNode root, ReferenceResolver references, List<JsonPointer> circular) {
        circular.forEach(at -> holes.add(at.toString()));
        List<ReferenceResolver.Reference> all = references.all();
        for (ReferenceResolver.Reference reference : all) {
            if (references.target(reference.ref()).isEmpty()
                    || hasOwnBase(root, reference.where().pointer())) {
                holes.add(reference.where().pointer().toString());
            }
        }
        // what refers to a part with a hole has one itself
        boolean more = !holes.isEmpty();
        while (more) {
            more = false;
            for (ReferenceResolver.Reference reference : all) {
                JsonPointer target = references
                        .target(reference.ref())
                        .map(ReferenceResolver.Located::pointer)
                        .orElse(null);
                if (target != null && !isWhole(target)) {
                    more |= holes.add(reference.where().pointer().toString());
                }
            }
        }
    }

    /** Under a schema with an {@code $id} a pointer starts at that schema, not at the document. */
    public static boolean hasOwnBase(JsonNode root, JsonPointer at) {
        JsonNode node = root;
        for (JsonPointer rest = at; ; rest = rest.tail()) {
            if (node.path("$id").isTextual()) {
                return true;
            }
            if (rest.matches()) {
                return false;
            }
            node = node.isArray() ? node.path(rest.getMatchingIndex()) : node.path(rest.getMatchingProperty());
        }
    }

    boolean isWhole(JsonPointer part) {
        String at = part.toString();
        String inside = holes.ceiling(at + "/");
        return !holes.contains(at) && (inside == null || !inside.startsWith(at + "/"));
    }
}
