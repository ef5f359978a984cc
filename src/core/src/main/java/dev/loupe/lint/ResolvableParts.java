package dev.loupe.lint;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.openapi.ReferenceResolver;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
        Map<String, List<String>> byTarget = new HashMap<>();
        for (ReferenceResolver.Reference reference : references.all()) {
            String where = reference.where().pointer().toString();
            JsonPointer target = references
                    .target(reference.ref())
                    .map(ReferenceResolver.Located::pointer)
                    .orElse(null);
            if (target == null
                    || ReferenceResolver.hasOwnBase(root, reference.where().pointer())) {
                broken.add(where);
            } else {
                byTarget.computeIfAbsent(target.toString(), at -> new ArrayList<>())
                        .add(where);
            }
        }
        // what refers to a part with a broken reference has one itself
        Deque<String> open = new ArrayDeque<>(broken);
        while (!open.isEmpty()) {
            String part = open.pop();
            for (int end = part.length(); end >= 0; end = part.lastIndexOf('/', end - 1)) {
                List<String> referring = byTarget.remove(part.substring(0, end));
                if (referring != null) {
                    referring.stream().filter(broken::add).forEach(open::push);
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
