package dev.loupe.diff.normal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.diff.normal.TypeConstraints.Properties;
import dev.loupe.openapi.ReferenceResolver;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Merges the constraints on objects of several schemas that all apply to one value. */
final class PropertyMerger {
    private final ReferenceResolver references;
    private final MessageDirection direction;
    private final boolean openApi30;
    private final Set<String> names = new LinkedHashSet<>();
    private final List<SchemaRef.Part> describing = new ArrayList<>();
    private final List<SchemaRef.Part> additional = new ArrayList<>();
    private final SortedSet<String> required = new TreeSet<>();
    private boolean closed;
    private boolean hasPatterns;
    private long min;
    private long max = Long.MAX_VALUE;

    private PropertyMerger(ReferenceResolver references, MessageDirection direction, boolean openApi30) {
        this.references = references;
        this.openApi30 = openApi30;
        this.direction = direction;
    }

    static Properties merge(
            List<SchemaRef.Part> flat, ReferenceResolver references, MessageDirection direction, boolean openApi30) {
        PropertyMerger merger = new PropertyMerger(references, direction, openApi30);
        flat.forEach(merger::add);
        return merger.properties();
    }

    private void add(SchemaRef.Part part) {
        JsonNode node = part.node();
        node.path("properties").fieldNames().forEachRemaining(names::add);
        Keywords.list(node, "required").forEach(each -> required.add(each.asText()));
        SchemaRef.Part rest = others(part);
        JsonNode others = rest.node();
        // additionalProperties evaluates every other property
        closed |= Keywords.isFalse(others)
                || (others.isMissingNode() && Keywords.isFalse(node.path("unevaluatedProperties")));
        if (others.isObject() && !others.isEmpty()) {
            additional.add(rest);
        }
        if (node.has("properties") || others.isObject() || Keywords.isFalse(others)) {
            describing.add(part);
        }
        hasPatterns |= node.has("patternProperties") && Keywords.everyProperty(node) == null;
        min = Math.max(min, Keywords.count(node, "minProperties", 0));
        max = Math.min(max, Keywords.count(node, "maxProperties", Long.MAX_VALUE));
    }

    private Properties properties() {
        boolean isClosed = closed || (max == 0 && !hasPatterns);
        Map<String, SchemaRef> named = new LinkedHashMap<>();
        for (String name : names) {
            SchemaRef ref = property(name, describing);
            if (hidden(ref)) {
                required.remove(name);
            } else if (!isClosed || !ref.acceptsNothing()) {
                // in a closed object a property with the schema false is the same as no property
                named.put(name, ref);
            }
        }
        if (isClosed && max == 0) {
            named.clear();
        }
        if (isClosed && !hasPatterns && min > 0 && min == named.size()) {
            required.addAll(named.keySet());
        }
        return new Properties(
                min <= required.size() ? 0 : min,
                max == Long.MAX_VALUE || (isClosed && max >= named.size()) ? null : max,
                named,
                required,
                isClosed || additional.isEmpty() ? null : new SchemaRef(additional),
                isClosed);
    }

    /** The schema of the properties without one of their own; a missing node when any value is accepted. */
    private static SchemaRef.Part others(SchemaRef.Part part) {
        String every = Keywords.everyProperty(part.node());
        return every == null
                ? new SchemaRef.Part(
                        part.node().path("additionalProperties"), part.at().then("additionalProperties"), false)
                : new SchemaRef.Part(
                        part.node().path("patternProperties").path(every),
                        part.at().then("patternProperties").then(every),
                        false);
    }

    private static SchemaRef property(String name, List<SchemaRef.Part> describing) {
        List<SchemaRef.Part> parts = new ArrayList<>();
        for (SchemaRef.Part part : describing) {
            JsonNode own = part.node().path("properties").path(name);
            SchemaRef.Part rest = others(part);
            JsonNode additional = rest.node();
            if (!own.isMissingNode()) {
                parts.add(new SchemaRef.Part(own, part.at().then("properties").then(name), false));
            } else if ((additional.isObject() && !additional.isEmpty()) || Keywords.isFalse(additional)) {
                parts.addFirst(rest);
            }
        }
        return new SchemaRef(List.copyOf(parts));
    }

    /** A readOnly property does not apply to requests, a writeOnly property not to responses. */
    private boolean hidden(SchemaRef ref) {
        return ref.parts().stream().anyMatch(part -> direction.hides(part.node(), part.at(), references, openApi30));
    }
}
