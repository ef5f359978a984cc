package dev.loupe.diff.normal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.loupe.diff.normal.NormalSchema.Plain;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The parts of a schema that have the same keywords without a normal form, such as several conditions in {@code allOf}. Each
 * of them applies, and they cannot be merged into one.
 */
public final class KeywordParts {
    private KeywordParts() {}

    /** One schema for each part with one of the keywords; the schema itself when there is at most one such part. */
    public static List<Plain> of(Plain plain, Collection<String> keywords) {
        Map<JsonNode, Plain> parts = new LinkedHashMap<>();
        for (SchemaRef.Part part : plain.sources()) {
            SortedMap<String, JsonNode> own = new TreeMap<>(Keywords.otherKeywords(part.node()));
            own.keySet().retainAll(keywords);
            if (!own.isEmpty()) {
                parts.putIfAbsent(JsonNodeFactory.instance.objectNode().setAll(own), plain.withKeywordsOf(part, own));
            }
        }
        return parts.size() > 1 ? List.copyOf(parts.values()) : List.of(plain);
    }
}
