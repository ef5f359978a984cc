package dev.loupe.diff.prove;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.loupe.diff.normal.NormalSchema;
import dev.loupe.diff.normal.NormalSchema.Plain;
import dev.loupe.diff.normal.SchemaRef;
import dev.loupe.diff.normal.SurfaceMatch;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Arrays that violate what a keyword about items demands: for {@code contains} an array without a matching item, for
 * {@code prefixItems} one with a wrong value at a position.
 */
final class ItemKeywordValues {
    private final KeywordValues keywords;
    private final Plain accept;
    private final Plain reject;
    private final Set<JsonNode> all = new LinkedHashSet<>();

    ItemKeywordValues(KeywordValues keywords) {
        this.keywords = keywords;
        this.accept = keywords.accept;
        this.reject = keywords.reject;
    }

    /** Arrays with none, one, and one more or fewer matching items than each bound, with and without another item. */
    Set<JsonNode> contains() {
        if (!accept.types().contains(NormalSchema.Type.ARRAY)) {
            return all;
        }
        SchemaRef wanted = KeywordValues.keyword(reject, "contains").isMissingNode()
                ? KeywordValues.part(accept, "contains")
                : KeywordValues.part(reject, "contains");
        NormalSchema matching = keywords.rejecting.schemas().schema(KeywordValues.part(reject, "contains"));
        NormalSchema item = keywords.accepting
                .schemas()
                .schema(SchemaRef.orAnything(accept.items().each()));
        List<JsonNode> pool = new ArrayList<>(
                keywords.values(SchemaRef.orAnything(accept.items().each()), KeywordValues.part(reject, "contains")));
        pool.addAll(keywords.values(KeywordValues.part(accept, "contains"), wanted));
        keywords.rejecting.smallest(KeywordValues.part(reject, "contains")).ifPresent(pool::add);
        pool.removeIf(value -> !SurfaceMatch.fits(item, value));
        List<JsonNode> hits = pool.stream()
                .filter(value -> SurfaceMatch.fits(matching, value))
                .distinct()
                .toList();
        List<JsonNode> misses = pool.stream()
                .filter(value -> !SurfaceMatch.fits(matching, value))
                .distinct()
                .toList();
        misses.stream().limit(KeywordValues.MOST_EACH).forEach(miss -> array(List.of(), 0, List.of(miss), 1));
        for (long count : counts()) {
            for (int others = 0; others <= 2; others++) {
                array(hits, count, misses, others);
            }
        }
        return all;
    }

    private Set<Long> counts() {
        Set<Long> counts = new TreeSet<>(List.of(0L, 1L, 2L));
        for (Plain each : List.of(accept, reject)) {
            for (String bound : List.of("minContains", "maxContains")) {
                JsonNode value = KeywordValues.keyword(each, bound);
                if (value.isNumber() && value.longValue() < KeywordValues.MOST_ITEMS) {
                    counts.addAll(List.of(value.longValue() - 1, value.longValue(), value.longValue() + 1));
                }
            }
        }
        counts.removeIf(count -> count < 0);
        return counts;
    }

    private void array(List<JsonNode> hits, long count, List<JsonNode> misses, int others) {
        if ((count > 0 && hits.isEmpty()) || (others > 0 && misses.isEmpty())) {
            return;
        }
        ArrayNode array = KeywordValues.NODES.arrayNode();
        for (int i = 0; i < count; i++) {
            array.add(hits.get(i % hits.size()));
        }
        for (int i = 0; i < others; i++) {
            array.add(misses.get(i % misses.size()));
        }
        all.add(array);
    }

    /** Arrays with a value that the rejecting schema does not accept at each position, and one position further. */
    Set<JsonNode> positions() {
        if (!accept.types().contains(NormalSchema.Type.ARRAY)) {
            return all;
        }
        int positions = Math.max(
                KeywordValues.keyword(accept, "prefixItems").size(),
                KeywordValues.keyword(reject, "prefixItems").size());
        ArrayNode start = KeywordValues.NODES.arrayNode();
        for (int i = 0; i <= Math.min(positions, KeywordValues.MOST_EACH); i++) {
            SchemaRef accepted = position(accept, i);
            for (JsonNode value : keywords.values(accepted, position(reject, i))) {
                all.add(start.deepCopy().add(value));
            }
            if (i == positions) {
                afterMatches(start, accepted);
            }
            JsonNode next = keywords.accepting.smallest(accepted).orElse(null);
            if (next == null) {
                return all;
            }
            start.add(next);
        }
        return all;
    }

    /** Items that match {@code contains} are evaluated, so an unevaluated item comes after as many as it requires. */
    private void afterMatches(ArrayNode start, SchemaRef accepted) {
        JsonNode match = keywords.accepting
                .smallest(KeywordValues.part(accept, "contains"))
                .orElse(null);
        long count = KeywordValues.keyword(accept, "minContains").asLong(1);
        if (match == null
                || KeywordValues.keyword(accept, "contains").isMissingNode()
                || count > KeywordValues.MOST_EACH) {
            return;
        }
        ArrayNode matches = start.deepCopy();
        for (int i = 0; i < count; i++) {
            matches.add(match);
        }
        for (JsonNode value : keywords.values(accepted, KeywordValues.part(reject, "contains"))) {
            all.add(matches.deepCopy().add(value));
        }
    }

    private static SchemaRef position(Plain plain, int index) {
        JsonNode prefix = KeywordValues.keyword(plain, "prefixItems");
        if (index < prefix.size()) {
            return SchemaRef.of(prefix.path(index), plain.keyword("prefixItems").then(index));
        }
        if (!KeywordValues.keyword(plain, "items").isMissingNode()) {
            return KeywordValues.part(plain, "items");
        }
        SchemaRef each = plain.items().each();
        return each == null ? KeywordValues.part(plain, "unevaluatedItems") : each;
    }
}
