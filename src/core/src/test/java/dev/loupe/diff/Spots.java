package dev.loupe.diff;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.diff.normal.MessageDirection;
import dev.loupe.openapi.DocumentPointer;
import dev.loupe.openapi.Operation;
import dev.loupe.openapi.ReferenceResolver;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every schema of a spec that occurs in one direction only. */
final class Spots {
    /**
     * A schema.
     *
     * @param covered true when another branch of its union accepts everything
     */
    public record SpecLocation(DocumentPointer at, MessageDirection side, boolean covered) {}

    private final ReferenceResolver references;
    private final Map<String, DocumentPointer> pointers = new LinkedHashMap<>();
    private final Map<String, Set<MessageDirection>> sides = new LinkedHashMap<>();
    private final Set<String> uncovered = new HashSet<>();

    private Spots(JsonNode root) {
        this.references = new ReferenceResolver(root);
    }

    static List<SpecLocation> of(JsonNode root) {
        Spots spots = new Spots(root);
        for (Operation endpoint : Operation.of(root)) {
            spots.media(
                    endpoint.node().path("requestBody"), endpoint.at().then("requestBody"), MessageDirection.REQUEST);
            endpoint.node()
                    .path("responses")
                    .properties()
                    .forEach(each -> spots.media(
                            each.getValue(),
                            endpoint.at().then("responses").then(each.getKey()),
                            MessageDirection.RESPONSE));
        }
        List<SpecLocation> all = new ArrayList<>();
        spots.pointers.forEach((text, pointer) -> {
            Set<MessageDirection> reaching = spots.sides.getOrDefault(text, Set.of());
            if (reaching.size() == 1) {
                all.add(new SpecLocation(pointer, reaching.iterator().next(), !spots.uncovered.contains(text)));
            }
        });
        return all;
    }

    private void media(JsonNode holder, DocumentPointer at, MessageDirection side) {
        if (references.follow(holder, at) instanceof ReferenceResolver.Target.Found found) {
            found.node()
                    .path("content")
                    .properties()
                    .forEach(each -> walk(
                            each.getValue().path("schema"),
                            found.at().then("content").then(each.getKey()).then("schema"),
                            side,
                            false));
        }
    }

    private void walk(JsonNode given, DocumentPointer place, MessageDirection side, boolean covered) {
        if (!(references.follow(given, place) instanceof ReferenceResolver.Target.Found found)
                || !(found.node() instanceof ObjectNode node)) {
            return;
        }
        DocumentPointer at = found.at();
        String text = at.toString();
        boolean own = covered || hasAnything(node.path("anyOf"));
        boolean seen = sides.computeIfAbsent(text, any -> EnumSet.noneOf(MessageDirection.class))
                .add(side);
        boolean better = !own && uncovered.add(text);
        if (!seen && !better) {
            return;
        }
        pointers.put(text, at);
        node.path("properties")
                .properties()
                .forEach(each -> walk(each.getValue(), at.then("properties").then(each.getKey()), side, covered));
        walk(node.path("items"), at.then("items"), side, covered);
        walk(node.path("additionalProperties"), at.then("additionalProperties"), side, covered);
        for (String union : List.of("anyOf", "oneOf", "allOf")) {
            boolean anything = union.equals("anyOf") && hasAnything(node.path(union));
            int index = 0;
            for (JsonNode branch : node.path(union)) {
                DocumentPointer child = at.then(union).then(index++);
                walk(branch, child, side, covered || anything);
            }
        }
    }

    private static boolean hasAnything(JsonNode branches) {
        for (JsonNode branch : branches) {
            if (!branch.has("type")
                    && !branch.has("$ref")
                    && !branch.has("anyOf")
                    && !branch.has("enum")
                    && !branch.has("oneOf")) {
                return true;
            }
        }
        return false;
    }
}
