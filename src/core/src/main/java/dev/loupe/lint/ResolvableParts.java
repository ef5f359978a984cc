package dev.loupe.lint;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.openapi.ReferenceResolver;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Which parts of a document can be read to the end. A part cannot when it contains, or refers to, a broken reference: one
 * without a target in the document, or a schema that refers to itself without descending into the instance.
 */
public final class ResolvableParts {
    /** Sorted, so that the broken references below a location follow it. */
    private final NavigableSet<String> broken = new TreeSet<>();

    ResolvableParts(JsonNode root, ReferenceResolver references, List<JsonPointer> circular) {
        circular.forEach(at -> broken.add(at.toString()));
        List<ReferenceResolver.Reference> all = references.all();
        for (ReferenceResolver.Reference reference : all) {
            if (references.target(reference.ref()).isEmpty()
                    || ReferenceResolver.hasOwnBase(root, reference.where().pointer())) {
                broken.add(reference.where().pointer().toString());
            }
        }
        // what refers to a part with a broken reference has one itself
        boolean more = !broken.isEmpty();
        while (more) {
            more = false;
            for (ReferenceResolver.Reference reference : all) {
                JsonPointer target = references
                        .target(reference.ref())
                        .map(ReferenceResolver.Located::pointer)
                        .orElse(null);
                if (target != null && !isResolvable(target)) {
                    more |= broken.add(reference.where().pointer().toString());
                }
            }
        }
    }

    boolean isResolvable(JsonPointer part) {
        String at = part.toString();
        String inside = broken.ceiling(at + "/");
        return !broken.contains(at) && (inside == null || !inside.startsWith(at + "/"));
    }
}
