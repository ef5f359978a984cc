package dev.loupe.diff.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.diff.normal.Normalizer;
import dev.loupe.openapi.NodeRole;
import dev.loupe.openapi.ReferenceResolver;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** Whether values with equal texts mean the same in both documents: their references lead to equal schemas too. */
final class SameTargets {
    /** References that lead to equal schemas, and to nothing else. */
    private final Set<String> known = new HashSet<>();

    private record Pair(JsonNode old, JsonNode next, NodeRole role) {}

    /** Compares texts without documentation; false when the budget is used up. */
    boolean same(Normalizer old, JsonNode inOld, Normalizer next, JsonNode inNext, NodeRole role) {
        Set<String> passed = new HashSet<>(known);
        Deque<Pair> rest = new ArrayDeque<>();
        rest.push(new Pair(inOld, inNext, role));
        while (!rest.isEmpty()) {
            Pair pair = rest.pop();
            if (!old.budget().take(1) || !sameWithoutParts(pair, rest)) {
                return false;
            }
            String reference = pair.old().path("$ref").asText("");
            if (pair.role() == NodeRole.SCHEMA && ReferenceResolver.isReference(pair.old()) && passed.add(reference)) {
                rest.push(new Pair(old.resolved(pair.old()), next.resolved(pair.next()), NodeRole.SCHEMA));
            }
        }
        known.addAll(passed);
        return true;
    }

    private static boolean sameWithoutParts(Pair pair, Deque<Pair> parts) {
        if (pair.old() instanceof ObjectNode a && pair.next() instanceof ObjectNode b) {
            Set<String> names = new HashSet<>();
            a.fieldNames().forEachRemaining(names::add);
            b.fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                NodeRole role = pair.role().property(name);
                if (role != NodeRole.DOCUMENTATION) {
                    parts.push(new Pair(a.path(name), b.path(name), role));
                }
            }
            return true;
        }
        if (pair.old() instanceof ArrayNode a && pair.next() instanceof ArrayNode b) {
            for (int i = 0; i < Math.max(a.size(), b.size()); i++) {
                parts.push(new Pair(a.path(i), b.path(i), pair.role()));
            }
            return true;
        }
        return pair.old().equals(pair.next());
    }
}
